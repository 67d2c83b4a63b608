import { needsUnified } from '../inference/engine-options.ts'
import { newestBuild, sinceBuild } from '../inference/estimate/engine-build.ts'
import { runOfArguments, usualDraftTokens } from '../inference/estimate/run-of-arguments.ts'
import { defaultRun, type Device, type LlamaRun } from '../inference/estimate/run.ts'
import type { FitOptions } from './fit-options.ts'
import type { Changes } from './sizer.ts'

/** How llama.cpp is asked to run it. */
export function askedRun(options: FitOptions, device: Device): LlamaRun {
  const { given } = options
  if (given !== null) {
    const { build } = options
    return { ...runOfArguments(given.options, { build, device }), program: given.program }
  }
  const keyType = (options.keyType ?? 'f16').toLowerCase()
  const { build, contextTokens, parallel, batchTokens, ubatchTokens } = options
  const { flashAttention, isSlidingFull, gpuLayers, cpuMoeLayers, usesMmap } = options
  return {
    ...defaultRun,
    device,
    build,
    contextTokens,
    parallel,
    batchTokens,
    ubatchTokens,
    flashAttention,
    isSlidingFull,
    gpuLayers,
    cpuMoeLayers,
    usesMmap,
    keyType,
    valueType: (options.valueType ?? 'f16').toLowerCase(),
    draftTokens: options.draftPath === null ? 0 : usualDraftTokens,
  }
}

/** The same with changes; of those to the file of its weights the run knows nothing. */
export function changedRun(
  run: LlamaRun,
  { kvType, quantization: _, engine: __, ...others }: Changes,
): LlamaRun {
  const isOne = others.parallel === 1 && needsUnified(run.build)
  const next = { ...run, ...others, isKvUnified: isOne ? true : run.isKvUnified }
  if (kvType === undefined) return next
  // a quantised V needs it; builds that do not choose it themselves are told to
  const isOff =
    run.flashAttention === 'off' ||
    (run.flashAttention === 'auto' && (run.build ?? newestBuild) < sinceBuild.flashAuto)
  const flashAttention = isOff && kvType !== 'f16' ? 'on' : run.flashAttention
  return { ...next, keyType: kvType, valueType: kvType, flashAttention }
}
