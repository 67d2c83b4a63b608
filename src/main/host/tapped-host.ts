import type { Reading } from '../../shared/reading.ts'
import { formatArgv, keyOf, type Host, type LogPiece } from './host.ts'
import type { EntryKind } from './recording.ts'

/** What is kept of the pieces of one log, in their order; made anew for each log. */
export type KeepOfLog = () => (text: string) => string

/** Takes each answer, as it comes. */
export type Note = (kind: EntryKind, key: string, reading: Reading<string>) => void

/** A host that tells its answers. Logs hold what users write: without `keepOfLog` nothing of them is told. */
export function tapHost(inner: Host, note: Note, keepOfLog: KeepOfLog | null): Host {
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
