import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** The folder of package.json: this file lies in out/main below it when built, in src/main as a source. */
export const packageRoot = here.slice(0, Math.max(...lastIndexesOf('/out/main', '/src/main')))

/** The built screens. */
export const rendererFolder = join(packageRoot, 'out', 'renderer')

function lastIndexesOf(...parts: readonly string[]): readonly number[] {
  return parts.map((part) => here.lastIndexOf(part))
}
