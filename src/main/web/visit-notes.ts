import type { Scope } from '../../shared/contract.ts'
import type { Visit } from '../history/visit-line.ts'
import type { VisitLog } from '../history/visit-log.ts'
import type { AskedNotes } from './asking.ts'

/** The first is written at once, what follows together: whoever asks without end fills neither the disk nor its time. */
const gatherMs = 10_000
/** A collector comes each few seconds: what has come as before is told so often, else its lines would push out all others. */
const asBeforeMs = 3_600_000
/** At once. Of more addresses it is told only that they came. */
const maxAddresses = 64
const others = 'others'
/** Each has a line of its own, so many from one address within an hour; of further ones how many: nobody wipes out a trace with others. */
const maxAsked = 50

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
  /** Asked beside those that have a line of their own. */
  readonly moreAskedCount: number
}

export function createVisitNotes(options: VisitNotesOptions): VisitNotes {
  const { nowMs } = options
  const tallies = new Map<string, Tally>()
  const asBefore = createAsBefore()
  const take = (isDue: (address: string, tally: Tally) => boolean): readonly Visit[] => {
    const due = [...tallies].filter(([address, tally]) => isDue(address, tally))
    due.forEach(([address]) => tallies.delete(address))
    return due.map(([address, tally]) => cameLine(address, tally))
  }
  const writer = createWriter(options, (isLast) =>
    take((address, tally) => isLast || asBefore.isNews(address, tally, nowMs())),
  )
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
    asked: (address, request, isDone) => {
      if (!asBefore.mayAsk(address, nowMs())) return count(address, { moreAskedCount: 1 })
      return writer.now({ line: 'asked', atMs: nowMs(), address, request, isDone })
    },
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
  moreAskedCount: 0,
})

const added = (before: Tally, more: Partial<Tally>, atMs: number): Tally => ({
  sinceMs: before.sinceMs,
  atMs,
  scopes: new Set([...before.scopes, ...(more.scopes ?? [])]),
  rightCount: before.rightCount + (more.rightCount ?? 0),
  wrongCount: before.wrongCount + (more.wrongCount ?? 0),
  lockOutCount: before.lockOutCount + (more.lockOutCount ?? 0),
  moreAskedCount: before.moreAskedCount + (more.moreAskedCount ?? 0),
})

const cameLine = (address: string, { scopes, moreAskedCount, ...tally }: Tally): Visit => ({
  line: 'came',
  address,
  ...tally,
  scopes: [...scopes],
  ...(moreAskedCount === 0 ? {} : { moreAskedCount }),
})

interface Known {
  readonly sinceMs: number
  readonly scopes: ReadonlySet<Scope>
  readonly askedCount: number
}

/** What has been told of each address within the hour. */
function createAsBefore() {
  const known = new Map<string, Known>()
  const isOfNow = ({ sinceMs }: Known, nowMs: number): boolean =>
    Math.abs(nowMs - sinceMs) < asBeforeMs
  /** null: of more addresses than are known at once. */
  const knownAt = (address: string, nowMs: number): Known | null => {
    for (const [one, before] of known) if (!isOfNow(before, nowMs)) known.delete(one)
    const isNew = !known.has(address)
    if (isNew && known.size >= maxAddresses) return null
    return known.get(address) ?? { sinceMs: nowMs, scopes: new Set(), askedCount: 0 }
  }
  return {
    isNews: (address: string, { scopes, wrongCount }: Tally, nowMs: number): boolean => {
      if (wrongCount > 0) return true
      const before = knownAt(address, nowMs)
      if (before === null) return true
      const isAsBefore = known.has(address) && [...scopes].every((one) => before.scopes.has(one))
      if (isAsBefore) return false
      known.set(address, { ...before, scopes: new Set([...before.scopes, ...scopes]) })
      return true
    },
    mayAsk: (address: string, nowMs: number): boolean => {
      const before = knownAt(address, nowMs)
      if (before === null || before.askedCount >= maxAsked) return false
      known.set(address, { ...before, askedCount: before.askedCount + 1 })
      return true
    },
  }
}

/** What waits while the disk takes nothing; of more the oldest is given up. */
const maxWaiting = 500

/** One write after the other. `gathered`: what is to be written besides, taken as it is written. */
function createWriter(
  { log, say, gatherMs: everyMs = gatherMs }: VisitNotesOptions,
  gathered: (isLast: boolean) => readonly Visit[],
) {
  let waiting: readonly Visit[] = []
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let isTold = false
  const write = async (isLast: boolean): Promise<void> => {
    const visits = [...waiting, ...gathered(isLast)]
    waiting = []
    if (visits.length === 0) return
    const done = await log.add(visits)
    if (done.kind === 'ok') return
    waiting = [...visits, ...waiting].slice(-maxWaiting)
    if (!isTold) say(`who looks from other machines cannot be noted: ${done.reason}`)
    isTold = true
  }
  const flush = (isLast = false): Promise<void> => {
    writing = writing.then(() => write(isLast))
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
      await flush(true)
    },
  }
}
