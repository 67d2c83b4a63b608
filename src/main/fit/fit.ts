import type { Fit, FitPartDetail, FitParts, LongestContext, Verdict } from '../../shared/fit.ts'
import { formatBytes } from '../../shared/units.ts'
import { gapOf, verdictOf, type Line } from '../headroom/verdict.ts'
import { longestContext } from '../inference/estimate/longest-context.ts'
import {
  basisOf,
  errorBandOf,
  ramErrorBandOf,
  needBytesOf,
  needRamBytesOf,
  type Need,
  type NeedPart,
  type PartName,
} from '../inference/estimate/need.ts'
import { adviceOf } from './advice/advice.ts'
import type { FitRoom } from './fit-room.ts'
import type { ModelIdentity } from './load-model.ts'
import type { Changes, Sizer } from './sizer.ts'

/** Whoever holds many models against a room needs no advice, which takes many times as long as all the rest. */
export type Advised = 'with advice' | 'without advice'

/** What a load would come to, held against a room (design §2 and §3). */
export function fitOf(
  identity: ModelIdentity,
  sizer: Sizer,
  room: FitRoom,
  advised: Advised = 'with advice',
): Fit {
  const need = sizer.need()
  const lines = linesOf(need, room)
  const excessOf = (one: Need): number =>
    Math.max(...linesOf(one, room).map((line) => line.needBytes - (line.roomBytes ?? Infinity)))
  const isWhole = basisOf(need) !== 'unknown'
  const longest = (changes: Changes): number | null =>
    sizer.range === null || room.roomBytes === null || !isWhole
      ? null
      : longestContext(
          (contextTokens) => excessOf(sizer.need({ ...changes, contextTokens })),
          sizer.range,
        )
  const maxContextThatFits = longest({})
  const verdict = verdictOf(lines, isWhole)
  return {
    schema: 'headroom/fit/1',
    verdict,
    model: {
      ...identity,
      engine: sizer.engine,
      ...(sizer.program === undefined ? {} : { program: sizer.program }),
    },
    contextTokens: sizer.contextTokens,
    parallel: sizer.parallel,
    sharing: sizer.sharing,
    parts: partsOf(need, ({ bytes }) => bytes),
    onGpu: partsOf(need, ({ onGpuBytes }) => onGpuBytes),
    details: need.parts.map(detailOf),
    needBytes: needBytesOf(need),
    needRamBytes: needRamBytesOf(need),
    roomBytes: room.roomBytes,
    roomOf: room.of,
    ramRoomBytes: room.ramRoomBytes,
    gapBytes: gapOf(lines),
    maxContextThatFits,
    longestContexts: sizer.kvTypes.map((kvType) => longestOf(sizer, kvType, longest({ kvType }))),
    growth: need.growth,
    advice: advised === 'with advice' ? adviceOf(sizer, room, linesOf) : [],
    errorBand: room.device === 'cpu' ? ramErrorBandOf(need) : errorBandOf(need),
    basis: basisOf(need),
    learnt: sizer.learnt ?? null,
    remarks: [...need.remarks, ...sizer.remarks(verdict), ...growthRemarks(need, verdict, room)],
  }
}

/** What the steps of a context leave over is no shorter for anybody. */
function longestOf(
  { range, trainedTokens = null }: Sizer,
  kvType: string,
  contextTokens: number | null,
): LongestContext {
  const isWhole =
    contextTokens !== null &&
    trainedTokens !== null &&
    contextTokens > trainedTokens - (range?.stepTokens ?? 1)
  return { kvType, contextTokens, ...(isWhole ? { isAsMadeFor: true } : {}) }
}

/** Nothing of it is in the verdict: it comes later, if at all, and the engine can be told to keep it small. */
function growthRemarks(
  need: Need,
  verdict: Verdict,
  { device, ramRoomBytes }: FitRoom,
): readonly string[] {
  const { growth } = need
  if (growth === null || ramRoomBytes === null || (verdict !== 'fits' && verdict !== 'tight'))
    return []
  const taken = device === 'cuda' ? needRamBytesOf(need) - needBytesOf(need) : needRamBytesOf(need)
  const grown = growth.bytes === null ? Infinity : taken + growth.bytes
  if (grown <= ramRoomBytes) return []
  const end = growth.bytes === null ? 'without end' : `by ${formatBytes(growth.bytes)}`
  return [
    `It fits as it is loaded, but in use it may grow ${end}, beyond the room in RAM: ${growth.what}.`,
  ]
}

/** What a need takes on each line. */
export interface LineNeeds {
  readonly gpuBytes: number
  readonly ramBytes: number
}

/**
 * On the GPU what lies there, and in RAM what that takes: on a Mac all of it, as both are one; beside a card of its own the
 * rest. Without a GPU all of it is in RAM.
 */
export function lineNeedsOf(need: Need, device: FitRoom['device']): LineNeeds {
  const [onGpuBytes, allBytes] = [needBytesOf(need), needRamBytesOf(need)]
  switch (device) {
    case 'cpu':
      return { gpuBytes: 0, ramBytes: allBytes }
    case 'metal':
      return { gpuBytes: onGpuBytes, ramBytes: allBytes }
    case 'cuda':
    case 'vulkan':
      return { gpuBytes: onGpuBytes, ramBytes: allBytes - onGpuBytes }
  }
}

export function linesOf(
  need: Need,
  { device, gpuRoomBytes, ramRoomBytes }: FitRoom,
): readonly Line[] {
  const { gpuBytes, ramBytes } = lineNeedsOf(need, device)
  if (device === 'cpu') return [{ needBytes: ramBytes, roomBytes: ramRoomBytes }]
  return [
    { needBytes: gpuBytes, roomBytes: gpuRoomBytes },
    ...(ramRoomBytes === null ? [] : [{ needBytes: ramBytes, roomBytes: ramRoomBytes }]),
  ]
}

const keys: Readonly<Record<PartName, keyof FitParts>> = {
  weights: 'weightsBytes',
  kv: 'kvBytes',
  recurrent: 'recurrentBytes',
  compute: 'computeBytes',
  output: 'outputBytes',
  projector: 'projectorBytes',
  draft: 'draftBytes',
  overhead: 'overheadBytes',
}

const noParts: FitParts = {
  weightsBytes: 0,
  kvBytes: 0,
  recurrentBytes: 0,
  computeBytes: 0,
  outputBytes: 0,
  projectorBytes: 0,
  draftBytes: 0,
  overheadBytes: 0,
}

const partsOf = ({ parts }: Need, bytesOf: (part: NeedPart) => number): FitParts => ({
  ...noParts,
  ...Object.fromEntries(parts.map((part) => [keys[part.name], bytesOf(part)])),
})

const detailOf = (part: NeedPart): FitPartDetail => ({
  part: keys[part.name],
  bytes: part.bytes,
  onGpuBytes: part.onGpuBytes,
  lowBytes: part.band === null ? null : Math.max(0, part.bytes - part.band.lessBytes),
  highBytes: part.band === null ? null : part.bytes + part.band.moreBytes,
  basis: part.basis,
  formula: part.formula,
})
