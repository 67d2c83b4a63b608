import type { Tensor } from '../models/model-header.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { ResolvedRun } from './run.ts'
import { groupOf, outputGroupOf, tiedTableOf } from './tensor-weights.ts'
import { countsTiedTwice, sideOf, type WeightsSide } from './weights.ts'

/** As an engine prints it: of mapped files the span from the first to the last tensor, whatever lies between. */
interface WeightsBuffer {
  readonly kind: WeightsSide
  readonly fileIndex: number
  readonly bytes: number
}

interface Placed {
  readonly tensor: Tensor
  readonly kind: WeightsSide
}

/** To be held against the lines of a log; each tensor is looked at. */
export function weightBuffers(
  tensors: readonly Tensor[],
  model: Hyperparameters,
  run: ResolvedRun,
): readonly WeightsBuffer[] {
  const placed = tensors.flatMap((tensor): readonly Placed[] => {
    const group = groupOf(tensor, model)
    return group === null ? [] : [{ tensor, kind: sideOf(group, model, run) }]
  })
  const table = tiedTableOf(tensors, model)
  const output: readonly Placed[] =
    table === null ? [] : [{ tensor: table, kind: sideOf(outputGroupOf(table), model, run) }]
  const all = [...placed, ...output]
  return run.asked.usesMmap ? spansOf(all) : allocatedOf(all, model)
}

const bytesOf = (placed: readonly Placed[]): number =>
  placed.reduce((sum, { tensor }) => sum + tensor.bytes, 0)

/** A tied embedding that lies on one side for both uses is there once. */
function withoutDoubles(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Set<Tensor>()
  return placed.filter(({ tensor }) => !seen.has(tensor) && seen.add(tensor))
}

interface Span {
  readonly kind: WeightsSide
  readonly fileIndex: number
  readonly from: number
  readonly to: number
}

/** One buffer for each file and side, from its first to its last tensor (get_mapping_range); what is laid out anew is a copy. */
function spansOf(placed: readonly Placed[]): readonly WeightsBuffer[] {
  const repackedBytes = bytesOf(placed.filter(({ kind }) => kind === 'repacked'))
  const spans = new Map<string, Span>()
  for (const { tensor, kind } of placed) {
    if (kind === 'repacked') continue
    const { offsetBytes, bytes, fileIndex } = tensor
    const key = `${kind} ${fileIndex}`
    const { from = offsetBytes, to = 0 } = spans.get(key) ?? {}
    spans.set(key, {
      kind,
      fileIndex,
      from: Math.min(from, offsetBytes),
      to: Math.max(to, offsetBytes + bytes),
    })
  }
  return [
    ...[...spans.values()].map(({ kind, fileIndex, from, to }) => ({
      kind,
      fileIndex,
      bytes: to - from,
    })),
    ...(repackedBytes === 0
      ? []
      : [{ kind: 'repacked', fileIndex: 0, bytes: repackedBytes } as const]),
  ]
}

/** What is not mapped is allocated tensor by tensor; some architectures make a tied embedding twice on one side. */
function allocatedOf(placed: readonly Placed[], model: Hyperparameters): readonly WeightsBuffer[] {
  return (['gpu', 'cpu', 'repacked'] as const).flatMap((kind) => {
    const own = placed.filter((one) => one.kind === kind)
    const bytes = bytesOf(countsTiedTwice(model) ? own : withoutDoubles(own))
    return bytes === 0 ? [] : [{ kind, fileIndex: 0, bytes }]
  })
}
