import type { Fit, FitPartDetail, FitParts, LongestContext } from '../../shared/fit.ts'
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
import { adviceOf, type ExcessOf } from './fit-advice.ts'
import type { FitRoom } from './fit-room.ts'
import type { ModelIdentity } from './load-model.ts'
import type { Changes, Sizer } from './sizer.ts'

/** What a load would come to, held against a room (design §2 and §3). */
export function fitOf(identity: ModelIdentity, sizer: Sizer, room: FitRoom): Fit {
  const need = sizer.need()
  const lines = linesOf(need, room)
  const excessOf: ExcessOf = (one) =>
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
    model: { ...identity, engine: sizer.engine },
    contextTokens: sizer.contextTokens,
    parallel: sizer.parallel,
    sharing: sizer.sharing,
    parts: partsOf(need, ({ bytes }) => bytes),
    onGpu: partsOf(need, ({ onGpuBytes }) => onGpuBytes),
    details: need.parts.map(detailOf),
    needBytes: needBytesOf(need),
    needRamBytes: needRamBytesOf(need),
    roomBytes: room.roomBytes,
    ramRoomBytes: room.ramRoomBytes,
    gapBytes: gapOf(lines),
    maxContextThatFits,
    longestContexts: sizer.kvTypes.map((kvType): LongestContext => ({
      kvType,
      contextTokens: longest({ kvType }),
    })),
    growth: need.growth,
    advice: adviceOf(sizer, excessOf, {
      longestTokens: maxContextThatFits,
      // what the CPU takes over is not held against anything
      mayMove: room.device !== 'cpu' && room.ramRoomBytes !== null,
    }),
    errorBand: room.device === 'cpu' ? ramErrorBandOf(need) : errorBandOf(need),
    basis: basisOf(need),
    remarks: [...need.remarks, ...sizer.remarks(verdict)],
  }
}

/**
 * On the GPU what lies there, and in RAM what that takes: on a Mac all of it, as both are one; beside a card of its own the
 * rest. Without a GPU all of it is in RAM.
 */
function linesOf(need: Need, { device, gpuRoomBytes, ramRoomBytes }: FitRoom): readonly Line[] {
  const [onGpuBytes, allBytes] = [needBytesOf(need), needRamBytesOf(need)]
  if (device === 'cpu') return [{ needBytes: allBytes, roomBytes: ramRoomBytes }]
  const inRamBytes = device === 'metal' ? allBytes : allBytes - onGpuBytes
  return [
    { needBytes: onGpuBytes, roomBytes: gpuRoomBytes },
    ...(ramRoomBytes === null ? [] : [{ needBytes: inRamBytes, roomBytes: ramRoomBytes }]),
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
