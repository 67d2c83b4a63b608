import type { Reading } from '../../../shared/reading.ts'
import { attempt } from '../attempt.ts'
import type { LogStart } from '../host.ts'
import type { Patience } from '../patience.ts'
import { decide, type Decision } from './decide.ts'
import { isSameFile } from './folder.ts'
import { tellKnown } from './known-lines.ts'
import type { OpenLog } from './open-log.ts'
import { createSuccession, fileAtPlace, type AtPlace, type Succession } from './succession.ts'
import type { Telling } from './telling.ts'
import { createFileTimes, type FileTimes } from './file-times.ts'
import type { WatchedFile } from './watches.ts'

/** The log may lie on a volume that hangs. */
const deadlineMs = 2_000

/** `again`: at once, as there may be more. */
export type Step = 'again' | 'done'

export interface Following {
  /** Reads what is new, and sees what has become of the file. Throws Absent where files were moved meanwhile. */
  step(): Promise<Step>
  /** What is worth being watched. */
  files(): readonly WatchedFile[]
  /** Something may be about to happen of which nothing tells. */
  isRestless(): boolean
  close(): Promise<void>
}

/*
 * The life of a file that is read as a log, and what is done at each look, when all of it has been told:
 *
 * it stands in its place, as before              it is read on, however quiet it is
 * it stands in its place, but is shorter, or     a copy of what was read is read on, if one was made (copytruncate); else
 *   does not hold what was read of it              it is read from its beginning
 * it was renamed, and something still comes      it is read on: its writer has not heard of it; but not for more than
 *                                                  30 s beside another in its place, to which something is written
 * it was renamed, and is quiet for 2 s, with     the next one is read: what was renamed after it, oldest first, then what
 *   another in its place that has something        stands in its place
 * the same, with nothing in its place            it waits: it may come back, or be followed by another
 * it was deleted, and is quiet for 2 s           as if another were in its place
 * it is a copy                                   it is left at once for what stands in the log's place
 */
export function createFollowing(
  path: string,
  start: LogStart,
  telling: Telling,
  patiently: Patience,
): Following {
  const succession = createSuccession(path, start, Date.now())
  const turns = createTurns()
  const parts: Parts = { succession, telling, turns }
  let inPlace: AtPlace | null = null
  const look = (): Promise<Reading<AtPlace>> =>
    attempt(Date.now(), () => patiently(deadlineMs, () => fileAtPlace(path)))

  return {
    step: async () => {
      const place = await look()
      inPlace = place.kind === 'ok' ? place.value : null
      const log = turns.current() ?? (await begin(parts, place))
      if (log === null) return 'done'
      if (inPlace !== null && isUnchanged(log, inPlace)) {
        telling.trouble(null)
        return 'done'
      }
      const missed = inPlace === null ? null : await succession.before(log, inPlace)
      if (missed !== null) {
        await turns.turnTo(missed)
        return 'again'
      }
      const drained = await drain(log, telling, inPlace)
      if (telling.isOver()) return 'done'
      return drained === 'cut' ? readOnAfterCut(parts, log) : settle(parts, log, place, drained)
    },
    files: () => [turns.current(), inPlace].filter((file) => file !== null),
    isRestless: () => turns.times.isRestless(performance.now()),
    close: async () => turns.current()?.close(),
  }
}

/** The file that is read. */
interface Turns {
  current(): OpenLog | null
  turnTo(next: OpenLog | null): Promise<void>
  /** Something stands in the log's place that did not when its folder was searched last. */
  isNews(place: AtPlace | null): boolean
  searched(place: AtPlace | null): void
  readonly times: FileTimes
}

function createTurns(): Turns {
  const times = createFileTimes()
  let current: OpenLog | null = null
  let searchedFor: string | null = null
  return {
    current: () => current,
    turnTo: async (next) => {
      const before = current
      current = next
      searchedFor = null
      if (next === null) times.gone(performance.now())
      else times.begin(performance.now())
      await before?.close()
    },
    isNews: (place) => stampOf(place) !== searchedFor,
    searched: (place) => {
      searchedFor = stampOf(place)
    },
    times,
  }
}

const stampOf = (place: AtPlace | null): string =>
  place === null ? '' : `${place.inode}/${place.sizeBytes}/${place.modifiedAtMs}`

interface Parts {
  readonly succession: Succession
  readonly telling: Telling
  readonly turns: Turns
}

const isUnchanged = (log: OpenLog, place: AtPlace): boolean => {
  const { sizeBytes, modifiedAtMs } = log.seen()
  const isSameSize = sizeBytes === place.sizeBytes && modifiedAtMs === place.modifiedAtMs
  return isSameSize && isSameFile(log, place)
}

async function begin(parts: Parts, place: Reading<AtPlace>): Promise<OpenLog | null> {
  const { succession, telling, turns } = parts
  const isKnown = place.kind !== 'failed'
  const first = isKnown ? await succession.begin(place.kind === 'ok' ? place.value : null) : null
  if (first !== null) {
    await turns.turnTo(first.log)
    telling.beginFile()
    await tellKnown(first.log, first.knownBytes, telling)
  }
  if (first === null || place.kind === 'ok') telling.trouble(place.kind === 'ok' ? null : place)
  return first?.log ?? null
}

interface Drained {
  readonly hasGrown: boolean
  readonly isDeleted: boolean
}

/** Tells all that is new in a file. */
async function drain(
  log: OpenLog,
  telling: Telling,
  place: AtPlace | null,
): Promise<Drained | 'cut'> {
  let hasGrown = false
  // each question to the disk is a turn through the thread pool, in which a failing line waits: on a busy machine long
  let found = place !== null && isSameFile(log, place) ? place : undefined
  while (!telling.isOver()) {
    const step = await log.read(found)
    found = undefined
    if (step.kind === 'cut') return 'cut'
    if (step.kind === 'end') return { hasGrown, isDeleted: step.isDeleted }
    hasGrown = true
    if (step.kind === 'lines') telling.lines(step.lines)
  }
  return { hasGrown, isDeleted: false }
}

/** What was written since the last look is in a copy, if one was made. */
async function readOnAfterCut({ succession, telling, turns }: Parts, log: OpenLog): Promise<Step> {
  const copy = await succession.copyOf(log)
  if (copy !== null) {
    await turns.turnTo(copy)
    return 'again'
  }
  telling.rest(log)
  telling.beginFile()
  // it may have been cut twice: then what was written in between is in a file of which nothing is known
  const missed = await succession.between(log)
  if (missed === null) log.restart()
  else await turns.turnTo(missed)
  return 'again'
}

/** After all of it has been read: does it go on, or is it another file's turn? */
async function settle(
  parts: Parts,
  log: OpenLog,
  place: Reading<AtPlace>,
  { hasGrown, isDeleted }: Drained,
): Promise<Step> {
  const { succession, telling, turns } = parts
  const file = place.kind === 'ok' ? place.value : null
  const isAtPlace = place.kind === 'failed' || (file !== null && isSameFile(file, log))
  const successorBytes = file === null ? null : file.sizeBytes
  const { modifiedAtMs } = log.seen()
  const seen = { isAtPlace, isCopy: log.isCopy, isDeleted, successorBytes, hasGrown, modifiedAtMs }
  const decision = decide(turns.times.now(seen, performance.now(), Date.now()))
  if (isAtPlace) telling.trouble(place.kind === 'ok' ? null : place)
  if (decision === 'read-on') return 'done'

  telling.rest(log)
  const next = await nextAfter(parts, log, decision, file)
  if (next === null) telling.trouble(place.kind === 'ok' ? null : place)
  if (next === null && decision === 'wait') return 'done'
  succession.leave(log, isDeleted)
  await turns.turnTo(next)
  telling.beginFile()
  return next === null ? 'done' : 'again'
}

async function nextAfter(
  { succession, turns }: Parts,
  log: OpenLog,
  decision: Decision,
  file: AtPlace | null,
): Promise<OpenLog | null> {
  const isWorth = turns.isNews(file) || decision === 'leave'
  const between = isWorth ? await succession.between(log) : null
  turns.searched(file)
  if (between !== null) return between
  return decision === 'leave' && file !== null ? succession.inPlace(file) : null
}
