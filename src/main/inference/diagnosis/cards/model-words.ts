import { baseName } from '../../../../shared/base-name.ts'
import type { LogFacts } from '../../../../shared/log-facts.ts'
import { printable } from '../../../../shared/printable.ts'

const maxNameLength = 80

/** The file of the model as people know it; null where the log tells none, or only a digest. Never for a command: it is foreign. */
export function modelName({ modelPath }: LogFacts): string | null {
  if (modelPath === undefined) return null
  const name = printable(baseName(modelPath.trim().replace(/\/{1,100}$/, '')), maxNameLength).trim()
  return name === '' || /^sha256[-:]/.test(name) ? null : name.replace(/ {2,}/g, ' ')
}
