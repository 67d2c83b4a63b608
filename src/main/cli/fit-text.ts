import type { AdviceHow, Fit, FitAdvice } from '../../shared/fit.ts'
import { capital, growthText, learntText, partTitles, shownVerdict } from '../../shared/fit-text.ts'
import { formatBytes, formatCount, formatRoom } from '../../shared/units.ts'
import { printable } from '../../shared/printable.ts'
import type { FitRoom } from '../fit/fit-room.ts'
import { fitTable } from './fit-table.ts'

/** For people: what it is, what it takes part by part, whether that fits, what would help, and how it comes about. */
export function fitText(fit: Fit, room: FitRoom): readonly string[] {
  const paragraphs: readonly (readonly string[])[] = [
    [headOf(fit)],
    fitTable(fit, room.device),
    [...learntLines(fit), ...roomLines(fit, room), verdictLine(fit)],
    adviceLines(fit),
    [
      ...longestLines(fit),
      ...[growthText(fit) ?? []].flat(),
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
  const { name, quantization, architecture, layers } = model
  const engine = model.program === 'lm-studio' ? 'LM Studio' : model.engine
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

function learntLines(fit: Fit): readonly string[] {
  const text = learntText(fit)
  return text === null ? [] : [`${capital(text)} (headroom learnt lists it, and forgets it).`]
}

function roomLines({ roomBytes }: Fit, room: FitRoom): readonly string[] {
  if (roomBytes === null) return [`How much room there is on ${room.of} is not known.`]
  return [
    ...(room.device === 'cpu'
      ? ['No GPU is known here, so this is for the CPU. For a Mac: --mac 32GB.']
      : []),
    `Room: ${roomsOf(roomBytes, room)}: ${room.of}.`,
  ]
}

function roomsOf(roomBytes: number, { gpuRoomBytes, ramRoomBytes }: FitRoom): string {
  if (gpuRoomBytes === null || ramRoomBytes === null || gpuRoomBytes === ramRoomBytes)
    return formatRoom(roomBytes)
  return `${formatRoom(gpuRoomBytes)} on the GPU, ${formatRoom(ramRoomBytes)} in RAM`
}

function verdictLine(fit: Fit): string {
  const { sentence, doubt } = shownVerdict(fit)
  // of a room that is not known the line above says so
  return doubt === null || fit.roomBytes === null ? `${sentence}.` : `${sentence} (${doubt}).`
}

function longestLines(fit: Fit): readonly string[] {
  const { longestContexts, roomBytes, basis, sharing } = fit
  if (longestContexts.length === 0 || roomBytes === null || basis === 'unknown') return []
  const known = longestContexts.filter(({ contextTokens }) => contextTokens !== null)
  if (known.length === 0) return ['As it is asked for, not even the shortest context fits.']
  // narrower types have none that is longer
  const wholeAt = known.findIndex(({ isAsMadeFor }) => isAsMadeFor)
  const told = wholeAt === -1 ? known : known.slice(0, wholeAt + 1)
  const each = told.map(
    ({ kvType, contextTokens }) =>
      `${formatCount(perSequence(contextTokens ?? 0, fit))} with ${kvType}`,
  )
  const spare = wholeAt === 0 ? '' : ', with nothing to spare'
  const of = sharing === 'split' || sharing === 'each' ? ' for each sequence' : ''
  const end = wholeAt === -1 ? '' : ', as long as it was made for'
  return [`Longest context that fits${spare}${of}: ${each.join(', ')}${end}.`]
}

/** What would help, each with how it is done below it. */
function adviceLines({ advice }: Fit): readonly string[] {
  const lines = advice.flatMap((one) => [
    ...sentenceOf(one)
      .split('\n')
      .map((line, index) => `  ${index === 0 ? '-' : ' '} ${printable(line, maxCommand)}`),
    ...howLines(one).map((line) => `      ${printable(line, maxCommand)}`),
  ])
  return lines.length === 0 ? [] : ['What would help, with what costs least first:', ...lines]
}

/** With a path in it, or of several things together. */
const maxCommand = 2_000

function sentenceOf({ kind, text, verdict, isEnough, savesBytes, costs }: FitAdvice): string {
  if (kind === 'bigger-mac') return text
  const then = isEnough ? `: then it fits${verdict === 'tight' ? ', but it is tight' : ''}` : ''
  const about = [
    ...(savesBytes > 0 ? [`saves ${formatBytes(savesBytes)}`] : []),
    costs ?? [],
  ].flat()
  return `${text}${then}${about.length === 0 ? '' : ` (${about.join('; ')})`}`
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
      return [...how.text.split('\n'), 'or in a Modelfile:', ...how.modelfile.split('\n')]
    case 'several':
      return how.each.flatMap(linesOf)
  }
}
