import type { Host } from '../host/host.ts'
import { createLinuxFold } from './linux/fold.ts'
import { createLinuxSources } from './linux/sources.ts'
import type { Senses, SensesOptions } from './senses.ts'

/** The senses of Linux: its probes, and how their answers become a Snapshot. */
export function createLinuxSenses(host: Host, options: SensesOptions): Senses {
  const sources = createLinuxSources(host.platform)
  return {
    sources: Object.values(sources),
    fold: createLinuxFold(sources, options),
    findings: () => [],
  }
}
