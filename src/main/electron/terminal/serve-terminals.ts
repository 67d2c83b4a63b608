import { Absent, reasonOf } from '../../host/attempt.ts'
import type { Terminal } from '../../host/host.ts'
import type { Terminals } from '../../host/terminals.ts'
import {
  admitToTerminals,
  piecesOf,
  windowBytes,
  type FromTerminals,
  type ToTerminals,
} from './terminal-messages.ts'

/** The other end of the line: whoever asks for terminals. */
export interface TerminalsCaller {
  readonly send: (message: FromTerminals) => void
  readonly onMessage: (wake: (message: unknown) => void) => void
}

interface Held {
  readonly terminal: Terminal
  readonly taken: (count: number) => void
}

/** Holds terminals for another process. What is no message of ours is not heard. */
export function serveTerminals({ send, onMessage }: TerminalsCaller, terminals: Terminals): void {
  const held = new Map<number, Held>()
  const refuse = (id: number, error: unknown): void =>
    send({ kind: 'refused', id, isAbsent: error instanceof Absent, reason: reasonOf(error) })

  const open = async ({ id, command }: Extract<ToTerminals, { kind: 'open' }>): Promise<void> => {
    const terminal = await terminals.open(command)
    send({ kind: 'opened', id, pid: terminal.pid, path: terminal.path })
    held.set(id, { terminal, taken: passBytes(id, terminal, send) })
    terminal.onEnd((end) => {
      held.delete(id)
      if (end.kind === 'ended') send({ ...end, id })
    })
  }
  onMessage((given) => {
    const message = admitToTerminals(given)
    if (message === null) return
    const { id } = message
    switch (message.kind) {
      case 'probe':
        return void terminals.probe().then(
          () => send({ kind: 'probed', id }),
          (error: unknown) => refuse(id, error),
        )
      case 'open':
        return void open(message).catch((error: unknown) => refuse(id, error))
      case 'write':
        return void held
          .get(id)
          ?.terminal.write(message.bytes)
          .then(() => send({ kind: 'written', id }))
      case 'taken':
        return held.get(id)?.taken(message.count)
      case 'resize':
        return held.get(id)?.terminal.resize(message.columns, message.rows)
      case 'signal':
        return held.get(id)?.terminal.signal(message.name)
    }
  })
}

/** Tells its bytes, and lets its program wait while too many of them were not taken yet. */
function passBytes(
  id: number,
  terminal: Terminal,
  send: TerminalsCaller['send'],
): (count: number) => void {
  let onItsWay = 0
  terminal.onBytes((all) => {
    onItsWay += all.length
    if (onItsWay >= windowBytes) terminal.pause()
    for (const bytes of piecesOf(all)) send({ kind: 'bytes', id, bytes })
  })
  return (count) => {
    onItsWay -= count
    if (onItsWay < windowBytes) terminal.resume()
  }
}
