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

/** Waits until it answers that it is well, which is when the model is loaded. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
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
  const isWell = await Promise.race([untilWell(url), ended.then(() => false)])
  if (!isWell || child.pid === undefined) {
    await stop()
    throw new Error(`${program} did not begin to answer: ${said}`)
  }
  return { pid: pid(child.pid), port, url, stop }
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
  return [engine.program, ...first, ...what, ...sizes, ...where, ...name]
}

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
