import type { LogFacts } from '../../../../shared/log-facts.ts'
import { formatBytes, formatRatio } from '../../../../shared/units.ts'
import type { DwellTimes, Level, Seen } from './dwell.ts'
import { isWindowServer, otherGpuApps, type GpuApp } from './gpu-apps.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { appText, freshOf, isHeld, isLocal, listText } from './moment-parts.ts'
import { createWatch } from './watch-sign.ts'

const times: DwellTimes = { holdMs: 15_000, readingCount: 3, calmMs: 20_000 }
/** Shares of the GPU's time. The window server always has some. */
const lines = {
  app: { fromRatio: 0.05, untilRatio: 0.02 },
  windowServer: { fromRatio: 0.25, untilRatio: 0.15 },
} as const
const shownCount = 3

/** Little room is left for models, and programs that run none use the GPU. */
export const createGpuHeld = (): WatchSign => createWatch(times, see)

function see(moment: LiveMoment): readonly Seen<LiveClaim>[] {
  const key = 'gpu'
  const others = otherGpuApps(moment)
  const level = isShort(moment) ? levelOf(others) : 'low'
  if (level !== 'high') return [{ key, level }]
  const readAtMs = freshOf(moment.gpu)?.atMs ?? moment.atMs
  return [{ key, level, readAtMs, claim: claimOf(moment, others) }]
}

/** A model is there or comes, and the room is known to be small. */
function isShort({ room, gpu, models }: LiveMoment): boolean {
  const isThere = models.some(
    (model) => isLocal(model) && (isHeld(model) || model.state === 'loading'),
  )
  if (!isThere || freshOf(gpu) === null) return false
  const state = freshOf(room)?.state
  return state === 'tight' || state === 'full'
}

function levelOf(others: readonly GpuApp[]): Level {
  const lineOf = ({ app }: GpuApp) => (isWindowServer(app) ? lines.windowServer : lines.app)
  if (others.some((one) => one.gpuRatio >= lineOf(one).fromRatio)) return 'high'
  return others.some((one) => one.gpuRatio >= lineOf(one).untilRatio) ? 'between' : 'low'
}

function claimOf(moment: LiveMoment, others: readonly GpuApp[]): LiveClaim {
  const shown = others
    .filter(({ gpuRatio }) => gpuRatio >= lines.app.untilRatio)
    .slice(0, shownCount)
  const isFootprintShown = shown.some(({ app }) => hasFootprint(app))
  const honest = isFootprintShown
    ? '. Memory in all is more than what a program has on the GPU'
    : '. How much of the GPU’s memory each has is not told'
  return {
    class: 'gpu-held',
    signature: 'live-gpu-held',
    sentence: `${roomText(moment)}, and programs that run no models use the GPU: ${listText(shown.map(shareText))}${honest}`,
    facts: factsOf(moment),
    serverId: null,
    modelId: null,
    program: null,
  }
}

const roomText = ({ room }: LiveMoment): string =>
  room.state === 'full' ? 'No room is left for models' : 'Little room is left for models'

const hasFootprint = ({ memoryKind }: GpuApp['app']): boolean => memoryKind === 'footprint'

/** A frame buffer is width x height x 4 bytes, two or three times: below 0.3 GB of a 6K display (inference-logs.md §7.2). */
const mostOfDisplayBytes = 0.3e9

function shareText({ app, gpuRatio }: GpuApp): string {
  const share = `${formatRatio(gpuRatio)} of its time`
  if (isWindowServer(app))
    return `the window server ${share} (a display takes less than ${formatBytes(mostOfDisplayBytes)})`
  const memory = hasFootprint(app) ? ` (${formatBytes(app.memoryBytes)} of memory in all)` : ''
  return `${appText(app)} ${share}${memory}`
}

const factsOf = ({ gpu, limit }: LiveMoment): LogFacts => ({
  ...(gpu.kind === 'ok' ? { allocatedBytes: gpu.inUseBytes } : {}),
  ...(limit.kind === 'ok' ? { limitBytes: limit.limitBytes } : {}),
})
