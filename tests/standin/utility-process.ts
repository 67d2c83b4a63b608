import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { constants } from 'node:os'
import { tell } from './events.ts'
import { lacks, whole } from './loud.ts'
import { ownNode } from './own-node.ts'

const parentPort = new URL('parent-port.ts', import.meta.url).href

/** A process of Node's, where Electron's is one of Chromium's: no sandbox, no asar, and not named in a list of processes. */
export function createUtilityProcess(isReady: () => boolean): typeof Electron.utilityProcess {
  const part = {
    fork: (modulePath, args = [], { serviceName: _, ...others } = {}) => {
      if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready')
      if (Object.keys(others).length > 0) lacks('utilityProcess.fork with more than a name')
      return start(modulePath, args)
    },
  } satisfies Partial<typeof Electron.utilityProcess>
  return whole<typeof Electron.utilityProcess>('utilityProcess', part)
}

function start(modulePath: string, args: readonly string[]): Electron.UtilityProcess {
  const child = fork(modulePath, args, {
    execPath: ownNode,
    execArgv: ['--import', parentPort],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const emitter = new EventEmitter()
  const part = {
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined
    },
    postMessage: (message) => void (child.connected && child.send(message)),
    kill: () => child.kill(),
  } satisfies Partial<Electron.UtilityProcess>
  const utility = whole<Electron.UtilityProcess>(
    'UtilityProcess',
    Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(part)),
  )
  child.on('spawn', () => tell('UtilityProcess', utility, 'spawn'))
  child.on('message', (message) => tell('UtilityProcess', utility, 'message', message))
  // as waitpid tells it: behind a signal, its number
  child.on('exit', (code, signal) =>
    tell('UtilityProcess', utility, 'exit', code ?? numberOf(signal)),
  )
  return utility
}

const numberOf = (signal: NodeJS.Signals | null): number =>
  signal === null ? 1 : constants.signals[signal]
