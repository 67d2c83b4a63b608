import type { Fit, FitPartDetail, FitParts } from '../../shared/fit.ts'
import {
  formatBytes,
  formatCount,
  formatRoom,
  formatSum,
  formatTokens,
} from '../../shared/units.ts'
import { printable } from '../../shared/printable.ts'
import type { FitRoom } from '../core/fit/fit-room.ts'

const titles: Readonly<Record<keyof FitParts, string>> = {
  weightsBytes: 'weights',
  kvBytes: 'KV cache',
  recurrentBytes: 'recurrent state',
  computeBytes: 'compute',
  outputBytes: 'logits',
  projectorBytes: 'projector',
  draftBytes: 'draft model',
  overheadBytes: 'the process itself',
}

/** For people: what it is, what it takes part by part, what there is, and what would help. */
export function fitText(fit: Fit, room: FitRoom): readonly string[] {
  return [
    headOf(fit),
    '',
    ...tableOf(fit),
    '',
    ...arithmeticOf(fit).flatMap((line, index, all) =>
      index === all.length - 1 ? [line, ''] : [line],
    ),
    ...roomLines(fit, room),
    ...longestLines(fit),
    ...(fit.growth === null
      ? []
      : [
          `While it is used it may take up to ${formatBytes(fit.growth.bytes)} more RAM: ${fit.growth.what}.`,
        ]),
    // what a header claims is quoted in some
    ...fit.remarks.map((remark) => printable(remark, maxFormula)),
    '',
    verdictOf(fit),
    ...adviceLines(fit),
  ]
}

function headOf({ model, contextTokens, parallel }: Fit): string {
  const { name, quantization, architecture, layers, engine } = model
  const run = contextTokens === null ? null : `context ${formatCount(contextTokens)}`
  const slots = parallel === null || parallel === 1 ? null : `${formatCount(parallel)} sequences`
  const named = [
    quantization,
    architecture,
    layers === null ? null : `${formatCount(layers)} layers`,
  ]
  return [printable(name), ...named, engine, run, slots]
    .filter((part) => part !== null)
    .map((part) => printable(part))
    .join(' · ')
}

interface Row {
  readonly title: string
  readonly onGpu: string
  readonly inAll: string
  readonly how: string
}

/** Each column adds up as it is shown. */
function tableOf(fit: Fit): readonly string[] {
  const details = fit.details.filter(({ bytes, basis }) => bytes > 0 || basis === 'unknown')
  const onGpu = formatSum(details.map(({ onGpuBytes }) => onGpuBytes))
  const inAll = formatSum(details.map(({ bytes }) => bytes))
  const shown = (sum: string | undefined, bytes: number, { basis }: FitPartDetail): string => {
    if (basis === 'unknown') return '?'
    return bytes === 0 ? '–' : (sum ?? '')
  }
  const rows: readonly Row[] = [
    { title: '', onGpu: 'on the GPU', inAll: 'in all', how: '' },
    ...details.map((detail, index) => ({
      title: titles[detail.part],
      onGpu: shown(onGpu.parts[index], detail.onGpuBytes, detail),
      inAll: shown(inAll.parts[index], detail.bytes, detail),
      how: detail.basis,
    })),
    { title: 'need', onGpu: onGpu.total, inAll: inAll.total, how: bandOf(fit) },
  ]
  const width = (pick: (row: Row) => string): number =>
    Math.max(...rows.map((row) => pick(row).length))
  const [first, second, third] = [
    width(({ title }) => title),
    width((row) => row.onGpu),
    width((row) => row.inAll),
  ]
  return rows.map(({ title, onGpu: gpu, inAll: all, how }) =>
    `${title.padEnd(first)}  ${gpu.padStart(second)}  ${all.padStart(third)}  ${how}`.trimEnd(),
  )
}

/** In bytes, for whoever checks it. */
function arithmeticOf({ details }: Fit): readonly string[] {
  const shown = details.filter(({ bytes, formula }) => bytes > 0 && formula !== '')
  return shown.map(
    ({ part, bytes, formula }) =>
      `${titles[part]}: ${printable(formula, maxFormula)} = ${formatCount(bytes)} bytes`,
  )
}

/** One with each layer different would fill the screen. */
const maxFormula = 400

function bandOf({ errorBand: { lowBytes, highBytes }, basis }: Fit): string {
  if (basis === 'unknown') return 'at least'
  const [low, high] = [formatBytes(lowBytes), formatBytes(highBytes)]
  return low === high ? '' : `${low} to ${high} on the GPU`
}

function roomLines({ roomBytes, gapBytes }: Fit, room: FitRoom): readonly string[] {
  if (roomBytes === null) return [`How much room there is on ${room.of} is not known.`]
  const both =
    room.gpuRoomBytes === null || room.ramRoomBytes === null
      ? ''
      : ` (GPU ${formatRoom(room.gpuRoomBytes)}, RAM ${formatRoom(room.ramRoomBytes)})`
  return [
    `Room: ${formatRoom(roomBytes)}${both}: ${room.of}.`,
    ...(gapBytes === null ? [] : [`Missing: ${formatBytes(gapBytes)}.`]),
  ]
}

function longestLines({ longestContexts, roomBytes, basis }: Fit): readonly string[] {
  if (longestContexts.length === 0 || roomBytes === null || basis === 'unknown') return []
  const known = longestContexts.filter(({ contextTokens }) => contextTokens !== null)
  if (known.length === 0) return ['Not even the shortest context fits.']
  const each = known.map(
    ({ kvType, contextTokens }) => `${formatTokens(contextTokens ?? 0)} with ${kvType}`,
  )
  return [`Longest context that fits: ${each.join(', ')}.`]
}

function verdictOf({ verdict }: Fit): string {
  switch (verdict) {
    case 'fits':
      return 'It fits.'
    case 'tight':
      return 'It fits, but it is tight: little is left for anything else.'
    case 'no':
      return 'It does not fit.'
    case 'unknown':
      return 'Whether it fits cannot be told.'
  }
}

const adviceLines = ({ advice }: Fit): readonly string[] =>
  advice.map(
    ({ text, savesBytes, flag }) =>
      `  - ${text} (saves ${formatBytes(savesBytes)})${flag === null ? '' : `   ${flag}`}`,
  )
