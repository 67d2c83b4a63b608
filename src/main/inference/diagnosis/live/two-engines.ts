import type { Model, Server } from '../../../../shared/server.ts'
import type { Gpu, Limit } from '../../../../shared/snapshot.ts'
import { titleAmong } from '../../../../shared/server-text.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { DwellTimes, Level, Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { freshOf, isHeld, isLocal, listText } from './moment-parts.ts'
import { rootOf } from './program-of-server.ts'
import { createWatch } from './watch-sign.ts'

const times: DwellTimes = { holdMs: 10_000, readingCount: 2, calmMs: 20_000 }
/** Less, an embedding model say, is not what fills a GPU. */
const minHeldBytes = 0.5e9
/** Use as a share of the limit: above the first it begins, below the second it is over. */
const overRatio = 1
const overEstimateRatio = 1.1
const withinRatio = 0.95

/** Several servers hold models at once, and the GPU has more in use than it may: each believes that it has all of it. */
export const createTwoEngines = (): WatchSign => createWatch(times, see)

function see(moment: LiveMoment): readonly Seen<LiveClaim>[] {
  const key = 'engines'
  const gpu = freshOf(moment.gpu)
  const limit = freshOf(moment.limit)
  const holders = holdersIn(moment)
  const level = gpu === null || limit === null || holders.length < 2 ? 'low' : levelOf(gpu, limit)
  if (level !== 'high' || gpu === null || limit === null) {
    return [{ key, level: level === 'between' ? 'between' : 'low' }]
  }
  return [{ key, level, readAtMs: gpu.atMs, claim: claimOf(moment, holders, { gpu, limit }) }]
}

/** An estimated limit may be wrong by some. */
function levelOf({ inUseBytes }: Gpu, { limitBytes, isEstimated }: Limit): Level {
  const ratio = inUseBytes / limitBytes
  if (ratio > (isEstimated ? overEstimateRatio : overRatio)) return 'high'
  return ratio < withinRatio ? 'low' : 'between'
}

/** A server that was started by no other, and what is known to be held by it and by those that it started. */
interface Holder {
  readonly server: Server
  readonly bytes: number
}

function holdersIn({ models, servers }: LiveMoment): readonly Holder[] {
  const held = new Map<Server, number>()
  for (const model of models) {
    const root = rootOf(model.serverId, servers)
    if (root === null || !isLocal(model) || !isHeld(model)) continue
    held.set(root, (held.get(root) ?? 0) + bytesOf(model))
  }
  return [...held]
    .map(([server, bytes]) => ({ server, bytes }))
    .filter(({ bytes }) => bytes >= minHeldBytes)
    .toSorted((a, b) => b.bytes - a.bytes)
}

const bytesOf = ({ memory: { onGpu, total, weights } }: Model): number =>
  (onGpu ?? total ?? weights)?.bytes ?? 0

function claimOf(
  { servers }: LiveMoment,
  holders: readonly Holder[],
  { gpu, limit }: { readonly gpu: Gpu; readonly limit: Limit },
): LiveClaim {
  const names = holders.map(
    ({ server, bytes }) => `${titleAmong(server, servers)} (${formatBytes(bytes)})`,
  )
  const { inUseBytes } = gpu
  const { limitBytes, isEstimated } = limit
  const limitText = `${isEstimated ? 'about ' : ''}${formatBytes(limitBytes)}`
  return {
    class: 'gpu-held',
    signature: 'live-two-engines',
    sentence: `${listText(names)} hold models at the same time, and the GPU has ${formatBytes(inUseBytes)} in use where its limit is ${limitText}: each of them counts on all of it`,
    facts: { allocatedBytes: inUseBytes, limitBytes },
    serverId: null,
    modelId: null,
    program: null,
  }
}
