import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { isAppleSiliconBy } from './darwin/apple-silicon.ts'
import { findingsOf } from './darwin/findings.ts'
import { createDarwinFold } from './darwin/fold.ts'
import { darwinServerWorld } from './darwin/server-world.ts'
import { createDarwinSources, type DarwinSources } from './darwin/sources.ts'
import { createListed } from './darwin/listed.ts'
import { createMovement } from './darwin/movement.ts'
import { createCloserLook } from './closer-look.ts'
import { createForecastPart } from './forecast-part.ts'
import { createGrowthWatch, type GrowthMoment } from './growth/growth-watch.ts'
import type { MachineEvent } from './machine-event.ts'
import { noApiKeys, type Senses, type SensesOptions } from './senses.ts'
import { createLoadWatch } from './loads/load-watch.ts'
import { createLogSenses } from './logs/log-senses.ts'
import { createServerWatch } from './servers/server-watch.ts'
import type { AnySource } from './source.ts'

/** The senses of macOS: its probes, and how their answers become a Snapshot. */
export function createDarwinSenses(host: Host, options: SensesOptions): Senses {
  const sources = createDarwinSources(
    host,
    () => new Set(servers.told().flatMap(({ found }) => found.members.map(({ pid }) => pid))),
    options.powerSource,
  )
  const world = darwinServerWorld(sources)
  const logSenses = createLogSenses(host, options, {
    world,
    told: () => servers.told(),
    isAppleSilicon: isAppleSiliconAt(sources),
  })
  const servers = createServerWatch({
    clock: host.clock,
    isReplay: host.mode === 'replay',
    world,
    apiKeyFor: options.apiKeyFor ?? noApiKeys,
    logFactsOf: logSenses.logs.factsOf,
  })
  const variables = options.modelVariables ?? {}
  const headers = { host, world, servers, logs: logSenses.logs, variables }
  const loads = createLoadWatch({ ...options, ...headers })
  const growth = createGrowthWatch(headers)
  /** What engines choose their defaults by moves seldom: that of the tick before will do. */
  let before: GrowthMoment | null = null
  const movement = createMovement(sources)
  const fold = createDarwinFold({
    sources,
    watch: servers,
    options,
    logs: logSenses.logs,
    estimateOf: (held) => (before === null ? null : growth.onGpuBytesOf(held, before)),
    failedLoadCount: movement.failedCount,
  })
  const watches = [servers, logSenses.logs, loads, growth]
  const forecastAt = createForecastPart(growth.of, options.learnt)
  const looksCloser = createCloserLook(options.clocks)
  let isMoving = false
  return {
    sources: [...Object.values(sources), ...watches.map(({ source }) => source)],
    servers,
    fold: (atMs) => {
      movement.look(atMs)
      const moment = fold(atMs)
      before = moment
      const withLoads = { ...moment, loads: loads.loadsAt(atMs, moment) }
      movement.note(withLoads.loads)
      const forecast = forecastAt(atMs, withLoads)
      isMoving = looksCloser(atMs, { ...withLoads, forecast }) || movement.isLookingAt(atMs)
      return { ...withLoads, ...logSenses.toldAt(atMs, withLoads), forecast }
    },
    listed: createListed(sources, host.clock),
    onLogNews: logSenses.logs.onNews,
    followedLogs: logSenses.logs.followed,
    findingsNow: logSenses.again,
    isMoving: () => isMoving,
    hurriedBy: (event) => hurriedBy(event, sources),
    findings: (snapshot) => findingsIn(snapshot, sources),
  }
}

const isAppleSiliconAt =
  ({ machineSysctl }: DarwinSources) =>
  (atMs: number): boolean | null => {
    const machine = machineSysctl.goodAt(atMs)?.value
    return machine === undefined ? null : isAppleSiliconBy(machine)
  }

const findingsIn = ({ atMs, apps }: Snapshot, sources: DarwinSources): readonly string[] =>
  findingsOf({
    atMs,
    apps,
    isTranslated: sources.machineSysctl.goodAt(atMs)?.value.isTranslated === true,
    kernelLog: sources.kernelLog.goodAt(atMs)?.value ?? null,
    reports: sources.diagnosticReports.goodAt(atMs)?.value ?? null,
  })

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
