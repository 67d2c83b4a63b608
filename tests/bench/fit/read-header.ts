// node read-header.ts READER FILE [LIBRARY]: reads a header once, in a process of its own, and prints what that took.
import { readFileSync, writeFileSync } from 'node:fs'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { hyperparametersOf } from '../../../src/main/inference/estimate/hyperparameters.ts'
import { estimateLlama, nothingElse } from '../../../src/main/inference/estimate/llama.ts'
import { needBytesOf } from '../../../src/main/inference/estimate/need.ts'
import { defaultRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { readGgufModel } from '../../../src/main/inference/models/gguf-shards.ts'
import { numberIn } from '../../../src/shared/parse.ts'

export type Reader = 'headroom' | 'huggingface' | 'node-llama-cpp'

/** What it took, from the open file to the answer; the modules had been loaded. */
export interface HeaderRead {
  readonly tookMs: number
  /** At its most, beyond what the process had before. */
  readonly extraBytes: number
  /** How many tensors it has found. */
  readonly tensorCount: number
}

/** Lists of texts, which an estimate does not need. */
const ignoredKeys = ['tokens', 'merges', 'token_type', 'scores'].map(
  (name) => `tokenizer.ggml.${name}`,
)

interface NodeLlamaCpp {
  readGgufFileInfo(
    path: string,
    options: { readonly ignoreKeys: readonly string[]; readonly logWarnings: boolean },
  ): Promise<{ readonly tensorInfo?: readonly unknown[] }>
}

async function createReader(
  reader: string,
  library: string,
): Promise<(path: string) => Promise<number>> {
  switch (reader) {
    case 'headroom':
      return readAndEstimate
    case 'huggingface': {
      const { gguf } = await import('@huggingface/gguf')
      return async (path) => (await gguf(path, { allowLocalFile: true })).tensorInfos.length
    }
    case 'node-llama-cpp': {
      const { readGgufFileInfo }: NodeLlamaCpp = await import(library)
      const options = { ignoreKeys: ignoredKeys, logWarnings: false }
      return async (path) => (await readGgufFileInfo(path, options)).tensorInfo?.length ?? 0
    }
    default:
      throw new Error(`no reader is called ${reader}`)
  }
}

async function readAndEstimate(path: string): Promise<number> {
  const header = await readGgufModel(createLocalHost(), path)
  const model = hyperparametersOf(header.metadata, header.tensors)
  const weights = tensorWeights(header.tensors, model)
  const { need } = estimateLlama({ model, weights, ...nothingElse }, defaultRun)
  if (!(needBytesOf(need) > 0)) throw new Error('an estimate of nothing')
  return header.tensors.length
}

// VmHWM:	   51234 kB
const statusBytes = (label: string): number =>
  numberIn(readFileSync('/proc/self/status', 'utf8'), new RegExp(`^${label}:\\s+(\\d+) kB$`, 'm')) *
  1_024

/** The kernel begins anew to remember the most (proc(5), clear_refs). */
const forgetMost = (): void => writeFileSync('/proc/self/clear_refs', '5')

if (import.meta.main) {
  const [name = '', path = '', library = ''] = process.argv.slice(2)
  const read = await createReader(name, library)
  forgetMost()
  const beforeBytes = statusBytes('VmRSS')
  const startedAtMs = performance.now()
  const tensorCount = await read(path)
  const tookMs = performance.now() - startedAtMs
  const extraBytes = statusBytes('VmHWM') - beforeBytes
  console.log(JSON.stringify({ tookMs, extraBytes, tensorCount } satisfies HeaderRead))
}
