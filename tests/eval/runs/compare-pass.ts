import { checkIfStated, checkMib, type Check } from '../llama/check.ts'
import { compareCaches } from '../llama/compare-caches.ts'
import type { Pass } from '../llama/loads.ts'
import type { Pair } from '../llama/percent-off.ts'
import type { Prediction } from '../llama/prediction.ts'
import type { RunLog, StatedBuffer } from '../llama/run-log.ts'

const isRepacked = ({ backend }: StatedBuffer): boolean => backend.includes('REPACK')

/** One model in memory against what should be printed of it. Of a load that failed only what it came to is compared. */
export function comparePass(pass: Pass, predicted: Prediction): readonly Check[] {
  const linesOf = (kind: string): readonly StatedBuffer[] =>
    pass.buffers.filter((one) => one.kind === kind)
  // the last of all: what was not printed before it is not there
  const isWhole = linesOf('compute').length > 0
  const check = (
    part: string,
    stated: readonly StatedBuffer[],
    got: readonly number[],
  ): readonly Check[] =>
    stated.length === 0 && (!isWhole || sumOf(got) === 0)
      ? []
      : compareLines(
          part,
          stated.map(({ mib }) => mib),
          got,
        )
  const model = linesOf('model')
  return [
    ...check(
      'model',
      model.filter((one) => !isRepacked(one)),
      predicted.modelMib,
    ),
    ...check('repacked', model.filter(isRepacked), predicted.repackedMib),
    ...check(
      'KV',
      linesOf('KV'),
      predicted.caches.map(({ mib }) => mib),
    ),
    ...check('RS', linesOf('RS'), [predicted.recurrentMib]),
    ...check('output', linesOf('output'), [predicted.outputMib]),
    ...(pass.caches.length === 0 ? [] : compareCaches(pass.caches, predicted.caches)),
  ]
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

/** Line by line where there are as many of both; else their sum: a model in shards has a line for each of them. */
function compareLines(
  part: string,
  stated: readonly number[],
  got: readonly number[],
): readonly Check[] {
  if (stated.length === got.length)
    return stated.map((mib, index) =>
      checkMib(part, stated.length === 1 ? part : `${part} ${index + 1}`, mib, got[index] ?? 0),
    )
  return [checkMib(part, `${part} in all`, sumOf(stated), sumOf(got), stated.length)]
}

/** Of all passes together one line tells what the context came to. */
export const compareContext = (
  { stated }: Pick<RunLog, 'stated'>,
  { run }: Prediction,
): readonly Check[] => [
  ...checkIfStated('context', 'n_ctx', stated.n_ctx, run.contextTokens),
  ...checkIfStated('context', 'n_ctx_seq', stated.n_ctx_seq, run.streamCells),
  ...checkIfStated('context', 'n_slots', stated.n_slots, run.sequenceCount),
]

export function computeOf(pass: Pass, { computeMib }: Prediction): readonly Pair[] {
  const stated = pass.buffers.filter(({ kind }) => kind === 'compute').map(({ mib }) => mib)
  return stated.length === 0 ? [] : [{ expected: sumOf(stated), got: computeMib }]
}
