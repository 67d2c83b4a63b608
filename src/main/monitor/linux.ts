import type { Host } from '../host/host.ts'
import { createLinuxFold } from './linux/fold.ts'
import { createLinuxSources, type LinuxSources } from './linux/sources.ts'
import type { MachineEvent } from './machine-event.ts'
import type { Senses, SensesOptions } from './senses.ts'
import type { AnySource } from './source.ts'

/** The senses of Linux: its probes, and how their answers become a Snapshot. */
export function createLinuxSenses(host: Host, options: SensesOptions): Senses {
  const sources = createLinuxSources(host.platform)
  return {
    sources: Object.values(sources),
    fold: createLinuxFold(sources, options),
    hurriedBy: (event) => hurriedBy(event, sources),
    findings: () => [],
  }
}

function hurriedBy({ kind }: MachineEvent, sources: LinuxSources): readonly AnySource[] {
  switch (kind) {
    case 'power':
      return [sources.battery]
    case 'heat':
      return [sources.thermal]
    case 'asleep':
    case 'awake':
    case 'locked':
    case 'unlocked':
      return []
  }
}
