import type { Model } from '../../../../shared/server.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { DwellTimes, Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { freshOf, isHeld, isLocal, logFactsOf, modelText } from './moment-parts.ts'
import { programOfServer } from './program-of-server.ts'
import { createWatch } from './watch-sign.ts'

/** While a model loads, its server may know the whole before it knows the parts. */
const times: DwellTimes = { holdMs: 20_000, readingCount: 2, calmMs: 10_000 }

/** A server says that nothing of a model is on the GPU of a Mac that has one. */
export const createZeroOnGpu = (): WatchSign => createWatch(times, see)

function see(moment: LiveMoment): readonly Seen<LiveClaim>[] {
  const gpu = freshOf(moment.gpu)
  const hasGpu = moment.isMac && gpu !== null && gpu.devices.length > 0
  return moment.models.map((model) => {
    const key = model.id
    if (!hasGpu || !isLocal(model) || !isHeld(model) || !isOffGpu(model, moment))
      return { key, level: 'low' }
    return { key, level: 'high', readAtMs: model.atMs, claim: claimOf(model, moment) }
  })
}

/** By the server's own account, unless its log says otherwise. */
export function isOffGpu(model: Model, moment: LiveMoment): boolean {
  const { onGpu, total } = model.memory
  if (onGpu === null || onGpu.origin !== 'reported' || onGpu.bytes !== 0) return false
  if (total === null || total.origin !== 'reported' || total.bytes <= 0) return false
  return (logFactsOf(model, moment)?.offloadedLayers ?? 0) === 0
}

function claimOf(model: Model, moment: LiveMoment): LiveClaim {
  const { servers } = moment
  const bytes = formatBytes(model.memory.total?.bytes ?? 0)
  return {
    class: 'cpu-fallback',
    signature: 'live-zero-on-gpu',
    sentence: `Nothing of ${modelText(model, servers)} is on the GPU: all of its ${bytes} are worked on by the CPU`,
    facts: { gpuModelBytes: 0 },
    serverId: model.serverId,
    modelId: model.id,
    program: programOfServer(model.serverId, servers),
  }
}
