import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { textAt } from '../../../src/main/inference/answers/forms.ts'
import { askServer } from '../../http-server.ts'
import { fromRoot } from '../../from-root.ts'
import type { RunnableEngine } from '../install-engine.ts'
import { startEngine } from '../start-engine.ts'
import { batchTokens, loadBegins, type LoadOptions } from './options.ts'

/** What an engine has said of one load. */
export interface Load {
  readonly log: string
  /** null: it does not say it, as node-llama-cpp does not. */
  readonly build: number | null
}

const run = promisify(execFile)

/** Loads a model in each of these ways, one after the other. */
export async function loadEach(
  engine: RunnableEngine,
  file: string,
  loads: readonly LoadOptions[],
): Promise<readonly Load[]> {
  switch (engine.kind) {
    case 'face': {
      const child = fromRoot('tests/engine/load/child.ts')
      const env = { ...process.env, HEADROOM_NODE_LLAMA_CPP: engine.libraryUrl }
      const argv = [child, file, JSON.stringify(loads)]
      const { stdout } = await run(process.execPath, argv, { env, maxBuffer: 64 * 2 ** 20 })
      const [, ...logs] = stdout.split(loadBegins)
      return logs.map((log) => ({ log, build: null }))
    }
    case 'llama-server': {
      const told: Load[] = []
      for (const load of loads) told.push(await loadInServer(engine, file, load))
      return told
    }
  }
}

/** One that looks first how much fits says all of it twice: the last time counts. */
async function loadInServer(
  engine: RunnableEngine,
  file: string,
  options: LoadOptions,
): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-load-'))
  const logFile = join(folder, 'llama.log')
  const { contextTokens, sequences: slots } = options
  try {
    const what = { engine, kind: 'model', file, contextTokens, slots, logFile } as const
    const running = await startEngine({ ...what, further: serverOptions(options) })
    const props = await askServer(running.port, { path: '/props' }).finally(running.stop)
    const build = /^b(\d+)/.exec(textAt(JSON.parse(props.body), 'build_info') ?? '')?.[1]
    const log = readFileSync(logFile, 'utf8').split(loadBegins).at(-1) ?? ''
    return { log, build: build === undefined ? null : Number(build) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const serverOptions = (options: LoadOptions): readonly string[] => {
  const { kvType, flashAttention, isSlidingFull, usesMmap } = options
  const batch = String(batchTokens)
  const further = [...(isSlidingFull ? ['--swa-full'] : []), ...(usesMmap ? [] : ['--no-mmap'])]
  const cache = ['-ctk', kvType, '-ctv', kvType, '-fa', flashAttention]
  return ['--device', 'none', '--no-warmup', '-b', batch, '-ub', batch, ...cache, ...further]
}
