import { ownTerminals } from '../../host/local-terminal.ts'
import { serveTerminals } from './serve-terminals.ts'

// The entry of the process that holds the terminals: Electron gives it a port to whoever has started it.

// What the terminal of `headroom run` tells all that run in it is meant for its program: main passes it on
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTSTP'] as const) process.on(signal, () => undefined)

serveTerminals(
  {
    send: (message) => process.parentPort.postMessage(message),
    onMessage: (wake) => void process.parentPort.on('message', ({ data }) => wake(data)),
  },
  ownTerminals,
)
