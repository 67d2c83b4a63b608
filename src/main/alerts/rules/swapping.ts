import type { SwapGrowth } from '../../../shared/forecast.ts'
import { formatBytesPerSecond, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { shownGap } from '../gap-text.ts'
import { reliefWords } from '../relief.ts'
import {
  blind,
  memoryFigures,
  nothingSeen,
  seen,
  type Claim,
  type Dwell,
  type Rule,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'

const key = 'swap'
const dwell: Dwell = { holdMs: 5_000, readingCount: 3, calmMs: 30_000 }

/** Less is the kernel tidying up; of big machines a share of RAM. */
const leastBytes = 0.5e9
const leastRamShare = 0.02
/** As the state word has it (headroom/state-word.ts): slower is not for want of memory. */
const rate = { enterBytesPerSecond: 1e6, leaveBytesPerSecond: 0.25e6 } as const

/** Swap that was there before says nothing; what goes there since the load began does (peers §2, 15). */
export const swapping: Rule = {
  id: 'swapping',
  dwell,
  create:
    () =>
    ({ snapshot }) => {
      const [forecast, memory] = [freshOf(snapshot.forecast), freshOf(snapshot.memory)]
      if (forecast === null || memory === null || freshOf(snapshot.swap) === null) return blind
      const { swapGrowth } = forecast
      if (swapGrowth === null) return nothingSeen
      const { bytes, bytesPerSecond } = swapGrowth
      if (bytesPerSecond !== null && bytesPerSecond < rate.leaveBytesPerSecond)
        return seen([{ key, level: 'low' }])
      const { totalBytes } = memory
      const isMuch = bytes >= Math.max(leastBytes, leastRamShare * totalBytes)
      const claim = claimOf(swapGrowth, { snapshot, totalBytes, readAtMs: forecast.atMs })
      return isMuch && bytesPerSecond !== null && bytesPerSecond >= rate.enterBytesPerSecond
        ? seen([{ key, level: 'high', claim }])
        : seen([{ key, level: 'between', claim }])
    },
}

interface Around {
  readonly snapshot: Unjudged
  readonly totalBytes: number
  readonly readAtMs: number
}

function claimOf(
  { bytes, bytesPerSecond, sinceMs, modelId }: SwapGrowth,
  { snapshot, totalBytes, readAtMs }: Around,
): Claim {
  const { need, have, gap } = shownGap({ haveBytes: totalBytes, gapBytes: bytes })
  const model = snapshot.models.find(({ id }) => id === modelId)
  const name = model?.name ?? snapshot.loads.find(({ stage }) => stage === 'loading')?.name ?? null
  const what = name === null ? 'a model' : shortName(name)
  const since = `In the ${formatSpan(snapshot.atMs - sinceMs)} since ${what} began`
  const pace = bytesPerSecond === null ? '' : `, now at ${formatBytesPerSecond(bytesPerSecond)}`
  return {
    severity: 'warning',
    title: `Memory moves to swap for ${what}`,
    sentence: `${since} ${gap} have gone to swap${pace}: ${need} are wanted, and RAM has ${have}. Each token may wait for the disk.`,
    advice: reliefWords(snapshot, { line: 'ram', exceptServerId: model?.serverId ?? null }),
    figures: memoryFigures({
      line: 'ram',
      lineBytes: totalBytes,
      needBytes: totalBytes + bytes,
      haveBytes: totalBytes,
    }),
    about: model === undefined ? {} : { modelId: model.id, serverId: model.serverId },
    readAtMs,
  }
}
