import type { Fit } from '../../shared/fit.ts'
import { formatBytes, formatCount, formatRoom } from '../../shared/units.ts'
import { printable } from '../../shared/printable.ts'
import type { FitRoom } from '../core/fit/fit-room.ts'
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

/** Of several sequences the context is that of all together. */
function contextOf({
  contextTokens,
  parallel,
}: Pick<Fit, 'contextTokens' | 'parallel'>): string | null {
  if (contextTokens === null) return null
  const context = `context ${formatCount(contextTokens)}`
  return parallel === null || parallel === 1
    ? context
    : `${context} for ${formatCount(parallel)} sequences together`
}

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
      ? ['There is no GPU here that we know: all of it is for the CPU. --mac 32GB tells of a Mac.']
      : []),
    `Room: ${formatRoom(roomBytes)}: ${of}${both}.${missing}`,
  ]
}

function growthLines({ growth }: Fit): readonly string[] {
  if (growth === null) return []
  const more = growth.bytes === null ? 'ever' : `up to ${formatBytes(growth.bytes)}`
  return [`While it is used it may take ${more} more RAM: ${growth.what}.`]
}

function longestLines({ longestContexts, roomBytes, basis }: Fit): readonly string[] {
  if (longestContexts.length === 0 || roomBytes === null || basis === 'unknown') return []
  const known = longestContexts.filter(({ contextTokens }) => contextTokens !== null)
  if (known.length === 0) return ['Not even the shortest context fits.']
  const each = known.map(
    ({ kvType, contextTokens }) => `${formatCount(contextTokens ?? 0)} with ${kvType}`,
  )
  return [`Longest context that fits: ${each.join(', ')}.`]
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
