import type { RunsOut } from '../../../shared/forecast.ts'
import type { GrowthBand } from '../../../shared/learnt.ts'
import { withLearnt } from '../../headroom/forecast/learnt-confidence.ts'
import { growthIdOf, leastRuns, shownGrowth, withRun } from '../../history/learnt/growth-runs.ts'
import type { LearntUse } from '../../history/learnt/learnt-use.ts'
import { createGrowthRuns, type RunMoment } from './growth-runs.ts'

/** How models that grow usually do: noted as each run ends, and used for how far a forecast is trusted. */
export function createLearntGrowth({ parts, note }: Pick<LearntUse, 'parts' | 'note'>) {
  const endedRuns = createGrowthRuns()
  return {
    note: (atMs: number, moment: RunMoment): void => {
      for (const { run, ...of } of endedRuns(atMs, moment))
        note((known) => ({ ...known, growths: withRun(known.growths, of, run, atMs) }))
    },
    trusted: (found: RunsOut, moment: RunMoment): RunsOut =>
      withLearnt(found, bandOf(found, moment)),
  }

  function bandOf({ grower }: RunsOut, { servers, models }: RunMoment): GrowthBand | null {
    if (grower?.kind !== 'model') return null
    const server = servers.find(({ id }) => id === grower.serverId)
    const model = models.find(({ id }) => id === grower.modelId)
    if (server === undefined || model === undefined) return null
    const id = growthIdOf(server.title, model.name)
    const known = parts().growths.find((one) => one.id === id)
    if (known === undefined || known.runs < leastRuns) return null
    const { bytesPerSecond, bytesPerToken } = shownGrowth(known)
    // at the pace of now where its tokens are counted: it hangs on what else the GPU does
    const { tokensPerSecond } = model
    return bytesPerToken === null || tokensPerSecond === null || model.isStale
      ? bytesPerSecond
      : scaled(bytesPerToken, tokensPerSecond)
  }
}

const scaled = ({ low, middle, high }: GrowthBand, factor: number): GrowthBand => ({
  low: low * factor,
  middle: middle * factor,
  high: high * factor,
})
