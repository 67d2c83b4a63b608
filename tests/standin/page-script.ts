import { readFileSync } from 'node:fs'
import { compileFunction } from 'node:vm'
import * as bridge from './page/bridge.ts'
import * as emitter from './page/emitter.ts'
import * as mainWorld from './page/main-world.ts'
import * as preloadWorld from './page/preload-world.ts'
import type { PreloadWorld } from './page/preload-world.ts'
import * as sandboxModules from './page/sandbox-modules.ts'
import * as wire from './page/wire.ts'

/** The world of the preload, which the page cannot reach. */
export const preloadWorldName = 'standin preload'
/** The binding of that world; its script takes it away at once. */
export const sendName = '__standinSend'

// as Electron's sandbox calls it: neither __filename nor __dirname
const parameters = [
  'require',
  'process',
  'exports',
  'module',
  'global',
  'Buffer',
  'setImmediate',
  'clearImmediate',
]

/** Node runs our TypeScript by blanking its types, so the text of a function is the JavaScript that a page can run. */
const textOf = (...files: readonly object[]): string =>
  files.flatMap((file) => Object.values(file).map(String)).join('\n')

export function mainWorldScript(): string {
  return `(() => {\n${textOf(bridge, mainWorld)}\ninstallMainWorld()\n})()`
}

export interface Preload {
  readonly path: string
  /** The text; null where it cannot be read or parsed. */
  readonly text: string | null
  readonly problem: string | null
}

export function readPreload(path: string): Preload {
  try {
    const text = readFileSync(path, 'utf8')
    compileFunction(text, parameters, { filename: path })
    return { path, text, problem: null }
  } catch (error) {
    // ENOENT, or a SyntaxError: the page shall say so
    return { path, text: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

export function preloadWorldScript(preload: Preload | null, isHidden: boolean): string {
  const { platform, arch, versions } = process
  const sandboxProcess = { type: 'renderer', sandboxed: true, contextIsolated: true, platform, arch, versions, env: {} } // prettier-ignore
  const world: PreloadWorld = { isHidden, preload: preload && { path: preload.path, problem: preload.problem }, process: sandboxProcess } // prettier-ignore
  const run =
    preload === null || preload.text === null
      ? 'null'
      : `function (${parameters.join(', ')}) {\n${preload.text}\n}`
  const ours = textOf(bridge, emitter, mainWorld, sandboxModules, preloadWorld, wire)
  return `(() => {\n${ours}\ninstallPreloadWorld(${JSON.stringify(world)}, ${run})\n})()`
}
