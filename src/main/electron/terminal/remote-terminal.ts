import { pid } from '../../../shared/ids.ts'
import type { Terminal, TerminalEnd } from '../../host/host.ts'
import { createOutflow } from './outflow.ts'
import { piecesOf, type FromTerminals, type ToTerminals } from './terminal-messages.ts'

/** A terminal that another process holds. */
export interface RemoteTerminal {
  readonly terminal: Terminal
  hear(message: FromTerminals): void
  /** Nothing more will be heard of it. */
  lose(reason: string): void
}

type Opened = Extract<FromTerminals, { readonly kind: 'opened' }>

export function createRemoteTerminal(
  { id, pid: number, path }: Opened,
  send: (message: ToTerminals) => void,
): RemoteTerminal {
  const writing = createWriting((bytes) => send({ kind: 'write', id, bytes }))
  const out = createOutflow((count) => send({ kind: 'taken', id, count }))
  const finish = (end: TerminalEnd): void => {
    writing.stop()
    out.end(end)
  }
  return {
    hear: (message) => {
      if (message.kind === 'written') writing.written()
      if (message.kind === 'bytes') out.put(message.bytes)
      if (message.kind !== 'ended') return
      const { exitCode, signal } = message
      finish({ kind: 'ended', exitCode, signal })
    },
    lose: (reason) => finish({ kind: 'lost', reason }),
    terminal: {
      pid: pid(number),
      path,
      onBytes: out.onBytes,
      onEnd: out.onEnd,
      pause: out.pause,
      resume: out.resume,
      write: writing.write,
      resize: (columns, rows) => {
        if (!out.hasEnd() && columns > 0 && rows > 0) send({ kind: 'resize', id, columns, rows })
      },
      signal: (name) => {
        if (!out.hasEnd()) send({ kind: 'signal', id, name })
      },
    },
  }
}

/** One piece after the other: the next when the terminal has taken the last. */
function createWriting(sendPiece: (bytes: Uint8Array<ArrayBuffer>) => void) {
  let isStopped = false
  let last: Promise<void> = Promise.resolve()
  let taken: () => void = () => undefined
  const writeAll = async (bytes: Uint8Array): Promise<void> => {
    for (const piece of piecesOf(bytes)) {
      if (isStopped) return
      const { promise, resolve } = Promise.withResolvers<void>()
      taken = resolve
      sendPiece(piece)
      await promise
    }
  }
  return {
    write: (bytes: Uint8Array): Promise<void> => {
      last = last.then(() => writeAll(bytes))
      return last
    },
    written: () => taken(),
    stop: () => {
      isStopped = true
      taken()
    },
  }
}
