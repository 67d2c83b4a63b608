import type { Reading } from '../../../shared/reading.ts'
import type { Clock } from '../host.ts'
import type { EntryKind } from '../recording.ts'
import type { Redact } from '../redact.ts'
import { createAllowance } from './allowance.ts'
import type { Answer } from './answer.ts'
import { createAnswers, isState, type Answers } from './answers.ts'
import { createLogTails, type LogPiece, type LogTails } from './log-tails.ts'
import type { Segments } from './segments.ts'
import { createWriting, type Told, type Writing, type Written } from './written.ts'

/** Each segment plays by itself: this often its beginning is paid for. */
const segmentMs = 120_000
const maxSegmentBytes = 2 * 2 ** 20
/** While something moves: a day of it stays below 420 MB. */
const whileAwake = { mostBytes: 8e6, bytesPerDay: 4e8 }
/** At rest: a day of it stays below 600 kB. */
const atRest = { mostBytes: 4e4, bytesPerDay: 5e5 }
/** Figures of the whole machine; a list of processes is larger. */
const maxBytesAtRest = 4_096
const ofOneProcess = /^\/proc\/\d+\//
/** After a failure nothing is tried for so long. */
const retryMs = 60_000
/** Two readings of a clock that is steered may differ by so much. */
const setBackMs = 2_000

/** How the machine fares: nothing goes on; its figures have moved; something goes on, of which everything is wanted. */
export type Stir = 'rest' | 'moved' | 'awake'

/** What of the answers goes to the disk. */
export interface Tape {
  /** Whether something waits to be written. */
  note(kind: EntryKind, key: string, reading: Reading<string>): boolean
  /** After each Snapshot, with its instant: a segment that begins with it plays in the same step. */
  told(stir: Stir, atMs: number): void
  /** What waits is written, also where no Snapshot comes. */
  flush(): void
  /** The same, to the last of it, at once. */
  finish(): void
  /** What is on the disk has gone: the next segment is the first. */
  renew(): void
  /** What is known is forgotten too. */
  clear(): void
}

export interface TapeWorld {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly platform: string
  readonly redact: Redact
  readonly segments: Pick<Segments, 'begin' | 'add' | 'failure'>
}

export function createTape({ clock, platform, redact, segments }: TapeWorld): Tape {
  const known = { answers: createAnswers(), tails: createLogTails() }
  const writing = createWriting({ platform, redact, segments })
  const awake = createAwake(known, writing)
  const noteMoved = createAtRest(known.answers, writing)
  const isFailing = createFailing(segments, writing)
  let isAwake = false
  const renew = (): void => {
    writing.drop()
    isAwake = false
  }

  return {
    note: (kind, key, reading) => {
      if (kind === 'log') {
        const piece = known.tails.note(key, reading)
        if (piece !== null && isAwake) awake.putPiece(piece, clock.nowMs())
      } else if (isState(kind)) {
        const answer = known.answers.note(kind, key, reading)
        if (answer !== null && isAwake) awake.putAnswer(answer, clock.nowMs())
      } else if (isAwake) awake.putEvent({ kind, key, reading }, clock.nowMs())
      return writing.isWaiting()
    },
    told: (stir, atMs) => {
      const nowMs = clock.nowMs()
      const wasAwake = isAwake
      isAwake = stir === 'awake' && !isFailing(nowMs)
      if (isAwake) awake.goOn(nowMs, atMs)
      else if (stir === 'moved' && !isFailing(nowMs)) noteMoved(nowMs)
      writing.flush(nowMs, wasAwake && !isAwake)
    },
    flush: () => writing.flush(clock.nowMs(), false),
    finish: () => {
      writing.finish()
      writing.flush(clock.nowMs(), false)
    },
    renew,
    clear: () => {
      known.answers.clear()
      known.tails.clear()
      renew()
    },
  }
}

interface Known {
  readonly answers: Answers
  readonly tails: LogTails
}

/** Everything that changes is written, as far as a day's worth allows it. */
function createAwake({ answers, tails }: Known, writing: Writing) {
  const allowance = createAllowance(whileAwake)
  const putAnswer = (answer: Answer, nowMs: number): void => {
    if (!allowance.hasAmply(answer.bytes, nowMs)) return
    allowance.take(writing.put(answer))
    answers.written(answer)
  }
  const putEvent = (event: Told, nowMs: number): void => {
    const { reading } = event
    const bytes = reading.kind === 'ok' ? reading.value.length : 0
    if (allowance.has(bytes, nowMs)) allowance.take(writing.put(event))
  }
  const putPiece = (piece: LogPiece, nowMs: number): void => {
    putEvent({ kind: 'log', ...piece }, nowMs)
    tails.written(piece)
  }
  const begin = (nowMs: number, atMs: number): void => {
    const logs = tails.all().map((piece) => ({ kind: 'log' as const, ...piece }))
    const told = [...answers.all(), ...logs]
    if (told.length === 0) return // nothing was asked yet
    writing.begin(told, nowMs, Math.min(nowMs, atMs))
    allowance.take(writing.current()?.baseBytes ?? 0)
    answers.unwritten().forEach(answers.written)
    tails.unwritten().forEach(tails.written)
  }
  const isToBegin = (
    { startedAtMs, bytes, baseBytes, lastAtMs }: Written,
    nowMs: number,
  ): boolean =>
    nowMs < lastAtMs - setBackMs ||
    bytes - baseBytes > maxSegmentBytes ||
    (nowMs - startedAtMs >= segmentMs && allowance.hasAmply(baseBytes, nowMs))
  return {
    putAnswer,
    putPiece,
    putEvent,
    goOn: (nowMs: number, atMs: number): void => {
      const current = writing.current()
      if (current === null || isToBegin(current, nowMs)) return begin(nowMs, atMs)
      answers.unwritten().forEach((answer) => putAnswer(answer, nowMs))
      tails.unwritten().forEach((piece) => putPiece(piece, nowMs))
    },
  }
}

/** A few small answers go behind what was written last: where the figures are now. */
function createAtRest(answers: Answers, writing: Writing): (nowMs: number) => void {
  const allowance = createAllowance(atRest)
  return (nowMs) => {
    const current = writing.current()
    // a segment's instants only ever grow
    if (current === null || nowMs < current.lastAtMs - setBackMs) return
    const figures = answers
      .unwritten()
      .filter(({ key, bytes }) => bytes <= maxBytesAtRest && !ofOneProcess.test(key))
    const bytes = figures.reduce((sum, one) => sum + one.bytes, 0)
    if (!allowance.has(bytes, nowMs)) return // together they tell a state, in parts they do not
    for (const answer of figures) {
      allowance.take(writing.put(answer))
      answers.written(answer)
    }
  }
}

/** After a failure a new segment is begun, now and then. */
function createFailing(
  { failure }: Pick<Segments, 'failure'>,
  { drop }: Writing,
): (nowMs: number) => boolean {
  let failedAtMs: number | null = null
  return (nowMs) => {
    if (failure() === null) {
      failedAtMs = null
      return false
    }
    drop()
    failedAtMs ??= nowMs
    // the clock may have been set meanwhile
    return Math.abs(nowMs - failedAtMs) < retryMs
  }
}
