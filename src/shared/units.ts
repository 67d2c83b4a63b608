import type { UnitSystem } from './settings.ts'
import { byteUnits, unitB, type ByteUnit } from './unit-system.ts'

/**
 * The only place where a number becomes text. Sizes are in GB (10^9 bytes, as Metal's and llama.cpp's log lines count, and as
 * `22GB` is read on the command line: `parseSize`), or in GiB (2^30) where the user has chosen them.
 */

/** How many steps of the unit. Multiplied first: so it is whole where the bytes are, and rounding down loses no step. */
const stepsOf = (bytes: number, { bytes: perUnit, stepsPerUnit }: ByteUnit): number =>
  (bytes * stepsPerUnit) / perUnit

const bytesOf = (steps: number, { bytes: perUnit, stepsPerUnit }: ByteUnit): number =>
  (steps * perUnit) / stepsPerUnit

/** Rounded in the steps of the next smaller unit: 999.4 MB stays, 999.6 MB is 1.0 GB and never 1000 MB. */
function unitFor(bytes: number): ByteUnit {
  const { units } = byteUnits()
  const found = units.find((unit, index) => {
    const smaller = units[index + 1] ?? unitB
    return bytesOf(Math.round(stepsOf(bytes, smaller)), smaller) >= unit.bytes
  })
  return found ?? unitB
}

const stepsIn = (steps: number, { name, stepsPerUnit, decimals }: ByteUnit): string =>
  `${(steps / stepsPerUnit).toFixed(decimals)} ${name}`

/** `24.3 GB`, `415 MB`, `12 kB`, `0 B`. */
export function formatBytes(bytes: number): string {
  const unit = unitFor(Math.abs(bytes))
  return stepsIn(Math.round(stepsOf(bytes, unit)), unit)
}

/** As formatBytes, but never more than there is: what is promised is rounded down. */
export function formatRoom(bytes: number, system?: UnitSystem): string {
  const unit = byteUnits(system).units.find((candidate) => bytes >= candidate.bytes) ?? unitB
  return stepsIn(Math.floor(stepsOf(bytes, unit)), unit)
}

const figureSpace = '\u2007' // as wide as a digit
/** As wide, for what is not known. */
export const figureDash = '\u2012'

/**
 * For the menu bar: `22.0 GB`, ` 3.1 GB`, and dashes for what is not known; always as wide, where digits are, as `mostBytes`,
 * the most that it can be. Rounded down, in GB at any size: a unit that changes is not seen in passing.
 */
export const formatConstantRoom = (bytes: number | null, mostBytes: number): string =>
  constantBytes(bytes, mostBytes, Math.floor)

/** As formatConstantRoom, but rounded to what is nearest. */
export const formatConstantBytes = (bytes: number | null, mostBytes: number): string =>
  constantBytes(bytes, mostBytes, Math.round)

function constantBytes(
  bytes: number | null,
  mostBytes: number,
  rounded: (steps: number) => number,
): string {
  const { giga } = byteUnits()
  const digits = String(Math.floor(mostBytes / giga.bytes)).length
  if (bytes === null) return `${figureDash.repeat(digits)}.${figureDash} ${giga.name}`
  const shown = stepsIn(rounded(stepsOf(bytes, giga)), giga)
  return shown.padStart(digits + '.0 '.length + giga.name.length, figureSpace)
}

/** ` 3 min`, `12 min`: whole minutes that are left for sure; dashes where none are foreseen, and for more than two digits tell. */
export function formatConstantMinutes(ms: number | null): string {
  const minutes = ms === null ? null : Math.floor(Math.max(0, ms) / 60_000)
  return minutes === null || minutes > 99
    ? `${figureDash.repeat(2)} min`
    : `${String(minutes).padStart(2, figureSpace)} min`
}

export interface ShownSum {
  readonly total: string
  readonly parts: readonly string[]
}

/**
 * A total and its parts in one unit, rounded so that the figures shown add up to the total shown (largest remainders).
 * The part at `roundedDown` is rounded down, whatever the others get: the room.
 */
export function formatSum(parts: readonly number[], roundedDown: number | null = null): ShownSum {
  const { unit, total, steps } = roundedTogether(parts, roundedDown)
  return { total: stepsIn(total, unit), parts: steps.map((step) => stepsIn(step, unit)) }
}

export interface ShownApart extends ShownSum {
  /** The parts come to the total as they are shown; else one figure of them is to be called `about`. */
  readonly addsUp: boolean
}

/** A total and its parts, each rounded by itself: as each of them is shown wherever it stands alone. */
export function formatApart(parts: readonly number[]): ShownApart {
  const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0)
  const total = formatBytes(sumOf(parts))
  const addsUp = formatBytes(sumOf(parts.map(roundedBytes))) === total
  return { total, parts: parts.map(formatBytes), addsUp }
}

/** As formatBytes shows it. */
function roundedBytes(bytes: number): number {
  const unit = unitFor(Math.abs(bytes))
  return bytesOf(Math.round(stepsOf(bytes, unit)), unit)
}

/** What belongs to one part: some of it here, the rest elsewhere. */
export interface Divided {
  readonly hereBytes: number
  readonly elsewhereBytes: number
}

export interface ShownDivided {
  readonly here: ShownSum
  readonly inAll: ShownSum
}

/** Two columns in one unit: what is here, and all of it. Each adds up as it is shown, and none of the first is above the second. */
export function formatDivided(parts: readonly Divided[]): ShownDivided {
  const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0)
  const hereBytes = parts.map((part) => part.hereBytes)
  const elsewhereBytes = parts.map((part) => part.elsewhereBytes)
  const totalBytes = sumOf(hereBytes) + sumOf(elsewhereBytes)
  const unit = unitFor(totalBytes)
  const hereTotal = Math.round(stepsOf(sumOf(hereBytes), unit))
  const total = Math.round(stepsOf(totalBytes, unit))
  const here = stepsThatAddUp(hereBytes, unit, hereTotal)
  const elsewhere = stepsThatAddUp(elsewhereBytes, unit, total - hereTotal)
  const shown = (step: number, bytes: number): string =>
    step === 0 && bytes > 0 ? `<${stepsIn(1, unit)}` : stepsIn(step, unit)
  return {
    here: {
      total: stepsIn(hereTotal, unit),
      parts: parts.map((part, index) => shown(here[index] ?? 0, part.hereBytes)),
    },
    inAll: {
      total: stepsIn(total, unit),
      parts: parts.map((part, index) =>
        shown((here[index] ?? 0) + (elsewhere[index] ?? 0), part.hereBytes + part.elsewhereBytes),
      ),
    },
  }
}

/** Rounded so that they come to `total` steps: those with the largest remainders rise, those with the smallest fall. */
function stepsThatAddUp(
  parts: readonly number[],
  unit: ByteUnit,
  total: number,
): readonly number[] {
  const steps = parts.map((part) => Math.floor(stepsOf(part, unit)))
  const missing = total - steps.reduce((sum, step) => sum + step, 0)
  const remainder = (index: number): number =>
    stepsOf(parts[index] ?? 0, unit) - (steps[index] ?? 0)
  const order = parts.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a))
  const risen = new Set(missing > 0 ? order.slice(0, missing) : [])
  const mayFall = order.filter((index) => (steps[index] ?? 0) > 0).reverse()
  const fallen = new Set(missing < 0 ? mayFall.slice(0, -missing) : [])
  return steps.map((step, index) => step + Number(risen.has(index)) - Number(fallen.has(index)))
}

interface Rounded {
  readonly unit: ByteUnit
  readonly total: number
  readonly steps: readonly number[]
}

function roundedTogether(parts: readonly number[], roundedDown: number | null): Rounded {
  const totalBytes = parts.reduce((sum, part) => sum + part, 0)
  const unit = unitFor(totalBytes)
  const totalSteps = Math.round(stepsOf(totalBytes, unit))
  const steps = parts.map((part) => Math.floor(stepsOf(part, unit)))
  const missing = totalSteps - steps.reduce((sum, part) => sum + part, 0)
  const remainder = (index: number): number =>
    stepsOf(parts[index] ?? 0, unit) - (steps[index] ?? 0)
  const mayRise = parts
    .map((_, index) => index)
    .filter((index) => index !== roundedDown && remainder(index) > 0)
  const raised = new Set(mayRise.sort((a, b) => remainder(b) - remainder(a)).slice(0, missing))
  return {
    unit,
    // a part that must stay down, beside none with a remainder, leaves the total down as well
    total: totalSteps - (missing - raised.size),
    steps: steps.map((step, index) => (raised.has(index) ? step + 1 : step)),
  }
}

/** `1.2 MB/s` */
export const formatBytesPerSecond = (bytesPerSecond: number): string =>
  `${formatBytes(bytesPerSecond)}/s`

/** `+120 MB/min`, `−3 MB/min` */
export const formatGrowth = (bytesPerMinute: number): string =>
  `${bytesPerMinute < 0 ? '−' : '+'}${formatBytes(Math.abs(bytesPerMinute))}/min`

/** `42 %`; below ten with one digit behind the point: `0.3 %`. */
export function formatRatio(ratio: number): string {
  const percent = ratio * 100
  return `${percent !== 0 && percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** What something is multiplied by: `× 1.021`. */
export const formatFactor = (ratio: number): string => `× ${ratio.toFixed(3)}`

export const formatCount = (count: number): string => String(count)

/** `512`, `2.1k`, `8k`, `128k`, `1M`: k is 1024, as models have their contexts in such steps. */
export function formatTokens(count: number): string {
  if (count < 1_024) return formatCount(Math.round(count))
  const k = count / 1_024
  if (k >= 1_023.5) return `${shortest(k / 1_024)}M`
  return `${shortest(k)}k`
}

/** One digit behind the point below ten, and none where it would be a 0. */
const shortest = (value: number): string =>
  value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0)

/** `41 tok/s`; below ten with one digit behind the point. */
export const formatPace = (tokensPerSecond: number): string =>
  `${tokensPerSecond.toFixed(tokensPerSecond < 9.95 ? 1 : 0)} tok/s`

export const formatWatts = (watts: number): string => `${watts.toFixed(watts < 9.95 ? 1 : 0)} W`
/** `1.4 GHz`, `389 MHz` */
export const formatClock = (hertz: number): string =>
  hertz >= 999.5e6 ? `${(hertz / 1e9).toFixed(1)} GHz` : `${Math.round(hertz / 1e6)} MHz`
export const formatCelsius = (celsius: number): string => `${Math.round(celsius)} °C`

/** `0.2 ms`, `14 ms`, `1.4 s` */
export function formatTook(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** How long ago or how long still, in its two greatest units: `12 s`, `4 min`, `2 h 5 min`, `3 d 1 h`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`
}

/** The time of day on the reader's clock: `18:20:07`. */
export function formatTimeOfDay(atMs: number): string {
  const at = new Date(atMs)
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** The day on the reader's calendar: `2026-11-20`. */
export function formatDate(atMs: number): string {
  const at = new Date(atMs)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** On an axis, where round figures stand: `10 GB`, `2.5 GB`, `0`. */
export const formatTick = (bytes: number): string =>
  bytes === 0
    ? '0'
    : formatBytes(bytes)
        .replace(/(\.\d*?)0+(?= )/, '$1')
        .replace(/\.(?= )/, '')
