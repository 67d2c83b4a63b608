import type { AdviceHow, Fit, FitAdvice } from '../../shared/fit.ts'
import { formatBytes, formatCount, formatRoom } from '../../shared/units.ts'
import { printable } from '../../shared/printable.ts'
import type { FitRoom } from '../fit/fit-room.ts'
import { fitTable, partTitles } from './fit-table.ts'

/** For people: what it is, what it takes part by part, whether that fits, what would help, and how it comes about. */
export function fitText(fit: Fit, room: FitRoom): readonly string[] {
  const paragraphs: readonly (readonly string[])[] = [
    [headOf(fit)],
    fitTable(fit, room.device),
    [...roomLines(fit, room), verdictOf(fit, room)],
    adviceLines(fit),
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

function growthLines({ growth }: Fit): readonly string[] {
  if (growth === null) return []
  const { bytes, what } = growth
  const more = bytes === null ? 'ever' : `up to ${formatBytes(bytes)}`
  return [`While it is used it may take ${more} more RAM: ${what}.`]
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

/** What would help, each with how it is done below it. */
function adviceLines({ advice }: Fit): readonly string[] {
  const lines = advice.flatMap((one) => [
    `  - ${printable(sentenceOf(one), maxCommand)}`,
    ...howLines(one).map((line) => `      ${printable(line, maxCommand)}`),
  ])
  return lines.length === 0 ? [] : ['What would help, with what costs least first:', ...lines]
}

/** With a path in it, or of several things together. */
const maxCommand = 2_000

function sentenceOf({ kind, text, verdict, isEnough, savesBytes, costs }: FitAdvice): string {
  if (kind === 'bigger-mac') return text
  const then = isEnough ? `: then it fits${verdict === 'tight' ? ', but it is tight' : ''}` : ''
  const price = costs === null ? '' : `; ${costs}`
  return `${text}${then} (saves ${formatBytes(savesBytes)}${price})`
}

const howLines = ({ kind, how }: FitAdvice): readonly string[] =>
  kind === 'bigger-mac' ? [] : linesOf(how)

function linesOf(how: AdviceHow): readonly string[] {
  switch (how.kind) {
    case 'flag':
    case 'command':
    case 'menu':
    case 'act':
      return [how.text]
    case 'variable':
      return [how.text, `by ${how.where}`]
    case 'request':
      return [`${how.text}   (in a Modelfile: ${how.modelfile.replaceAll('\n', '; ')})`]
    case 'several':
      return how.each.flatMap(linesOf)
  }
}
