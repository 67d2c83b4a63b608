import { createWriteStream } from 'node:fs'
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import type { Reading } from '../../shared/reading.ts'
import { reasonOf } from './attempt.ts'
import { formatArgv, keyOf, type Host, type LogPiece } from './host.ts'
import {
  formatEntry,
  formatHeader,
  recordingSchema,
  type EntryKind,
  type RecordingEntry,
} from './recording.ts'
import { createRedact } from './redact.ts'

/** What has been written waits at most this long before it reaches the file. */
const flushEveryMs = 1_000

export interface Recorder {
  /** The same host, with all its answers written down. */
  readonly host: Host
  readonly writtenBytes: () => number
  /** null, or why nothing more can be written. */
  readonly failure: () => string | null
  /** Done, with the reason, as soon as nothing more can be written; else never. */
  readonly failed: Promise<string>
  /** The last lines are in the file when this is done. */
  close(): Promise<void>
}

/** What is kept of the pieces of one log, in their order; made anew for each log. */
export type KeepOfLog = () => (text: string) => string

/**
 * A host whose every answer goes to a new file of mode 0600 as well, redacted. Logs hold what users write: without `keepOfLog`
 * nothing of them is recorded. Throws where it cannot be made.
 */
export async function createRecorder(
  inner: Host,
  path: string,
  keepOfLog: KeepOfLog | null = null,
): Promise<Recorder> {
  const { username, homedir } = userInfo()
  const redact = createRedact([username, basename(homedir)])
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const opened = Promise.withResolvers<null>()
  const failed = Promise.withResolvers<string>()
  const closed = Promise.withResolvers<null>()
  let failure: string | null = null
  let waiting = ''
  let writtenBytes = 0
  file.on('open', () => opened.resolve(null))
  file.on('close', () => closed.resolve(null))
  file.on('error', (error) => {
    failure ??= reasonOf(error)
    waiting = ''
    failed.resolve(failure)
    opened.reject(error)
  })
  await opened.promise

  const startedAtMs = inner.clock.nowMs()
  const flush = (): void => {
    if (waiting === '') return
    writtenBytes += Buffer.byteLength(waiting)
    file.write(waiting)
    waiting = ''
  }
  const timer = setInterval(flush, flushEveryMs)
  const note: Note = (kind, key, reading) => {
    if (failure !== null) return // nobody could ever write it
    waiting += formatEntry(entryOf(kind, redact(key), reading, startedAtMs, redact))
  }
  waiting = formatHeader({
    schema: recordingSchema,
    platform: inner.platform,
    startedAt: new Date(startedAtMs).toISOString(),
  })

  return {
    host: recordingHost(inner, note, keepOfLog),
    writtenBytes: () => writtenBytes,
    failure: () => failure,
    failed: failed.promise,
    close: async () => {
      clearInterval(timer)
      flush()
      file.end()
      await closed.promise
    },
  }
}

type Note = (kind: EntryKind, key: string, reading: Reading<string>) => void

function recordingHost(inner: Host, note: Note, keepOfLog: KeepOfLog | null): Host {
  const noteText = (kind: EntryKind, key: string, text: string): void =>
    note(kind, key, { kind: 'ok', value: text, atMs: inner.clock.nowMs(), tookMs: 0 })
  return {
    ...inner,
    ask: async (question, atMs) => {
      const reading = await inner.ask(question, atMs)
      note(question.kind, keyOf(question), reading)
      return reading
    },
    digest: async (path, make) => {
      const reading = await inner.digest(path, make)
      note('digest', path, reading)
      return reading
    },
    stream: (argv, onText, onEnd) => {
      const key = formatArgv(argv)
      return inner.stream(
        argv,
        (text) => {
          noteText('stream', key, text)
          onText(text)
        },
        (end) => {
          if (end.reason !== null) {
            const atMs = inner.clock.nowMs()
            note('stream', key, { kind: 'failed', reason: end.reason, atMs, tookMs: 0 })
          }
          onEnd(end)
        },
      )
    },
    followLog: (path, start, onPiece, onTrouble) => {
      if (keepOfLog === null) return inner.followLog(path, start, onPiece, onTrouble)
      const keep = keepOfLog()
      const notePiece = (piece: LogPiece): void => {
        noteText('log', path, keep(piece.text))
        onPiece(piece)
      }
      return inner.followLog(path, start, notePiece, onTrouble)
    },
    signal: async (identity, name) => {
      const reading = await inner.signal(identity, name)
      const key = `${name} ${identity.pid} ${identity.executable}`
      note('act', key, reading.kind === 'ok' ? { ...reading, value: 'sent' } : reading)
      return reading
    },
  }
}

function entryOf(
  kind: EntryKind,
  key: string,
  reading: Reading<string>,
  startedAtMs: number,
  redact: (text: string) => string,
): RecordingEntry {
  const atMs = Math.max(0, reading.atMs - startedAtMs)
  const { tookMs } = reading
  return reading.kind === 'ok'
    ? { atMs, kind, key, ok: true, text: redact(reading.value), tookMs }
    : {
        atMs,
        kind,
        key,
        ok: false,
        error: redact(reading.reason),
        ...(reading.kind === 'absent' ? { absent: true } : {}),
        tookMs,
      }
}
