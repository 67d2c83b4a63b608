import { createWriteStream } from 'node:fs'
import { reasonOf } from './attempt.ts'
import type { Host } from './host.ts'
import { createOwnRedact } from './own-redact.ts'
import { entryOf } from './recorded-entry.ts'
import { formatEntry, formatHeader, recordingSchema } from './recording.ts'
import { tapHost, type KeepOfLog, type Note } from './tapped-host.ts'

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

/**
 * A host whose every answer goes to a new file of mode 0600 as well, redacted. Logs hold what users write: without `keepOfLog`
 * nothing of them is recorded. Throws where it cannot be made.
 */
export async function createRecorder(
  inner: Host,
  path: string,
  keepOfLog: KeepOfLog | null = null,
): Promise<Recorder> {
  const redact = createOwnRedact()
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
    host: tapHost(inner, note, keepOfLog),
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
