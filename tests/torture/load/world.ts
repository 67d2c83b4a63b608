import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Child, Children, Streams } from '../../frame/children.ts'
import { nodeNamed } from '../../frame/named-node.ts'

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const startsWithinMs = 20_000

/** A folder that is gone when this process ends. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `headroom-${name}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** serve with settings, history and logs of its own: what this machine's user has kept is none of it. */
export function ownEnv(folder: string): NodeJS.ProcessEnv {
  mkdirSync(join(folder, 'headroom'), { recursive: true })
  return { ...process.env, XDG_CONFIG_HOME: folder, HOME: folder }
}

export interface LogPlan {
  readonly linesPerSecond: number
  readonly forSeconds: number
  /** 0: never. */
  readonly rotateEverySeconds: number
  /** One line of so many fails; 0: none. */
  readonly failOneOf: number
}

export function startLogWriter(children: Children, path: string, plan: LogPlan): Child {
  const { linesPerSecond, forSeconds, rotateEverySeconds, failOneOf } = plan
  const numbers = [linesPerSecond, forSeconds, rotateEverySeconds, failOneOf].map(String)
  return children.start(process.execPath, [program('write-log.ts'), path, ...numbers])
}

export interface Dripping extends Child {
  readonly port: number
  /** How many have stood open at once, at most. */
  mostOpen(): number
  open(): number
}

/** A server that answers one byte a second, under the name of llama.cpp's. */
export async function startDripping(children: Children, folder: string): Promise<Dripping> {
  const args = [program('drip.ts'), '-m', '/models/dripping.gguf']
  const child = children.start(nodeNamed('llama-server', folder), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let open = 0
  let mostOpen = 0
  const port = await portOf(child, (line) => {
    const [, count] = /^open (\d+)$/.exec(line) ?? []
    if (count === undefined) return
    open = Number(count)
    mostOpen = Math.max(open, mostOpen)
  })
  return { ...child, port, open: () => open, mostOpen: () => mostOpen }
}

/** A program prints `port N` when it listens, and then whatever it does, line by line. */
export async function portOf(
  child: Child & Streams,
  onLine: (line: string) => void = () => undefined,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const timer = setTimeout(() => reject(new Error('a server did not start')), startsWithinMs)
  void child.ended.then((code) => reject(new Error(`a server ended with ${code}`)))
  let rest = ''
  child.stdout?.on('data', (piece: Buffer) => {
    const lines = `${rest}${piece.toString('utf8')}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, port] = /^port (\d+)$/.exec(line) ?? []
      if (port !== undefined) resolve(Number(port))
      onLine(line)
    }
  })
  return promise.finally(() => clearTimeout(timer))
}
