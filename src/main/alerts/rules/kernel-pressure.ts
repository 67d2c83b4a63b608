import type { Severity } from '../../../shared/alert.ts'
import type { KernelPressure, Known, Pressure, PressureLevel } from '../../../shared/snapshot.ts'
import { formatRatio } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { wantsRoom } from '../other-apps.ts'
import { pressureFigures } from '../pressure-figures.ts'
import { reliefWords } from '../relief.ts'
import {
  blind,
  seen,
  type Claim,
  type Dwell,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { shownGap } from '../gap-text.ts'

const key = 'pressure'
const dwell: Dwell = { holdMs: 10_000, readingCount: 3, calmMs: 20_000 }
const whereCritical: Dwell = { ...dwell, holdMs: 2_000, readingCount: 2 }
/** It is only on its way: it has to go on. */
const whereNear: Dwell = { ...dwell, holdMs: 20_000, readingCount: 4 }

/** Of the kernel's share left to its warn line: our own lines, the second to leave. */
const nearRatio = { enter: 0.05, leave: 0.08 } as const
/** On its way to the line: so much less than at any time of the last minute. */
const shrinksBy = 0.01
const shrinkingWithinMs = 60_000

interface Past {
  readonly atMs: number
  readonly toWarnRatio: number
}

/** The kernel's own lines, a late sign: it does not look at what the GPU has wired (macos-sources §1). */
export const kernelPressure: Rule = {
  id: 'pressure',
  dwell,
  create: () => {
    let history: readonly Past[] = []
    return ({ snapshot }) => {
      const pressure = freshOf(snapshot.pressure)
      if (pressure === null) return blind
      const { atMs, kernel } = pressure
      const toWarnRatio = kernel?.toWarnRatio ?? null
      const kept = history.filter(
        (past) => atMs > past.atMs && atMs - past.atMs <= shrinkingWithinMs,
      )
      history = toWarnRatio === null ? [] : [...kept, { atMs, toWarnRatio }]
      const most = Math.max(...history.map((past) => past.toWarnRatio))
      const isShrinking = toWarnRatio !== null && most - toWarnRatio >= shrinksBy
      return seen([sightOf(pressure, { snapshot, isShrinking })])
    }
  },
}

interface Around {
  readonly snapshot: Unjudged
  readonly isShrinking: boolean
}

function sightOf(pressure: Known<Pressure>, { snapshot, isShrinking }: Around): Sight {
  const { level, kernel } = pressure
  const claimed = (nearness: Nearness): Claim => claimOf(pressure, nearness, snapshot)
  if (level === 'critical')
    return { key, level: 'high', claim: claimed(level), dwell: whereCritical }
  if (level === 'warn') return { key, level: 'high', claim: claimed(level), dwell }
  const toWarnRatio = kernel?.toWarnRatio ?? null
  if (toWarnRatio === null || toWarnRatio >= nearRatio.leave) return { key, level: 'low' }
  const claim = claimed('near')
  // Macs with little memory live near the line: only where a model is to keep its memory it is worth a word
  const isNear = toWarnRatio < nearRatio.enter && isShrinking && wantsRoom(snapshot)
  return isNear ? { key, level: 'high', claim, dwell: whereNear } : { key, level: 'between', claim }
}

type Nearness = Exclude<PressureLevel, 'normal'> | 'near'

const severities: Readonly<Record<Nearness, Severity>> = {
  near: 'notice',
  warn: 'warning',
  critical: 'imminent',
}
const macTitles: Readonly<Record<Nearness, string>> = {
  near: 'macOS will soon be short of memory',
  warn: 'macOS is short of memory',
  critical: 'macOS is running out of memory',
}
const linuxTitles: Readonly<Record<Nearness, string>> = {
  near: 'Programs begin to wait for memory',
  warn: 'Programs are waiting for memory',
  critical: 'Everything is waiting for memory',
}
const ends: Readonly<Record<Nearness, string>> = {
  near: 'it compresses more and more, and everything slows down.',
  warn: 'it compresses and swaps, and everything slows down.',
  critical: 'it may end programs.',
}

function claimOf(pressure: Known<Pressure>, nearness: Nearness, snapshot: Unjudged): Claim {
  const { kernel, atMs: readAtMs } = pressure
  const figures = pressureFigures(kernel)
  return {
    severity: severities[nearness],
    title: (kernel === null ? linuxTitles : macTitles)[nearness],
    sentence: kernel === null ? stallsOf(pressure) : sentenceOf(kernel, nearness),
    advice: reliefWords(snapshot, { line: 'ram' }),
    figures: figures ?? { kind: 'none' },
    about: {},
    readAtMs,
  }
}

function sentenceOf(kernel: KernelPressure, nearness: Nearness): string {
  const figures = pressureFigures(kernel)
  const end = ends[nearness]
  if (figures === null) return `The kernel says so itself: ${end}`
  const { need, have, gap } = shownGap(figures)
  return figures.gapBytes === 0
    ? `The kernel counts ${have} as available: ${end}`
    : `The kernel counts ${have} as available and is at ease again with about ${need}: ${gap} have to come free. Until then ${end}`
}

function stallsOf({ stalls, level }: Pressure): string {
  if (stalls === null) return 'The kernel says so itself.'
  const some = formatRatio(stalls.some10sRatio)
  const full = formatRatio(stalls.full10sRatio)
  return level === 'critical'
    ? `In ${full} of the last ten seconds nothing could run for want of memory: the kernel may end programs.`
    : `In ${some} of the last ten seconds a program waited for memory: everything slows down.`
}
