import { z } from 'zod/mini'
import { isRuleId, snoozeSpans, type SnoozeTarget } from '../../shared/alert.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import type { MadeSnooze } from '../../shared/snooze.ts'
import { attempt } from '../host/attempt.ts'
import { whileLocked } from '../host/file-lock.ts'
import type { Host } from '../host/host.ts'
import { createTurns } from './in-turn.ts'
import { readKept, type Kept } from './kept-file.ts'

/** One for each rule and one for all is what there can be; the rest is a mistake, or of a later version. */
const maxSnoozes = 64
const maxServers = 64

const isTarget = (name: string): name is SnoozeTarget => name === 'all' || isRuleId(name)

const entryShape = z.object({
  target: z.string(),
  span: z.enum(snoozeSpans),
  madeAtMs: z.number(),
  servers: z._default(
    z.array(z.object({ pid: z.number(), startedAtMs: z.number() })).check(z.maxLength(maxServers)),
    [],
  ),
})
const shape = z.object({ snoozes: z.array(z.unknown()) })

type Change = (made: readonly MadeSnooze[]) => readonly MadeSnooze[]

/** Snoozes outlive a process, and are shared: by the app, and by the commands of the terminal. */
export interface SnoozeStore {
  /** All that were made, also those that are not in force any more. */
  made(): readonly MadeSnooze[]
  /**
   * In force at once; the answer says whether the file has it too. What others have written meanwhile stays, so that `how` is
   * asked more than once.
   */
  change(how: Change): Promise<Reading<null>>
  /** Nothing is silenced. `remove` takes the file away, and nobody else changes it meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  /** Reads the file again where another Headroom has written it. Costs one `stat`, at most once a second. */
  refresh(): Promise<void>
  /** Told after whatever has changed it has gone on: it may come of judging, and bring another. */
  onChange(wake: () => void): () => void
  /** Why the file was not used; null where it was, or where there is none. */
  trouble(): string | null
}

type StoreHost = Pick<Host, 'ask' | 'writeFile' | 'clock'>

/** Ticks come no faster either. */
const lookEveryMs = 1_000

/** Reads the snoozes. `host` must be the machine itself. Never throws. */
export async function openSnoozes(host: StoreHost, path: string): Promise<SnoozeStore> {
  const file = createSnoozeFile(host, path)
  const inTurn = createTurns()
  const wakes = new Set<() => void>()
  let kept = await file.read()
  /** In the order of their turns: what is in force, and not in the file yet. */
  let owed: readonly Change[] = []
  let lookedAtMs = host.clock.nowMs()

  const set = (nextKept: Kept<readonly MadeSnooze[]>, nextOwed: readonly Change[]): void => {
    const isNew = textOf(after(nextKept.found, nextOwed)) !== textOf(after(kept.found, owed))
    kept = nextKept
    owed = nextOwed
    if (isNew) queueMicrotask(() => wakes.forEach((wake) => wake()))
  }
  const keep = async (how: Change): Promise<Reading<null>> => {
    const done = await attempt(host.clock.nowMs(), () => whileLocked(path, () => file.change(how)))
    const base = done.kind === 'ok' && done.value.read.unread === null ? done.value.read : kept
    set({ ...base, found: how(base.found) }, owed.slice(1))
    return done.kind === 'ok' ? done.value.written : done
  }
  return {
    made: () => after(kept.found, owed),
    change: (how) => {
      set(kept, [...owed, how])
      return inTurn(() => keep(how))
    },
    forget: (remove) =>
      inTurn(async () => {
        const done = await attempt(host.clock.nowMs(), () => whileLocked(path, remove))
        const removed = done.kind === 'ok' ? done.value : done
        if (removed.kind === 'ok') set({ ...nothing, found: none }, [])
        return removed
      }),
    refresh: async () => {
      const sinceMs = host.clock.nowMs() - lookedAtMs
      if (sinceMs >= 0 && sinceMs < lookEveryMs) return // below 0: the clock was set back
      lookedAtMs = host.clock.nowMs()
      await inTurn(async () => {
        if (await file.hasChanged()) set(await file.read(), owed)
      })
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    trouble: () => kept.trouble,
  }
}

const after = (found: readonly MadeSnooze[], owed: readonly Change[]): readonly MadeSnooze[] =>
  owed.reduce((made, how) => how(made), found)

const none: readonly MadeSnooze[] = []
const nothing = { text: null, trouble: null, unread: null, isHalf: false }

/** The file, and whether it is still the one that was read last. */
function createSnoozeFile(host: StoreHost, path: string) {
  const stateNow = async (): Promise<string> => {
    const found = await host.ask({ kind: 'stat', path })
    return found.kind === 'ok' ? found.value : found.kind
  }
  let state = ''
  const read = async (): Promise<Kept<readonly MadeSnooze[]>> => {
    state = await stateNow() // before: what is written meanwhile is read once more
    return readKept(host, path, snoozesInText, { value: none, words: 'nothing is snoozed' })
  }
  return {
    read,
    hasChanged: async (): Promise<boolean> => (await stateNow()) !== state,
    change: async (how: Change) => {
      const found = await read()
      const written = found.unread ?? (await host.writeFile(path, textOf(how(found.found))))
      return { read: found, written }
    },
  }
}

const textOf = (made: readonly MadeSnooze[]): string =>
  `${JSON.stringify({ snoozes: made.slice(-maxSnoozes) }, null, 2)}\n`

/** null: not of its form. An entry that is wrong must not cost the others. */
function snoozesInText(text: string): readonly MadeSnooze[] | null {
  try {
    const parsed = shape.safeParse(jsonIn(text))
    return parsed.success ? parsed.data.snoozes.slice(0, maxSnoozes).flatMap(snoozeIn) : null
  } catch {
    // ParseError: not JSON
    return null
  }
}

function snoozeIn(entry: unknown): readonly MadeSnooze[] {
  const parsed = entryShape.safeParse(entry)
  if (!parsed.success || !isTarget(parsed.data.target)) return []
  return [{ ...parsed.data, target: parsed.data.target }]
}
