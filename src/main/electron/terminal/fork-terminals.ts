import { join } from 'node:path'
import { utilityProcess } from 'electron'

import type { Terminals } from '../../host/terminals.ts'
import { localClock } from '../../host/local.ts'
import { packageRoot } from '../../host/package-root.ts'
import { createRemoteTerminals } from './remote-terminals.ts'
import type { TerminalProcess } from './terminal-life.ts'

const entry = join(packageRoot, 'out', 'main', 'terminal.js')

/** The terminals of the app, in Electron's utility process: its main process never loads node-pty. After `ready`. */
export const electronTerminals = (): Terminals => createRemoteTerminals({ fork, clock: localClock })

function fork(): TerminalProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Headroom Terminal' })
  return {
    send: (message) => child.postMessage(message),
    onMessage: (wake) => void child.on('message', wake),
    onExit: (wake) => void child.once('exit', (code) => wake(`exit ${code}`)),
    end: () => void child.kill(),
  }
}
