import type { Host } from '../host/host.ts'
import { createLinuxFold } from './linux/fold.ts'
import { linuxServerWorld } from './linux/server-world.ts'
import { createListed } from './linux/listed.ts'
import { createLinuxSources, type LinuxSources } from './linux/sources.ts'
import { createCloserLook } from './closer-look.ts'
import { createForecastPart } from './forecast-part.ts'
import { createGrowthWatch } from './growth/growth-watch.ts'
import type { MachineEvent } from './machine-event.ts'
import { noApiKeys, type Senses, type SensesOptions } from './senses.ts'
import { createLoadWatch } from './loads/load-watch.ts'
import { createLogSenses } from './logs/log-senses.ts'
import { createServerWatch } from './servers/server-watch.ts'
import type { AnySource } from './source.ts'

/** The senses of Linux: its probes, and how their answers become a Snapshot. */
export function createLinuxSenses(host: Host, options: SensesOptions): Senses {
  const sources = createLinuxSources(host.platform)
  const world = linuxServerWorld(sources)
  const logSenses = createLogSenses(host, options, {
    world,
    told: () => servers.told(),
    isAppleSilicon: () => null, // a log may come from another machine
  })
  const servers = createServerWatch({
    clock: host.clock,
    isReplay: host.mode === 'replay',
    world,
    apiKeyFor: options.apiKeyFor ?? noApiKeys,
    logFactsOf: logSenses.logs.factsOf,
  })
  const fold = createLinuxFold(sources, servers, options)
  const variables = options.modelVariables ?? {}
  const headers = { host, world, servers, logs: logSenses.logs, variables }
  const loads = createLoadWatch({ ...options, ...headers })
  const growth = createGrowthWatch(headers)
  const watches = [servers, logSenses.logs, loads, growth]
  const forecastAt = createForecastPart(growth.of, options.learnt)
  const looksCloser = createCloserLook(options.clocks)
  let isMoving = false
  return {
    sources: [...Object.values(sources), ...watches.map(({ source }) => source)],
    servers,
    fold: (atMs) => {
      const moment = fold(atMs)
      const withLoads = { ...moment, loads: loads.loadsAt(atMs, moment) }
      const forecast = forecastAt(atMs, withLoads)
      isMoving = looksCloser(atMs, { ...withLoads, forecast })
      return { ...withLoads, ...logSenses.toldAt(atMs, withLoads), forecast }
    },
    listed: createListed(sources, host.clock),
    onLogNews: logSenses.logs.onNews,
    followedLogs: logSenses.logs.followed,
    findingsNow: logSenses.again,
    isMoving: () => isMoving,
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
