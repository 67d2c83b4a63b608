import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { Model } from '../../../../shared/server.ts'
import type { Thermal } from '../../../../shared/snapshot.ts'
import { formatBytes, formatCount, formatRatio } from '../../../../shared/units.ts'
import { otherGpuApps } from './gpu-apps.ts'
import type { LiveMoment } from './live-sign.ts'
import { appText, busiestRatioOf, freshOf, logFactsOf } from './moment-parts.ts'

/** What the machine shows now that makes a model slow, in words; empty where nothing does. */
export function slowReasons(model: Model, moment: LiveMoment): readonly string[] {
  return [
    onCpu(model, logFactsOf(model, moment)),
    idleGpu(moment),
    beyondLimit(moment),
    swapping(moment),
    heat(freshOf(moment.thermal)),
    otherApp(moment),
    freshOf(moment.battery)?.isOnBattery === true
      ? 'the machine is on battery, where low power mode may slow it'
      : null,
  ].filter((reason) => reason !== null)
}

/** Figures of two places may differ a little where all of it is on the GPU. */
const wholeRatio = 0.95

function onCpu({ memory: { onGpu, total } }: Model, facts: LogFacts | null): string | null {
  const { offloadedLayers, totalLayers } = facts ?? {}
  if (offloadedLayers === 0) return 'none of its layers are on the GPU'
  if (onGpu?.origin === 'reported' && total?.origin === 'reported') {
    if (onGpu.bytes === 0) return 'nothing of it is on the GPU'
    if (onGpu.bytes < total.bytes * wholeRatio)
      return `only ${formatBytes(onGpu.bytes)} of its ${formatBytes(total.bytes)} are on the GPU`
  }
  // totalLayers counts the output layer, which offloadedLayers leaves out
  if (offloadedLayers !== undefined && totalLayers !== undefined)
    if (offloadedLayers < totalLayers - 1)
      return `only ${formatCount(offloadedLayers)} of its ${formatCount(totalLayers - 1)} layers are on the GPU`
  return null
}

const idleRatio = 0.05

function idleGpu({ gpu }: LiveMoment): string | null {
  const known = freshOf(gpu)
  const busyRatio = known === null ? null : busiestRatioOf(known)
  return busyRatio !== null && busyRatio < idleRatio ? 'the GPU does next to nothing' : null
}

function beyondLimit({ gpu }: LiveMoment): string | null {
  const bytes = freshOf(gpu)?.beyondLimitBytes ?? 0
  return bytes > 0 ? `the GPU’s memory in use is ${formatBytes(bytes)} beyond its limit` : null
}

/** Slower is the kernel tidying up. */
const swappingBytesPerSecond = 1e6

function swapping({ swap }: LiveMoment): string | null {
  const known = freshOf(swap)
  const most = Math.max(known?.inBytesPerSecond ?? 0, known?.outBytesPerSecond ?? 0)
  return most >= swappingBytesPerSecond ? 'memory is moving to or from swap' : null
}

function heat(thermal: Thermal | null): string | null {
  const { level = null, speedLimitRatio = null } = thermal ?? {}
  if (speedLimitRatio !== null && speedLimitRatio < 1)
    return `the processor is slowed to ${formatRatio(speedLimitRatio)} because of heat`
  return level === null || level === 'nominal'
    ? null
    : `the machine is hot (macOS calls it ${level})`
}

/** Less of the GPU's time is what windows take. */
const noticeableRatio = 0.1

function otherApp(moment: LiveMoment): string | null {
  const [first] = otherGpuApps(moment)
  return first === undefined || first.gpuRatio < noticeableRatio
    ? null
    : `${appText(first.app)} has ${formatRatio(first.gpuRatio)} of the GPU’s time`
}
