import type { Scope } from '../../shared/contract.ts'
import type { Visit } from '../history/visit-line.ts'
import type { VisitLog } from '../history/visit-log.ts'
import type { AskedNotes } from './asking.ts'

/** The first is written at once, what follows together: whoever asks without end fills neither the disk nor its time. */
const gatherMs = 10_000
/** At once. Of more addresses it is told only that they came. */
const maxAddresses = 64
const others = 'others'

export interface VisitNotes extends AskedNotes {
  served(what: Omit<Extract<Visit, { readonly line: 'served' }>, 'line' | 'atMs'>): void
  /** All of it is written, and that nobody can come any more. */
  close(): Promise<void>
}

export interface VisitNotesOptions {
  readonly log: VisitLog
  readonly nowMs: () => number
  /** What cannot be written is tried again with the next, and told once. */
  readonly say: (trouble: string) => void
  readonly gatherMs?: number
}

interface Tally {
  readonly sinceMs: number
  readonly atMs: number
  readonly scopes: ReadonlySet<Scope>
  readonly rightCount: number
  readonly wrongCount: number
  readonly lockOutCount: number
}

export function createVisitNotes(options: VisitNotesOptions): VisitNotes {
  const { nowMs } = options
  const tallies = new Map<string, Tally>()
  const writer = createWriter(options, () => {
    const came = [...tallies].map(([address, tally]) => cameLine(address, tally))
    tallies.clear()
    return came
  })
  const count = (given: string, of: Partial<Tally>): void => {
    const atMs = nowMs()
    const address = tallies.has(given) || tallies.size < maxAddresses ? given : others
    tallies.set(address, added(tallies.get(address) ?? emptyAt(atMs), of, atMs))
    writer.soon()
  }
  return {
    served: (what) => writer.now({ line: 'served', atMs: nowMs(), ...what }),
    came: (address, scopes) => count(address, { scopes, rightCount: 1 }),
    wrong: (address) => count(address, { wrongCount: 1 }),
    lockedOut: (address) => count(address, { lockOutCount: 1 }),
    asked: (address, request, isDone) =>
      writer.now({ line: 'asked', atMs: nowMs(), address, request, isDone }),
    close: () => {
      writer.now({ line: 'ended', atMs: nowMs() })
      return writer.close()
    },
  }
}

const emptyAt = (sinceMs: number): Tally => ({
  sinceMs,
  atMs: sinceMs,
  scopes: new Set(),
  rightCount: 0,
  wrongCount: 0,
  lockOutCount: 0,
})

const added = (before: Tally, more: Partial<Tally>, atMs: number): Tally => ({
  sinceMs: before.sinceMs,
  atMs,
  scopes: new Set([...before.scopes, ...(more.scopes ?? [])]),
  rightCount: before.rightCount + (more.rightCount ?? 0),
  wrongCount: before.wrongCount + (more.wrongCount ?? 0),
  lockOutCount: before.lockOutCount + (more.lockOutCount ?? 0),
})

const cameLine = (address: string, { scopes, ...tally }: Tally): Visit => ({
  line: 'came',
  address,
  ...tally,
  scopes: [...scopes],
})

/** What waits while the disk takes nothing; of more the oldest is given up. */
const maxWaiting = 500

/** One write after the other. `gathered`: what is to be written besides, taken as it is written. */
function createWriter(
  { log, say, gatherMs: everyMs = gatherMs }: VisitNotesOptions,
  gathered: () => readonly Visit[],
) {
  let waiting: readonly Visit[] = []
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let isTold = false
  const write = async (): Promise<void> => {
    const visits = [...waiting, ...gathered()]
    waiting = []
    if (visits.length === 0) return
    const done = await log.add(visits)
    if (done.kind === 'ok') return
    waiting = [...visits, ...waiting].slice(-maxWaiting)
    if (!isTold) say(`who looks from other machines cannot be noted: ${done.reason}`)
    isTold = true
  }
  const flush = (): Promise<void> => {
    writing = writing.then(write)
    return writing
  }
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null
      if (gatheredSinceRest) soon()
    }, everyMs)
    timer.unref()
    gatheredSinceRest = false
  }
  let gatheredSinceRest = false
  const soon = (): void => {
    gatheredSinceRest = true
    if (timer !== null) return
    rest()
    // what the same moment brings goes along: that a token was wrong, and that it was one too many
    queueMicrotask(() => void flush())
  }
  return {
    soon,
    now: (visit: Visit): void => {
      waiting = [...waiting, visit]
      void flush()
    },
    close: async (): Promise<void> => {
      if (timer !== null) clearTimeout(timer)
      await flush()
    },
  }
}
