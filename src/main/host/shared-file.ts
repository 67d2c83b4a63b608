import type { Reading } from '../../shared/reading.ts'
import { attempt } from './attempt.ts'
import { whileLocked } from './file-lock.ts'
import type { Host } from './host.ts'
import { createTurns } from './in-turn.ts'
import { readKept, type Kept } from './kept-file.ts'

/** What a file of ours holds, and how that is written. */
export interface SharedForm<T> {
  readonly none: T
  /** What holds while the file is broken: `nothing is snoozed`. */
  readonly words: string
  /** null: not of its form. */
  readonly parse: (text: string) => T | null
  readonly textOf: (value: T) => string
  readonly maxBytes?: number
}

/** A value that outlives a process, and that all Headrooms of a user share: the app, and the commands of the terminal. */
export interface SharedFile<T> {
  value(): T
  /**
   * In force at once; the answer says whether the file has it too. What others have written meanwhile stays, so that `how` is
   * asked more than once.
   */
  change(how: (value: T) => T): Promise<Reading<null>>
  /** Nothing is left of it. `remove` takes the file away, and nobody else changes it meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  /** Reads the file again where another Headroom has written it. Costs one `stat`, at most once a second. */
  refresh(): Promise<void>
  /** Told after whatever has changed it has gone on: it may come of judging, and bring another. */
  onChange(wake: () => void): () => void
  /** Why the file was not used; null where it was, or where there is none. */
  trouble(): string | null
}

export type SharedHost = Pick<Host, 'ask' | 'writeFile' | 'clock'>

/** What a file could not take is tried again with the next change; of more than that the oldest are given up. */
const mostMissed = 100
/** Ticks come no faster either. */
const lookEveryMs = 1_000

type Change<T> = (value: T) => T

/** `host` must be the machine itself. Never throws. */
export async function openSharedFile<T>(
  host: SharedHost,
  path: string,
  form: SharedForm<T>,
): Promise<SharedFile<T>> {
  const file = createFile(host, path, form)
  const inTurn = createTurns()
  const force = createForce(await file.read(), form)
  let lookedAtMs = host.clock.nowMs()

  const keep = async (how: Change<T>): Promise<Reading<null>> => {
    const { kept, missed } = force.now()
    const wanted = [...missed, how]
    const done = await attempt(host.clock.nowMs(), () =>
      whileLocked(path, () => file.change((found) => after(found, wanted))),
    )
    const later = force.now().owed.slice(1)
    if (done.kind !== 'ok') {
      // nobody may write there, or it is a fault of whoever changes: in force as long as this process
      force.set({ kept: { ...kept, found: how(kept.found) }, missed, owed: later })
      return done
    }
    const { read, written } = done.value
    if (written.kind === 'ok')
      force.set({ kept: { ...read, found: after(read.found, wanted) }, missed: [], owed: later })
    else {
      const base = read.unread === null ? read : kept
      force.set({ kept: base, missed: wanted.slice(-mostMissed), owed: later })
    }
    return written
  }
  return {
    value: force.value,
    change: (how) => {
      const { owed, ...rest } = force.now()
      force.set({ ...rest, owed: [...owed, how] })
      return inTurn(() => keep(how))
    },
    forget: (remove) =>
      inTurn(async () => {
        const done = await attempt(host.clock.nowMs(), () => whileLocked(path, remove))
        const removed = done.kind === 'ok' ? done.value : done
        if (removed.kind === 'ok')
          force.set({ kept: { ...nothing, found: form.none }, missed: [], owed: [] })
        return removed
      }),
    refresh: async () => {
      const sinceMs = host.clock.nowMs() - lookedAtMs
      if (sinceMs >= 0 && sinceMs < lookEveryMs) return // below 0: the clock was set back
      lookedAtMs = host.clock.nowMs()
      await inTurn(async () => {
        if (!(await file.hasChanged())) return
        const kept = await file.read()
        force.set({ ...force.now(), kept })
      })
    },
    onChange: force.onChange,
    trouble: () => force.now().kept.trouble,
  }
}

/** What the file had when it was read last, and what is not in it yet. */
interface Force<T> {
  readonly kept: Kept<T>
  /** What it could not take. */
  readonly missed: readonly Change<T>[]
  /** What it was not asked yet, in the order of their turns. */
  readonly owed: readonly Change<T>[]
}

/** What is in force, and who is told of it. */
function createForce<T>(first: Kept<T>, { textOf }: SharedForm<T>) {
  const wakes = new Set<() => void>()
  let now: Force<T> = { kept: first, missed: [], owed: [] }
  const value = (): T => after(now.kept.found, [...now.missed, ...now.owed])
  return {
    now: () => now,
    value,
    set: (next: Force<T>): void => {
      const before = textOf(value())
      now = next
      if (textOf(value()) !== before) queueMicrotask(() => wakes.forEach((wake) => wake()))
    },
    onChange: (wake: () => void) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
  }
}

const after = <T>(found: T, changes: readonly Change<T>[]): T =>
  changes.reduce((value, how) => how(value), found)

const nothing = { text: null, trouble: null, unread: null, isHalf: false }

/** The file, and whether it is still the one that was read last. */
function createFile<T>(host: SharedHost, path: string, form: SharedForm<T>) {
  const { none: value, words, maxBytes } = form
  const otherwise = { value, words, ...(maxBytes === undefined ? {} : { maxBytes }) }
  const stateNow = async (): Promise<string> => {
    const found = await host.ask({ kind: 'stat', path })
    return found.kind === 'ok' ? found.value : found.kind
  }
  let state = ''
  const read = async (): Promise<Kept<T>> => {
    state = await stateNow() // before: what is written meanwhile is read once more
    return readKept(host, path, form.parse, otherwise)
  }
  return {
    read,
    hasChanged: async (): Promise<boolean> => (await stateNow()) !== state,
    change: async (how: (value: T) => T) => {
      const found = await read()
      const written = found.unread ?? (await host.writeFile(path, form.textOf(how(found.found))))
      return { read: found, written }
    },
  }
}
