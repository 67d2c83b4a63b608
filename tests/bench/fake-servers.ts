import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Child, Children, Streams } from '../frame/children.ts'
import { nodeNamed } from '../frame/named-node.ts'
import { projectDir } from '../frame/serve.ts'

export interface FakeServers {
  readonly count: number
  /** By all of them together, since they were started. */
  requestCount(): number
}

const folder = join(projectDir, '.cache/bench/servers')
const ollamaScript = fileURLToPath(new URL('../servers/children/ollama-serve.ts', import.meta.url))
const llamaScript = fileURLToPath(new URL('fake-llama.ts', import.meta.url))
const startsWithinMs = 20_000

/** Processes with the names of servers, which answer as these do: four of llama.cpp, two of them at work, and two of Ollama. */
export async function startFakeServers(children: Children): Promise<FakeServers> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const llama = nodeNamed('llama-server', folder)
  const ollama = nodeNamed('ollama', folder)
  // Node under the name of Ollama runs `serve` of its own folder
  writeFileSync(join(folder, 'serve'), `import(${JSON.stringify(ollamaScript)})\n`)
  const start = (program: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
    children.start(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: folder,
      env: { ...process.env, ...env },
    })
  const started = [
    ...['busy', 'busy', 'idle', 'idle'].map((FAKE_WORK, index) =>
      start(llama, [llamaScript, '-m', `/models/${index}.gguf`, '-c', '8192'], { FAKE_WORK }),
    ),
    ...['one', 'two'].map((FAKE_MODEL) => start(ollama, ['serve'], { FAKE_MODEL })),
  ]
  let requestCount = 0
  await Promise.all(started.map((child) => untilItListens(child, () => requestCount++)))
  return { count: started.length, requestCount: () => requestCount }
}

/** It prints its port, and then a line for each request. */
async function untilItListens(
  { stdout, ended }: Child & Streams,
  onRequest: () => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('a fake server did not start')), startsWithinMs)
  void ended.then(() => reject(new Error('a fake server has ended')))
  stdout?.on('data', (piece: Buffer) => {
    for (const line of piece.toString('utf8').split('\n')) {
      if (line.startsWith('port ')) resolve()
      if (line.startsWith('asked ')) onRequest()
    }
  })
  await promise.finally(() => clearTimeout(timer))
}
