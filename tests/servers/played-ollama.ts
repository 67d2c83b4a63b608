import { copyFileSync, linkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, tempFolder, type Child } from '../processes.ts'

export interface PlayedOllama extends Child {
  readonly port: number
  /** All that it was asked for. */
  asked(): readonly string[]
}

export interface PlayedOllamaOptions {
  readonly model: string
  readonly megabytes: number
  readonly keepsMemory?: boolean
  /** A child of its own has the model, and says that it does nothing. */
  readonly hasRunner?: boolean
}

/** A process that is called `ollama serve`, listens, and holds real memory for its model. It ends after the test. */
export async function startPlayedOllama(options: PlayedOllamaOptions): Promise<PlayedOllama> {
  const folder = tempFolder()
  nodeAs(join(folder, 'ollama'))
  const runner = join(folder, 'llama-server')
  if (options.hasRunner === true) nodeAs(runner)
  const script = fileURLToPath(new URL('children/ollama-serve.ts', import.meta.url))
  writeFileSync(join(folder, 'serve'), `import(${JSON.stringify(script)})\n`)
  const child = startChild(['/bin/sh', '-c', `cd '${folder}' && exec ./ollama serve`], {
    ...process.env,
    FAKE_MODEL: options.model,
    FAKE_MB: String(options.megabytes),
    ...(options.keepsMemory === true ? { FAKE_KEEPS: 'yes' } : {}),
    ...(options.hasRunner === true ? { FAKE_RUNNER: runner } : {}),
  })
  const port = Number(await child.printed(/^port (\d+)$/m))
  return {
    ...child,
    port,
    asked: () => [...child.stdout().matchAll(/^asked (.*)$/gm)].map(([, line = '']) => line),
  }
}

/** Node under another name: its memory is that of a program, and its name that of a server. */
export function nodeAs(program: string): void {
  const node = realpathSync(process.execPath)
  try {
    linkSync(node, program)
  } catch {
    // EXDEV, EPERM: on another disk, or of another user
    copyFileSync(node, program)
  }
}
