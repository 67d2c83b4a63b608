import { createLocalHost } from '../../../src/main/host/local.ts'
import { hyperparametersOf } from '../../../src/main/inference/estimate/hyperparameters.ts'
import { estimateLlama, nothingElse } from '../../../src/main/inference/estimate/llama.ts'
import { needBytesOf } from '../../../src/main/inference/estimate/need.ts'
import { defaultRun, type LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { weightBuffers } from '../../../src/main/inference/estimate/weight-buffers.ts'
import { readGgufModel } from '../../../src/main/inference/models/gguf-shards.ts'
import type { RunnableEngine } from '../install-engine.ts'
import type { Load } from './load.ts'
import { batchTokens, type LoadOptions } from './options.ts'
import type { StatedBuffer } from './stated.ts'

/** What Headroom says before a load of what llama.cpp will print: the same buffers in the same order. */
export interface Predicted {
  readonly buffers: readonly StatedBuffer[]
  readonly computeBytes: number
  /** Without a GPU nothing counts against one. */
  readonly onGpuBytes: number
}

export async function predicted(
  file: string,
  options: LoadOptions,
  by: { readonly engine: RunnableEngine['kind']; readonly build: Load['build'] },
): Promise<Predicted> {
  const header = await readGgufModel(createLocalHost(), file)
  const model = hyperparametersOf(header.metadata, header.tensors)
  const weights = tensorWeights(header.tensors, model)
  const asked = runOf(options, by)
  const { need, run, caches, state, compute } = estimateLlama(
    { model, weights, ...nothingElse },
    asked,
  )
  const output = need.parts.find(({ name }) => name === 'output')?.bytes ?? Number.NaN
  const onCpu = (kind: string, bytes: number): StatedBuffer => ({ kind, where: 'CPU', bytes })
  const cpu = options.usesMmap ? 'CPU_Mapped' : 'CPU'
  return {
    buffers: [
      ...weightBuffers(header.tensors, model, run).map(({ kind, bytes }) => ({
        kind: 'model',
        where: kind === 'repacked' ? 'CPU_REPACK' : cpu,
        bytes,
      })),
      onCpu('output', output),
      ...caches.map(({ bytes }) => onCpu('KV', bytes)),
      ...(state.bytes === 0 ? [] : [onCpu('RS', state.bytes)]),
    ],
    computeBytes: compute.device.bytes,
    onGpuBytes: needBytesOf(need),
  }
}

const runOf = (
  options: LoadOptions,
  { engine, build }: { readonly engine: RunnableEngine['kind']; readonly build: Load['build'] },
): LlamaRun => ({
  ...defaultRun,
  program: engine === 'llama-server' ? 'server' : 'library',
  build,
  device: 'cpu',
  contextTokens: options.contextTokens,
  parallel: options.sequences,
  isKvUnified: false,
  batchTokens,
  ubatchTokens: batchTokens,
  flashAttention: options.flashAttention,
  keyType: options.kvType,
  valueType: options.kvType,
  isSlidingFull: options.isSlidingFull,
  usesMmap: options.usesMmap,
})
