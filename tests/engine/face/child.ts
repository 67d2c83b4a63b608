import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { sentField } from './http.ts'
import type { FaceLog } from './log.ts'

/** A face of its own that a router has started for one model. */
export interface Child {
  readonly port: number
  /** Its command line as `GET /models` tells it. */
  readonly args: readonly string[]
  /** What the model is, as the child tells it, once it is loaded. */
  meta(): unknown
  readonly ended: Promise<number>
  /** Ends as soon as it works at nothing, and by force after a while. */
  stop(): void
  kill(): void
}

/** llama-server's `stop-timeout`. */
const stopWithinMs = 10_000

/** `argv`: the options of llama-server but for host, port and those of the router. What it prints, the router prints. */
export async function startChild(argv: readonly string[], log: FaceLog): Promise<Child> {
  const port = await freePort()
  const options = ['--host', '127.0.0.1', '--port', String(port), ...argv]
  const child = spawn(process.execPath, [process.argv[1] ?? '', ...options], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  createInterface(child.stderr).on('line', (line) => log.pass(port, line))
  let meta: unknown
  let hasEnded = false
  const ended = new Promise<number>((resolve) => {
    child.on('exit', (code) => {
      hasEnded = true
      resolve(code ?? 1)
    })
  })
  const loading = async (): Promise<void> => {
    while (meta === undefined && !hasEnded) {
      await sleep(20)
      meta = await metaOf(port)
    }
  }
  void loading()
  return {
    port,
    args: [process.execPath, ...options],
    meta: () => meta,
    ended,
    stop: () => {
      child.stdin.end()
      setTimeout(() => child.kill('SIGKILL'), stopWithinMs).unref()
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** undefined until the model is loaded. */
async function metaOf(port: number): Promise<unknown> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/models`)
    const list = sentField(await answer.json(), 'data')
    return answer.ok && Array.isArray(list) ? sentField(list[0], 'meta') : undefined
  } catch {
    // ECONNREFUSED: it does not listen yet, or any more
    return undefined
  }
}
