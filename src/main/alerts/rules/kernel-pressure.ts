import type { Severity } from '../../../shared/alert.ts'
import type {
  KernelPressure,
  Known,
  MemoryPartKind,
  Pressure,
  PressureLevel,
} from '../../../shared/snapshot.ts'
import { formatRatio, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { wantsRoom } from '../other-apps.ts'
import { pressureFigures } from '../pressure-figures.ts'
import { pressurePaceOf, type Nearing } from '../pressure-pace.ts'
import { reliefWords } from '../relief.ts'
import {
  dwellOf,
  blind,
  seen,
  type Claim,
  type Dwell,
  type Moment,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { soonToTell, withinMsOf } from '../runs-out-line.ts'
import { shownGap } from '../gap-text.ts'

const key = 'pressure'
const dwell = dwellOf('pressure', { readingCount: 3, calmMs: 20_000 })
const whereCritical: Dwell = { ...dwell, holdMs: 2_000, readingCount: 2 }
/** It is only on its way: it has to go on. */
const whereNear: Dwell = { ...dwell, holdMs: 20_000, readingCount: 4 }
/** Its pace was watched for long enough already. */
const whereComing: Dwell = { ...dwell, holdMs: 5_000, readingCount: 2, calmMs: 60_000 }
/** What was foretold and pauses: the GPU takes in steps, and between them nobody can say that it is over. */
const betweenSteps: Dwell = { ...dwell, calmMs: 300_000 }

/** Of the kernel's share left to its warn line: our own lines, the second to leave. */
const nearRatio = { enter: 0.05, leave: 0.08 } as const
/** On its way to the line: so much less than at any time of the last minute. */
const shrinksBy = 0.01
const shrinkingWithinMs = 60_000
/** What goes on slower is on its way still. */
const onItsWayFactor = 2
/** Files keep some of RAM (1.7 GB of 16, macos-sources §2): with less room than this share the kernel compresses instead. */
const atFloorRatio = 0.18

/** The kernel's own lines, a late sign: it does not look at what the GPU has wired (macos-sources §1). */
export const kernelPressure: Rule = {
  id: 'pressure',
  dwell,
  create: () => {
    let history: readonly Nearing[] = []
    /** What stands was on its way, and not the kernel's own word. */
    let isForetold = false
    return (moment) => {
      const pressure = freshOf(moment.snapshot.pressure)
      if (pressure === null) return blind
      const { atMs, kernel } = pressure
      const toWarnRatio = kernel?.toWarnRatio ?? null
      const kept = history.filter(
        (past) => atMs > past.atMs && atMs - past.atMs <= shrinkingWithinMs,
      )
      history = toWarnRatio === null ? [] : [...kept, { atMs, toWarnRatio }]
      const sight = sightOf(pressure, { moment, history })
      if (sight.level === 'high') isForetold = pressure.level === 'normal'
      const isPaused = isForetold && sight.level === 'low' && isStillShort(moment.snapshot)
      return seen([isPaused ? { ...sight, dwell: betweenSteps } : sight])
    }
  },
}

interface Around {
  readonly moment: Moment
  readonly history: readonly Nearing[]
}

function sightOf(pressure: Known<Pressure>, { moment, history }: Around): Sight {
  const { level, kernel } = pressure
  const { snapshot } = moment
  const claimed = (nearness: Nearness): Claim => claimOf(pressure, nearness, snapshot)
  if (level === 'critical')
    return { key, level: 'high', claim: claimed(level), dwell: whereCritical }
  if (level === 'warn') return { key, level: 'high', claim: claimed(level), dwell }
  const toWarnRatio = kernel?.toWarnRatio ?? null
  if (toWarnRatio === null) return { key, level: 'low' }
  return (
    comingSight(pressure, { moment, history }) ??
    crawlSight(pressure, snapshot) ??
    nearSight(toWarnRatio)
  )

  function nearSight(distance: number): Sight {
    if (distance >= nearRatio.leave) return { key, level: 'low' }
    const claim = claimed('near')
    const most = Math.max(...history.map((past) => past.toWarnRatio))
    const isShrinking = most - distance >= shrinksBy
    // Macs with little memory live near the line: only where a model is to keep its memory it is worth a word
    const isNear = distance < nearRatio.enter && isShrinking && wantsRoom(snapshot)
    return isNear
      ? { key, level: 'high', claim, dwell: whereNear }
      : { key, level: 'between', claim }
  }
}

const isAtFloor = ({ memory, room }: Unjudged): boolean => {
  const [ram, left] = [freshOf(memory), freshOf(room)]
  return ram !== null && left !== null && left.ramRoomBytes < atFloorRatio * ram.totalBytes
}

/** Less than before is compressed, files have room again, or nobody needs it any more: it is over. */
const stillTimes = 2.5
const isStillShort = (snapshot: Unjudged): boolean =>
  wantsRoom(snapshot) && (isAtFloor(snapshot) || isCompressed(snapshot, stillTimes))

/** RAM room is at its floor, and somebody still grows: what is left to the kernel shrinks in its stead. null: it does not. */
function comingSight(pressure: Known<Pressure>, { moment, history }: Around): Sight | null {
  const { snapshot, settings } = moment
  const pace = pressurePaceOf(history)
  if (pace === null || pace.wholeMs === null) return null
  const { wholeMs, steadyMs } = pace
  const withinMs = withinMsOf(settings)
  if (!isAtFloor(snapshot) || wholeMs >= onItsWayFactor * withinMs) return null
  const claim = claimOf(pressure, 'coming', snapshot, wholeMs)
  const isComing = steadyMs !== null && steadyMs < withinMs
  // one of both is enough; and what a load has taken says nothing of the time after it
  const isTold = soonToTell(moment) !== null || snapshot.loads.length > 0
  return isComing && !isTold && wantsRoom(snapshot)
    ? { key, level: 'high', claim, dwell: whereComing }
    : { key, level: 'between', claim }
}

/** Programs have little more than this many times what the compressor takes: at two to one, more of them is compressed than not. */
const crawlTimes = 2

/** Most of what programs hold is compressed, and the GPU takes more: they thrash before the kernel's level moves. null: it is not so. */
function crawlSight(pressure: Known<Pressure>, snapshot: Unjudged): Sight | null {
  const forecast = freshOf(snapshot.forecast)
  if (forecast?.runsOut?.line !== 'gpu' || !wantsRoom(snapshot)) return null
  return isCompressed(snapshot, crawlTimes)
    ? { key, level: 'high', claim: claimOf(pressure, 'coming', snapshot), dwell: whereNear }
    : null
}

function isCompressed({ memory }: Unjudged, times: number): boolean {
  const parts = freshOf(memory)?.parts ?? []
  const bytesOf = (kind: MemoryPartKind): number =>
    parts.find((part) => part.kind === kind)?.bytes ?? 0
  const compressedBytes = bytesOf('compressed')
  return compressedBytes > 0 && bytesOf('programs') < times * compressedBytes
}

/** `near`: its line is; `coming`: it will be in some minutes. */
type Nearness = Exclude<PressureLevel, 'normal'> | 'near' | 'coming'

const severities: Readonly<Record<Nearness, Severity>> = {
  near: 'notice',
  coming: 'warning',
  warn: 'warning',
  critical: 'imminent',
}
const macTitles: Readonly<Record<Nearness, string>> = {
  near: 'macOS will soon be short of memory',
  coming: 'macOS will soon be short of memory',
  warn: 'macOS is short of memory',
  critical: 'macOS is running out of memory',
}
const linuxTitles: Readonly<Record<Nearness, string>> = {
  near: 'Programs begin to wait for memory',
  coming: 'Programs begin to wait for memory',
  warn: 'Programs are waiting for memory',
  critical: 'Everything is waiting for memory',
}
const ends: Readonly<Record<Nearness, string>> = {
  near: 'it compresses more and more, and everything slows down.',
  coming: 'it compresses more and more, and everything slows down.',
  warn: 'it compresses and swaps, and everything slows down.',
  critical: 'it may end programs.',
}

function claimOf(
  pressure: Known<Pressure>,
  nearness: Nearness,
  snapshot: Unjudged,
  msLeft: number | null = null,
): Claim {
  const { kernel, atMs: readAtMs } = pressure
  const figures = pressureFigures(kernel)
  return {
    severity: severities[nearness],
    title: (kernel === null ? linuxTitles : macTitles)[nearness],
    sentence: kernel === null ? stallsOf(pressure) : sentenceOf(kernel, nearness, msLeft),
    advice: reliefWords(snapshot, { line: 'ram' }),
    figures: figures === null ? { kind: 'none' } : { ...figures, msLeft },
    about: {},
    readAtMs,
  }
}

function sentenceOf(kernel: KernelPressure, nearness: Nearness, msLeft: number | null): string {
  const figures = pressureFigures(kernel)
  const end =
    msLeft === null
      ? ends[nearness]
      : `it compresses more and more, and is short of memory in about ${formatSpan(msLeft)}.`
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
