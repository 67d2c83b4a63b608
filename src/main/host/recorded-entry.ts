import type { Reading } from '../../shared/reading.ts'
import type { EntryKind, RecordingEntry } from './recording.ts'
import type { Redact } from './redact.ts'

/** An answer as it stands in a recording that begins at `startedAtMs`. */
export function entryOf(
  kind: EntryKind,
  key: string,
  reading: Reading<string>,
  startedAtMs: number,
  redact: Redact,
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
