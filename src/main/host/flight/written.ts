import { breathe } from '../breathe.ts'
import { entryOf } from '../recorded-entry.ts'
import { formatEntry, formatHeader, recordingSchema } from '../recording.ts'
import type { Redact } from '../redact.ts'
import type { Answer } from './answer.ts'
import type { Segments } from './segments.ts'

export type Told = Pick<Answer, 'kind' | 'key' | 'reading'>

/** The segment that is written now. */
export interface Written {
  readonly startedAtMs: number
  readonly bytes: number
  /** What it began with. */
  readonly baseBytes: number
  readonly lastAtMs: number
}

/** Answers as lines of the segment that is written now. */
export interface Writing {
  /** null: there is none. */
  current(): Written | null
  /**
   * A new one, which begins with these, each as if it were told at its first instant. They are cleaned of secrets in parts, between
   * which others have their turn; what is put meanwhile waits for them.
   */
  begin(known: readonly Told[], nowMs: number, startedAtMs: number): void
  /** Answers with its length, nearly; 0 where there is no segment. */
  put(told: Told): number
  isWaiting(): boolean
  /** Nothing is left to be cleaned. */
  finish(): void
  /** `isLast`: nothing more will come for a while. */
  flush(nowMs: number, isLast: boolean): void
  drop(): void
}

export interface WritingWorld {
  readonly platform: string
  readonly redact: Redact
  readonly segments: Pick<Segments, 'begin' | 'add'>
}

/** A whole machine takes longer than a tick may wait: so many characters are cleaned at once. */
const partLength = 16 * 2 ** 10

/** The beginning of a segment, while it is made. */
interface Making {
  readonly startedAtMs: number
  readonly nowMs: number
  /** Those of `known` that are in `text`. */
  doneCount: number
  text: string
  readonly known: readonly Told[]
  readonly putMeanwhile: Told[]
  /** Whether it was to be flushed, as it will be. */
  flush: { readonly nowMs: number; readonly isLast: boolean } | null
}

const asItIs: Redact = (text) => text

export function createWriting({ platform, redact, segments }: WritingWorld): Writing {
  let current: Written | null = null
  let making: Making | null = null
  let waiting = ''

  const flush = (nowMs: number, isLast: boolean): void => {
    if (making !== null) making.flush = { nowMs, isLast }
    if (making !== null || current === null || waiting === '') return
    current = { ...current, lastAtMs: nowMs }
    segments.add(waiting, nowMs, isLast)
    waiting = ''
  }
  const makeMore = (made: Making, mostLength: number): void => {
    addLines(made, mostLength, redact)
    if (made.doneCount < made.known.length) return
    making = null
    segments.begin(made.text, made.nowMs)
    waiting = made.putMeanwhile.map((told) => lineOf(told, made.startedAtMs, redact)).join('')
    if (made.flush !== null) flush(made.flush.nowMs, made.flush.isLast)
  }
  const makeAll = async (made: Making): Promise<void> => {
    while (making === made) {
      makeMore(made, partLength)
      await breathe()
    }
  }
  const finish = (): void => {
    if (making !== null) makeMore(making, Infinity)
  }

  return {
    current: () => current,
    begin: (known, nowMs, startedAtMs) => {
      finish()
      const bytes = lengthOf(known, startedAtMs)
      waiting = ''
      current = { startedAtMs, bytes, baseBytes: bytes, lastAtMs: nowMs }
      making = makingOf(known, nowMs, startedAtMs, platform)
      void makeAll(making)
    },
    put: (told) => {
      if (current === null) return 0
      const line = lineOf(told, current.startedAtMs, making === null ? redact : asItIs)
      if (making === null) waiting += line
      else making.putMeanwhile.push(told)
      current = { ...current, bytes: current.bytes + line.length }
      return line.length
    },
    isWaiting: () => waiting !== '' || making !== null,
    finish,
    flush,
    drop: () => {
      current = null
      making = null
      waiting = ''
    },
  }
}

function makingOf(
  known: readonly Told[],
  nowMs: number,
  startedAtMs: number,
  platform: string,
): Making {
  const startedAt = new Date(startedAtMs).toISOString()
  const text = formatHeader({ schema: recordingSchema, platform, startedAt })
  return { startedAtMs, nowMs, doneCount: 0, text, known, putMeanwhile: [], flush: null }
}

function addLines(made: Making, mostLength: number, redact: Redact): void {
  const end = made.text.length + mostLength
  while (made.text.length < end) {
    const next = made.known[made.doneCount]
    if (next === undefined) return
    made.text += baseLineOf(next, made.startedAtMs, redact)
    made.doneCount += 1
  }
}

/** As long as it is before it is cleaned. */
const lengthOf = (known: readonly Told[], startedAtMs: number): number =>
  known.reduce((sum, told) => sum + baseLineOf(told, startedAtMs, asItIs).length, 0)

const lineOf = ({ kind, key, reading }: Told, startedAtMs: number, redact: Redact): string =>
  formatEntry(entryOf(kind, redact(key), reading, startedAtMs, redact))

function baseLineOf({ kind, key, reading }: Told, startedAtMs: number, redact: Redact): string {
  const agoMs = Math.max(0, startedAtMs - reading.atMs)
  const now = { ...reading, atMs: startedAtMs }
  return formatEntry({ ...entryOf(kind, redact(key), now, startedAtMs, redact), agoMs })
}
