import type { Host } from '../host/host.ts'
import { createLinuxFold } from './linux/fold.ts'
import { linuxServerWorld } from './linux/server-world.ts'
import { createLinuxSources, type LinuxSources } from './linux/sources.ts'
import type { MachineEvent } from './machine-event.ts'
import { noApiKeys, type Senses, type SensesOptions } from './senses.ts'
import { createServerWatch } from './servers/server-watch.ts'
import type { AnySource } from './source.ts'

/** The senses of Linux: its probes, and how their answers become a Snapshot. */
export function createLinuxSenses(host: Host, options: SensesOptions): Senses {
  const sources = createLinuxSources(host.platform)
  const servers = createServerWatch({
    clock: host.clock,
    isReplay: host.mode === 'replay',
    world: linuxServerWorld(sources),
    apiKeyFor: options.apiKeyFor ?? noApiKeys,
  })
  return {
    sources: [...Object.values(sources), servers.source],
    servers,
    fold: createLinuxFold(sources, servers, options),
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
