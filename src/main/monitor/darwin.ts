import type { Host } from '../host/host.ts'
import { isAppleSiliconBy } from './darwin/apple-silicon.ts'
import { findingsOf } from './darwin/findings.ts'
import { createDarwinFold } from './darwin/fold.ts'
import { darwinServerWorld } from './darwin/server-world.ts'
import { createDarwinSources, type DarwinSources } from './darwin/sources.ts'
import { createMemoryMove } from './darwin/memory-move.ts'
import { createForecastPart } from './forecast-part.ts'
import { createGrowthWatch } from './growth/growth-watch.ts'
import type { MachineEvent } from './machine-event.ts'
import { noApiKeys, type Senses, type SensesOptions } from './senses.ts'
import { createLoadWatch } from './loads/load-watch.ts'
import { createLogSenses } from './logs/log-senses.ts'
import { createServerWatch } from './servers/server-watch.ts'
import type { AnySource } from './source.ts'

/** The senses of macOS: its probes, and how their answers become a Snapshot. */
export function createDarwinSenses(host: Host, options: SensesOptions): Senses {
  const sources = createDarwinSources(host)
  const world = darwinServerWorld(sources)
  const logSenses = createLogSenses(host, options, {
    world,
    told: () => servers.told(),
    isAppleSilicon: (atMs) => {
      const machine = sources.machineSysctl.goodAt(atMs)?.value
      return machine === undefined ? null : isAppleSiliconBy(machine)
    },
  })
  const servers = createServerWatch({
    clock: host.clock,
    isReplay: host.mode === 'replay',
    world,
    apiKeyFor: options.apiKeyFor ?? noApiKeys,
    logFactsOf: logSenses.logs.factsOf,
  })
  const fold = createDarwinFold({ sources, watch: servers, options, logs: logSenses.logs })
  const variables = options.modelVariables ?? {}
  const headers = { host, world, servers, logs: logSenses.logs, variables }
  const loads = createLoadWatch(headers)
  const growth = createGrowthWatch(headers)
  const watches = [servers, logSenses.logs, loads, growth]
  const hurryProcesses = createHurryProcesses(sources)
  const forecastAt = createForecastPart(growth.of)
  return {
    sources: [...Object.values(sources), ...watches.map(({ source }) => source)],
    servers,
    fold: (atMs) => {
      hurryProcesses(atMs)
      const moment = fold(atMs)
      const withLoads = { ...moment, loads: loads.loadsAt(atMs, moment) }
      return {
        ...withLoads,
        ...logSenses.toldAt(atMs, withLoads),
        forecast: forecastAt(atMs, withLoads),
      }
    },
    onFailure: logSenses.logs.onFailure,
    findingsNow: logSenses.again,
    hurriedBy: (event) => hurriedBy(event, sources),
    findings: ({ atMs, apps }) =>
      findingsOf({
        atMs,
        apps,
        isTranslated: sources.machineSysctl.goodAt(atMs)?.value.isTranslated === true,
        kernelLog: sources.kernelLog.goodAt(atMs)?.value ?? null,
        reports: sources.diagnosticReports.goodAt(atMs)?.value ?? null,
      }),
  }
}

/** Somebody loads, and may have come since processes were listed last: they are seldom listed while nobody looks. */
function createHurryProcesses({ vmStat, processes }: DarwinSources): (atMs: number) => void {
  const hasMoved = createMemoryMove(vmStat)
  return (atMs) => {
    const listedAtMs = processes.goodAt(atMs)?.atMs
    if (listedAtMs !== undefined && hasMoved(atMs, listedAtMs)) processes.hurry()
  }
}

function hurriedBy({ kind }: MachineEvent, sources: DarwinSources): readonly AnySource[] {
  switch (kind) {
    case 'power':
      return [sources.battery]
    case 'heat':
      return [sources.thermalLevel, sources.thermalWarning]
    case 'awake': // the driver may have begun anew
      return [sources.wiredLimit, sources.metal]
    case 'asleep':
    case 'locked':
    case 'unlocked':
      return []
  }
}
