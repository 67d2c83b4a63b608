import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Where `.ci/run` unpacks Debian's package: installing it would start a daemon. */
const unpacked = fileURLToPath(new URL('../../.cache/prometheus/usr/bin', import.meta.url))

/** The path of a program of Prometheus; null where there is none. */
export function findProgram(name: 'prometheus' | 'promtool'): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), unpacked]
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // ENOENT, EACCES: it is not here
    return false
  }
}
