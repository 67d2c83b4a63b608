import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, tempFolder, type Child } from '../processes.ts'
import { nodeAs } from './played-ollama.ts'

export interface PlayedLlama extends Child {
  readonly log: string
  readonly model: string
  /** Its log tells it. */
  refuseBuffer(): void
}

/** A process that is called `llama-server -m … --log-file …`, loads without end and writes a log. It ends after the test. */
export async function startPlayedLlama(): Promise<PlayedLlama> {
  const folder = tempFolder()
  const program = join(folder, 'llama-server')
  nodeAs(program)
  const script = fileURLToPath(new URL('children/llama-server.ts', import.meta.url))
  const log = join(folder, 'llama.log')
  const model = join(folder, 'a.gguf')
  const child = startChild([program, script, '-m', model, '-c', '131072', '--log-file', log])
  await child.printed(/^port (\d+)$/m)
  return { ...child, log, model, refuseBuffer: () => child.kill('SIGUSR2') }
}
