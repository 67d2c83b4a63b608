import type { ModelId } from '../../../../shared/ids.ts'
import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { Model, ServerKind } from '../../../../shared/server.ts'
import { formatRatio, formatSpan } from '../../../../shared/units.ts'
import type { DwellTimes, Level, Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { busiestRatioOf, freshOf, isLocal, logFactsOf, modelText } from './moment-parts.ts'
import { programOfServer } from './program-of-server.ts'
import { createWatch } from './watch-sign.ts'
import { isOffGpu } from './zero-on-gpu.ts'

const times: DwellTimes = { holdMs: 10_000, readingCount: 3, calmMs: 15_000 }
/** A model on the GPU keeps it above this even where it generates slowly. */
const flatRatio = 0.05
/** From here on the GPU works. */
const workingRatio = 0.1

/** Their work may be done on other machines: by nodes of a cluster, by services that a workflow calls. */
const elsewhere: ReadonlySet<ServerKind> = new Set(['exo', 'comfyui'])

/** A model generates, and the GPU does nothing. */
export function createGpuFlat(): WatchSign {
  let generatingSince: ReadonlyMap<ModelId, number> = new Map()
  return createWatch(times, (moment) => {
    const before = generatingSince
    const working = moment.models.filter(({ state }) => state === 'generating')
    generatingSince = new Map(working.map(({ id, atMs }) => [id, before.get(id) ?? atMs]))
    return moment.models.map((model) => seenOf(model, moment, generatingSince.get(model.id)))
  })
}

function seenOf(
  model: Model,
  moment: LiveMoment,
  generatingSinceMs: number | undefined,
): Seen<LiveClaim> {
  const key = model.id
  const gpu = freshOf(moment.gpu)
  const busyRatio = gpu === null ? null : busiestRatioOf(gpu)
  // what was read before the model began to work says nothing of its work
  const isOfWork = gpu !== null && generatingSinceMs !== undefined && gpu.atMs >= generatingSinceMs
  if (gpu === null || busyRatio === null || !isOfWork) return { key, level: 'low' }
  const level = worksHere(model, moment) ? levelOf(busyRatio) : 'low'
  if (level !== 'high') return { key, level }
  const readAtMs = Math.min(gpu.atMs, model.atMs)
  return { key, level, readAtMs, claim: claimOf(model, moment) }
}

function levelOf(busyRatio: number): Level {
  if (busyRatio < flatRatio) return 'high'
  return busyRatio < workingRatio ? 'between' : 'low'
}

/** A server that loads another model may keep its requests waiting. */
function worksHere(model: Model, { models, servers }: LiveMoment): boolean {
  const server = servers.find(({ id }) => id === model.serverId)
  if (!isLocal(model) || server === undefined || elsewhere.has(server.kind)) return false
  return !models.some(({ serverId, state }) => serverId === server.id && state === 'loading')
}

function claimOf(model: Model, moment: LiveMoment): LiveClaim {
  const { servers } = moment
  const facts = logFactsOf(model, moment)
  const why = whyOnCpu(model, moment, facts)
  const seen = `${modelText(model, servers)} generates, and for more than ${formatSpan(times.holdMs)} the GPU has been busy for less than ${formatRatio(flatRatio)} of the time`
  return {
    class: why === null ? 'gpu-flat' : 'cpu-fallback',
    signature: why === null ? 'live-gpu-flat' : 'live-flat-on-cpu',
    sentence: `${seen}: ${why ?? 'it seems to work on the CPU'}`,
    facts: layersIn(facts),
    serverId: model.serverId,
    modelId: model.id,
    program: programOfServer(model.serverId, servers),
  }
}

/** null: nobody says that it works on the CPU. */
function whyOnCpu(model: Model, moment: LiveMoment, facts: LogFacts | null): string | null {
  if (facts?.offloadedLayers === 0) return 'its log says that no layer is on the GPU'
  return isOffGpu(model, moment) ? 'nothing of it is on the GPU' : null
}

const layersIn = (facts: LogFacts | null): LogFacts => ({
  ...(facts?.offloadedLayers === undefined ? {} : { offloadedLayers: facts.offloadedLayers }),
  ...(facts?.totalLayers === undefined ? {} : { totalLayers: facts.totalLayers }),
})
