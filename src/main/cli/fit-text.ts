import type { Fit } from '../../shared/fit.ts'
import { formatBytes, formatCount, formatRoom } from '../../shared/units.ts'
import { printable } from '../../shared/printable.ts'
import type { FitRoom } from '../fit/fit-room.ts'
import { fitTable, partTitles } from './fit-table.ts'

/** For people: what it is, what it takes part by part, whether that fits, what would help, and how it comes about. */
export function fitText(fit: Fit, room: FitRoom): readonly string[] {
  const paragraphs: readonly (readonly string[])[] = [
    [headOf(fit)],
    fitTable(fit, room.device),
    [...roomLines(fit, room), verdictOf(fit, room), ...adviceLines(fit)],
    [
      ...longestLines(fit),
      ...growthLines(fit),
      // what a header claims is quoted in some
      ...fit.remarks.map((remark) => printable(remark, maxLine)),
    ],
    arithmeticOf(fit),
  ]
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function headOf({ model, ...fit }: Fit): string {
  const { name, quantization, architecture, layers, engine } = model
  const counted = layers === null ? null : `${formatCount(layers)} layers`
  return [name, quantization, architecture, counted, engine, contextOf(fit)]
    .filter((part) => part !== null)
    .map((part) => printable(part))
    .join(' · ')
}

function contextOf(fit: Pick<Fit, 'contextTokens' | 'parallel' | 'sharing'>): string | null {
  const { contextTokens, parallel, sharing } = fit
  if (contextTokens === null) return null
  const all = `context ${formatCount(contextTokens)}`
  const sequences = `${formatCount(parallel ?? 1)} sequences`
  switch (sharing) {
    case 'one':
      return all
    case 'shared':
      return `${all} shared by ${sequences}`
    case 'each':
      return `${all} for each of ${sequences}`
    case 'split':
      return `context ${formatCount(perSequence(contextTokens, fit))} for each of ${sequences}`
  }
}

/** Of a context that is the sum of all. */
const perSequence = (
  tokens: number,
  { parallel, sharing }: Pick<Fit, 'parallel' | 'sharing'>,
): number => (sharing === 'split' ? Math.floor(tokens / (parallel ?? 1)) : tokens)

/** In bytes, for whoever checks it. */
function arithmeticOf({ details }: Fit): readonly string[] {
  const shown = details.filter(({ bytes, formula }) => bytes > 0 && formula !== '')
  return shown.map(
    ({ part, bytes, formula }) =>
      `${partTitles[part]}: ${printable(formula, maxLine)} = ${formatCount(bytes)} bytes`,
  )
}

/** One with each layer different would fill the screen. */
const maxLine = 400

function roomLines({ roomBytes, gapBytes }: Fit, room: FitRoom): readonly string[] {
  const { of, gpuRoomBytes, ramRoomBytes, device, isNow } = room
  if (roomBytes === null) return [`How much room there is on ${of} is not known.`]
  const both =
    !isNow || gpuRoomBytes === null || ramRoomBytes === null
      ? ''
      : ` (GPU ${formatRoom(gpuRoomBytes)}, RAM ${formatRoom(ramRoomBytes)})`
  const missing = gapBytes === null ? '' : ` Missing: ${formatBytes(gapBytes)}.`
  return [
    ...(device === 'cpu'
      ? ['No GPU is known here, so this is for the CPU. For a Mac: --mac 32GB.']
      : []),
    `Room: ${formatRoom(roomBytes)}: ${of}${both}.${missing}`,
  ]
}

function growthLines({ growth, ramRoomBytes, needRamBytes, verdict }: Fit): readonly string[] {
  if (growth === null) return []
  const { bytes, what } = growth
  const more = bytes === null ? 'ever' : `up to ${formatBytes(bytes)}`
  const leftBytes = ramRoomBytes === null || verdict === 'no' ? null : ramRoomBytes - needRamBytes
  const isTooMuch = leftBytes !== null && (bytes === null || bytes > leftBytes)
  const left = isTooMuch
    ? ` Only ${formatRoom(Math.max(0, leftBytes))} would be left for that.`
    : ''
  return [`While it is used it may take ${more} more RAM: ${what}.${left}`]
}

function longestLines(fit: Fit): readonly string[] {
  const { longestContexts, roomBytes, basis, sharing } = fit
  if (longestContexts.length === 0 || roomBytes === null || basis === 'unknown') return []
  const known = longestContexts.filter(({ contextTokens }) => contextTokens !== null)
  if (known.length === 0) return ['As it is asked for, not even the shortest context fits.']
  const each = known.map(
    ({ kvType, contextTokens }) =>
      `${formatCount(perSequence(contextTokens ?? 0, fit))} with ${kvType}`,
  )
  const of = sharing === 'split' || sharing === 'each' ? ' for each sequence' : ''
  return [`Longest context that fits, with nothing to spare${of}: ${each.join(', ')}.`]
}

function verdictOf({ verdict, errorBand, gapBytes, ...fit }: Fit, { device }: FitRoom): string {
  const needBytes = device === 'cpu' ? fit.needRamBytes : fit.needBytes
  const mayBeMore = fit.roomBytes !== null && errorBand.highBytes > fit.roomBytes
  switch (verdict) {
    case 'fits':
      return mayBeMore
        ? 'It probably fits: the room lies within the error of the estimate.'
        : 'It fits.'
    case 'tight':
      return mayBeMore
        ? 'It fits, but only just: the room lies within the error of the estimate.'
        : 'It fits, but it is tight: little is left for anything else.'
    case 'no':
      return gapBytes !== null && gapBytes <= needBytes - errorBand.lowBytes
        ? 'It probably does not fit: the room lies within the error of the estimate.'
        : 'It does not fit.'
    case 'unknown':
      return 'Whether it fits cannot be told.'
  }
}

const adviceLines = ({ advice }: Fit): readonly string[] =>
  advice.map(
    ({ text, savesBytes, isEnough, flag }) =>
      `  - ${text}${isEnough ? ': then it fits' : ''} (saves ${formatBytes(savesBytes)})${flag === null ? '' : `   ${flag}`}`,
  )
