import { entryOf } from '../recorded-entry.ts'
import { formatEntry, formatHeader, recordingSchema } from '../recording.ts'
import type { Redact } from '../redact.ts'
import type { Answer } from './answers.ts'
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
  /** A new one, which begins with these, each as if it were told at its first instant. */
  begin(known: readonly Told[], nowMs: number, startedAtMs: number): void
  /** Answers with its length; 0 where there is no segment. */
  put(told: Told): number
  isWaiting(): boolean
  /** `isLast`: nothing more will come for a while. */
  flush(nowMs: number, isLast: boolean): void
  drop(): void
}

export interface WritingWorld {
  readonly platform: string
  readonly redact: Redact
  readonly segments: Pick<Segments, 'begin' | 'add'>
}

export function createWriting({ platform, redact, segments }: WritingWorld): Writing {
  let current: Written | null = null
  let waiting = ''
  const baseLine = ({ kind, key, reading }: Told, startedAtMs: number): string => {
    const agoMs = Math.max(0, startedAtMs - reading.atMs)
    const now = { ...reading, atMs: startedAtMs }
    const entry = entryOf(kind, redact(key), now, startedAtMs, redact)
    return formatEntry({ ...entry, agoMs })
  }
  return {
    current: () => current,
    begin: (known, nowMs, startedAtMs) => {
      const startedAt = new Date(startedAtMs).toISOString()
      const header = formatHeader({ schema: recordingSchema, platform, startedAt })
      const text = header + known.map((told) => baseLine(told, startedAtMs)).join('')
      waiting = ''
      current = {
        startedAtMs,
        bytes: text.length,
        baseBytes: text.length,
        lastAtMs: nowMs,
      }
      segments.begin(text, nowMs)
    },
    put: ({ kind, key, reading }) => {
      if (current === null) return 0
      const line = formatEntry(entryOf(kind, redact(key), reading, current.startedAtMs, redact))
      waiting += line
      current = { ...current, bytes: current.bytes + line.length }
      return line.length
    },
    isWaiting: () => waiting !== '',
    flush: (nowMs, isLast) => {
      if (current === null || waiting === '') return
      current = { ...current, lastAtMs: nowMs }
      segments.add(waiting, nowMs, isLast)
      waiting = ''
    },
    drop: () => {
      current = null
      waiting = ''
    },
  }
}
