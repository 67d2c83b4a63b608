import type { RunsOut } from '../../../shared/forecast.ts'
import type { GrowthBand } from '../../../shared/learnt.ts'

/** What grows so much faster or slower than it ever did is no typical run; less is its noise. */
const slack = 1.25
const farOff = 2

/**
 * How far a forecast is trusted, by how this model grew before. When the room ends stays as it is reckoned. A pace that was seen
 * before is believed at once, and its range is no wider than what was seen; one far from it gets the wider range. It is never
 * trusted less for that: what grows as it never did is what an alert is for.
 */
export function withLearnt(found: RunsOut, band: GrowthBand | null): RunsOut {
  const { grower, by, bytesPerSecond, msLeft } = found
  if (band === null || grower?.kind !== 'model' || by === 'known') return found
  const pace = grower.bytesPerSecond
  const msAt = (modelPace: number): number => msLeftAt(found, bytesPerSecond - pace + modelPace)
  if (pace >= band.low / slack && pace <= band.high * slack) {
    return {
      ...found,
      sureness: 'sure',
      lowMsLeft: Math.max(found.lowMsLeft, Math.min(msLeft, msAt(band.high * slack))),
      highMsLeft: Math.min(found.highMsLeft, Math.max(msLeft, msAt(band.low / slack))),
    }
  }
  const isFarOff = pace > band.high * farOff || pace < band.low / farOff
  // of what is not sure its range decides whether it is told (alerts/runs-out-line.ts)
  if (!isFarOff || found.sureness !== 'sure') return found
  const usualMs = msAt(band.middle)
  return {
    ...found,
    lowMsLeft: Math.min(found.lowMsLeft, usualMs),
    highMsLeft: Math.max(found.highMsLeft, usualMs),
  }
}

/** Where it would not shrink at all the range stays as it is: no end can be said. */
const msLeftAt = ({ roomBytes, msLeft }: RunsOut, bytesPerSecond: number): number =>
  bytesPerSecond <= 0 ? msLeft : (roomBytes / bytesPerSecond) * 1000
