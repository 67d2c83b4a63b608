import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { pid, type Pid } from '../../src/shared/ids.ts'
import { freePort } from './free-port.ts'
import type { RunnableEngine } from './install-engine.ts'

/** What shall run: one model; or a router over all models of a folder, none of which is loaded yet. */
export type EngineOptions = {
  readonly engine: RunnableEngine
  /** Of all slots together. */
  readonly contextTokens: number
  readonly slots: number
  /** llama-server's `--log-file`. */
  readonly logFile?: string
  /** llama-server's own; the face has none of them. */
  readonly further?: readonly string[]
  /** Of the process, and of each child: what asks for more address space is refused it. */
  readonly mostAddressBytes?: number
} & (
  | { readonly kind: 'model'; readonly file: string; readonly alias?: string }
  | { readonly kind: 'router'; readonly folder: string }
)

export interface RunningEngine {
  /** Of the server, and of the process group in which it and all its children are. */
  readonly pid: Pid
  readonly port: number
  readonly url: string
  /** It and all that it has started. */
  stop(): Promise<void>
}

/** Loading a tiny model takes a second or two; a machine may be slow and noisy. */
const startWithinMs = 60_000
const stopWithinMs = 5_000

/** An engine that may be about to fail. */
export interface SpawnedEngine extends RunningEngine {
  readonly ended: Promise<void>
  /** The last of what it has printed. */
  said(): string
}

/** Waits until it answers that it is well, which is when the model is loaded. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const spawned = await spawnEngine(options)
  const { url, ended, stop, said } = spawned
  const isWell = await Promise.race([untilWell(url), ended.then(() => false)])
  if (isWell) return spawned
  await stop()
  throw new Error(`the engine did not begin to answer: ${said()}`)
}

/** Waits for nothing. */
export async function spawnEngine(options: EngineOptions): Promise<SpawnedEngine> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const [program, ...argv] = commandOf(options, port)
  const child = spawn(program, argv, {
    detached: true, // a group of its own
    env: { ...process.env, ...environmentOf(options.engine) },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
    child.once('exit', () => resolve())
  })
  const stop = createStop(child, ended)
  if (child.pid === undefined) {
    await ended
    throw new Error(`${program} could not be started: ${said}`)
  }
  return { pid: pid(child.pid), port, url, ended, stop, said: () => said }
}

function commandOf(options: EngineOptions, port: number): readonly [string, ...string[]] {
  const { engine, contextTokens, slots } = options
  // one thread, as the face has; why stands there
  const first = engine.kind === 'face' ? [engine.face] : ['-t', '1']
  const what = options.kind === 'model' ? ['-m', options.file] : ['--models-dir', options.folder]
  const sizes = ['-c', String(contextTokens), '-np', String(slots)]
  const where = ['--host', '127.0.0.1', '--port', String(port)]
  const alias = options.kind === 'model' && options.alias !== undefined ? options.alias : null
  const name = alias === null ? [] : ['--alias', alias]
  const log = options.logFile === undefined ? [] : ['--log-file', options.logFile]
  // by itself llama-server says nothing of its buffers
  const level = options.logFile === undefined || engine.kind === 'face' ? [] : ['-lv', '4']
  const further = options.further ?? []
  const rest = [...first, ...what, ...sizes, ...where, ...name, ...log, ...level, ...further]
  const command = [engine.program, ...rest] as const
  const { mostAddressBytes: most } = options
  // the shell becomes the engine, under the same pid
  return most === undefined ? command : ['/bin/sh', '-c', limited, `${most / 1_024}`, ...command]
}

const limited = 'ulimit -v "$0" && exec "$@"'

const environmentOf = (engine: RunnableEngine): Readonly<Record<string, string>> =>
  engine.kind === 'face' ? { HEADROOM_NODE_LLAMA_CPP: engine.libraryUrl } : {}

async function untilWell(url: string): Promise<boolean> {
  const deadlineMs = performance.now() + startWithinMs
  while (performance.now() < deadlineMs) {
    const isWell = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false, // ECONNREFUSED: it does not listen yet
    )
    if (isWell) return true
    await sleep(50)
  }
  return false
}

/** Asks first, as a person would; then the whole group is ended, also where the tests themselves are. */
function createStop(child: ChildProcess, ended: Promise<void>): () => Promise<void> {
  const endGroup = (): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // ESRCH: all of it has ended
    }
  }
  process.once('exit', endGroup)
  return async () => {
    child.kill('SIGTERM')
    await Promise.race([ended, sleep(stopWithinMs, null, { ref: false })])
    endGroup()
    await ended
    process.off('exit', endGroup)
  }
}
