import { checkIfStated, checkMib, checkWholeMib, type Check } from '../llama/check.ts'
import { compareCaches } from '../llama/compare-caches.ts'
import type { Prediction } from '../llama/prediction.ts'
import type { StatedShape } from './shape-rows.ts'

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

export const contextMibOf = ({ caches, recurrentMib }: Prediction): number =>
  sumOf(caches.map(({ mib }) => mib)) + recurrentMib

export const modelMibOf = ({ modelMib, repackedMib }: Prediction): number =>
  sumOf([...modelMib, ...repackedMib])

/** One dry run against what it should have printed. */
export function compareShape(stated: StatedShape, predicted: Prediction): readonly Check[] {
  const { run, outputMib } = predicted
  return [
    checkWholeMib('model', 'model_mib', stated.model_mib, modelMibOf(predicted)),
    checkWholeMib('context', 'context_mib', stated.context_mib, contextMibOf(predicted)),
    checkMib('output', 'output_buffer_mib', stated.output_buffer_mib, outputMib),
    ...compareCaches(stated.kv, predicted.caches),
    ...compareRecurrent(stated, predicted),
    ...checkIfStated('slots', 'n_ctx', stated.n_ctx, run.contextTokens),
    ...checkIfStated('slots', 'n_ctx_seq', stated.n_ctx_seq, run.streamCells),
    ...checkIfStated('slots', 'n_seq_max', stated.n_seq_max, run.sequenceCount),
    ...checkIfStated('slots', 'kv_unified', stated.kv_unified, run.isKvUnified),
  ]
}

function compareRecurrent({ recurrent }: StatedShape, predicted: Prediction): readonly Check[] {
  const { recurrentMib, countedLayers, run } = predicted
  const [state] = recurrent
  if (state === undefined)
    return recurrentMib === 0 ? [] : [checkMib('recurrent', 'recurrent', 0, recurrentMib)]
  return [
    checkMib('recurrent', 'recurrent', state.mib, recurrentMib),
    ...checkIfStated('recurrent', 'recurrent cells', state.cells, run.sequenceCount),
    ...checkIfStated('recurrent', 'recurrent layers', state.layers, countedLayers),
  ]
}
