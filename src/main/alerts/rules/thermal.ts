import type { Severity } from '../../../shared/alert.ts'
import type { Thermal, ThermalLevel } from '../../../shared/snapshot.ts'
import { formatRatio } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { isGenerating } from '../other-apps.ts'
import {
  dwellOf,
  blind,
  nothingSeen,
  seen,
  type Claim,
  type Rule,
  type Unjudged,
  type View,
} from '../rule.ts'

/** Heat is asked twice a minute at most, each two minutes on battery: two readings are half a minute apart or more. */
const dwell = dwellOf('thermal', { readingCount: 2, calmMs: 60_000 })
/** Shares of its full speed: below the first it is told, above the second it is over; fans and bursts lie between. */
const slowRatio = 0.8
const wellRatio = 0.9
/** Half of its speed, or worse. */
const verySlowRatio = 0.5
/** A talk has pauses; heat that comes so long after the last work is still its own. */
const workLastsMs = 60_000

export const thermal: Rule = {
  id: 'thermal',
  dwell,
  create: () => {
    let workedAtMs = Number.NEGATIVE_INFINITY
    return ({ snapshot }) => {
      const { atMs, models } = snapshot
      if (models.some(isGenerating)) workedAtMs = atMs
      // the clock may have been set back
      const isAtWork = Math.abs(atMs - workedAtMs) <= workLastsMs
      return viewOf(snapshot, isAtWork)
    }
  },
}

const wordOf: Readonly<Record<ThermalLevel, string | null>> = {
  nominal: null,
  // good to know: macOS says so of any Mac that works for long
  moderate: null,
  heavy: 'heavy',
  trapping: 'critical',
  sleeping: 'so high that it may go to sleep',
}

/** Told where a model works; once told it stands while it is hot, also where all rest or nobody can tell who works. */
function viewOf({ thermal: part }: Unjudged, isAtWork: boolean): View {
  if (part.kind === 'absent') return nothingSeen
  const heat = freshOf(part)
  if (heat === null) return blind
  const { level: told, speedLimitRatio } = heat
  const isHot = told !== null && wordOf[told] !== null
  const isSlow = speedLimitRatio !== null && speedLimitRatio < slowRatio
  const isWell =
    (told === null || told === 'nominal') &&
    (speedLimitRatio === null || speedLimitRatio >= wellRatio)
  const key = 'heat'
  if (isWell) return seen([{ key, level: 'low' }])
  const level = isAtWork && (isHot || isSlow) ? 'high' : 'between'
  return seen([{ key, level, claim: claimOf(heat, heat.atMs) }])
}

function claimOf(heat: Thermal, readAtMs: number): Claim {
  const { level, speedLimitRatio } = heat
  const word = level === null ? null : wordOf[level]
  const said =
    word === null ? 'macOS slows this machine to cool it' : `The heat of this machine is ${word}`
  const speed =
    speedLimitRatio === null || speedLimitRatio >= wellRatio
      ? 'models generate more slowly'
      : `it runs at ${formatRatio(speedLimitRatio)} of its speed`
  return {
    severity: severityOf(heat),
    title: 'This machine is hot: models slow down',
    sentence: `${said}: ${speed}.`,
    advice: 'Give it air, end other work, or let the model rest for some minutes.',
    figures: { kind: 'none' },
    about: {},
    readAtMs,
  }
}

const severityOf = ({ level, speedLimitRatio }: Thermal): Severity =>
  level === 'trapping' || level === 'sleeping' || (speedLimitRatio ?? 1) < verySlowRatio
    ? 'warning'
    : 'notice'
