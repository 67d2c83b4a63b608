import type { FitInput, FitShown } from '../../src/shared/fit-shown.ts'
import type { Fit, FitParts } from '../../src/shared/fit.ts'
import type { LocalModel, LocalModels } from '../../src/shared/local-models.ts'
import { shorterContext } from './loading.ts'
import { atMs } from './loaded.ts'

/** A disk that nobody has: composed by us. */
const GB = 1e9

export const qwen14: LocalModel = {
  wanted: '/Users/alice/models/Qwen3-14B-Q4_K_M.gguf',
  name: 'Qwen3-14B-Q4_K_M.gguf',
  path: '/Users/alice/models/Qwen3-14B-Q4_K_M.gguf',
  source: 'folder',
  engine: 'llama.cpp',
  architecture: 'qwen3',
  quantization: 'Q4_K_M',
  fileBytes: 9_001_754_240,
  modifiedAtMs: atMs - 86_400_000,
  verdict: 'fits',
  contextTokens: 4_096,
  needBytes: 10.1 * GB,
  needRamBytes: 10.6 * GB,
  longestContextTokens: 40_960,
  trainedContextTokens: 40_960,
  isLoaded: false,
  trouble: null,
}

export const broken: LocalModel = {
  ...qwen14,
  wanted: '/Users/alice/Downloads/Llama-3.3-70B-Q4_K_M.gguf.part',
  name: 'Llama-3.3-70B-Q4_K_M.gguf.part',
  path: '/Users/alice/Downloads/Llama-3.3-70B-Q4_K_M.gguf.part',
  architecture: null,
  quantization: null,
  fileBytes: 12.4 * GB,
  verdict: 'unknown',
  needBytes: null,
  needRamBytes: null,
  longestContextTokens: null,
  trainedContextTokens: null,
  trouble: 'it begins with zeros, as a download that is not complete',
}

const named = (name: string, change: Partial<LocalModel> = {}): LocalModel => ({
  ...qwen14,
  wanted: name,
  name,
  path: `/Users/alice/.ollama/models/blobs/sha256-${name}`,
  source: 'ollama',
  engine: 'ollama',
  ...change,
})

export const several: readonly LocalModel[] = [
  named('deepseek-r1:70b', {
    architecture: 'llama',
    fileBytes: 42.5 * GB,
    verdict: 'no',
    needBytes: 44 * GB,
    longestContextTokens: null,
  }),
  named('gemma3:27b', {
    architecture: 'gemma3',
    fileBytes: 17.4 * GB,
    isLoaded: true,
    longestContextTokens: 32_768,
  }),
  named('gpt-oss:20b', {
    architecture: 'gpt-oss',
    quantization: 'MXFP4',
    fileBytes: 13.8 * GB,
    verdict: 'no',
    longestContextTokens: 61_440,
  }),
  named('mistral-small:24b', {
    architecture: 'llama',
    fileBytes: 14.3 * GB,
    verdict: 'tight',
    longestContextTokens: 9_216,
  }),
  named('phi4:14b', { architecture: 'phi3', fileBytes: 9.1 * GB, longestContextTokens: 16_384 }),
  named('qwen-image', {
    architecture: 'flux',
    source: 'hugging-face',
    quantization: null,
    engine: null,
    fileBytes: 41 * GB,
    verdict: 'unknown',
    longestContextTokens: null,
  }),
  qwen14,
  broken,
]

export const shelfOf = (
  models: readonly LocalModel[],
  change: Partial<LocalModels> = {},
): LocalModels => ({
  schema: 'headroom/models/1',
  atMs,
  room: { roomBytes: 17.4 * GB, of: 'this machine now' },
  isReading: false,
  models,
  places: [
    {
      source: 'ollama',
      path: '/Users/alice/.ollama/models',
      modelCount: models.length,
      reason: null,
    },
    { source: 'lm-studio', path: '/Users/alice/.lmstudio/models', modelCount: 0, reason: null },
  ],
  ...change,
})

/** As many as somebody who never deletes one has. */
export const manyModels = (count: number): readonly LocalModel[] =>
  Array.from({ length: count }, (_, index) =>
    named(`model-${index}:${1 + (index % 70)}b`, {
      fileBytes: (1 + (index % 70)) * 0.61 * GB,
      verdict: (['fits', 'tight', 'no', 'unknown'] as const)[index % 4] ?? 'fits',
      longestContextTokens: index % 4 < 2 ? 512 * (1 + (index % 64)) : null,
    }),
  )

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

const roomBytes = 17.4 * GB
const limitBytes = 22.9 * GB
const weightsBytes = 9 * GB
const computeBytes = 0.4 * GB
const overheadBytes = 0.5 * GB
const mostTokens = 131_072
const kvBytesPerToken = 163_840

/** A model of 9 GB with keys and values of 160 KiB a token, on a Mac with room for 17.4 GB. */
export function fitAnswer(input: FitInput): FitShown {
  const contextTokens = input.contextTokens ?? 8_192
  const perToken = input.kvType === 'q8_0' ? kvBytesPerToken * 0.53125 : kvBytesPerToken
  const kvBytes = contextTokens * perToken
  const parts = { ...noParts, weightsBytes, kvBytes, computeBytes, overheadBytes }
  const onGpu = { ...parts, overheadBytes: 0 }
  const needBytes = weightsBytes + kvBytes + computeBytes
  const verdict = needBytes <= 0.9 * roomBytes ? 'fits' : needBytes <= roomBytes ? 'tight' : 'no'
  const longest = Math.floor((roomBytes - weightsBytes - computeBytes) / perToken / 256) * 256
  const fit: Fit = {
    schema: 'headroom/fit/1',
    verdict,
    model: {
      path: qwen14.path,
      name: qwen14.name,
      engine: input.engine ?? 'llama.cpp',
      architecture: 'qwen3',
      quantization: 'Q4_K_M',
      fileBytes: qwen14.fileBytes,
      layers: 40,
    },
    contextTokens,
    parallel: input.parallel ?? 1,
    sharing: 'one',
    parts,
    onGpu,
    details: [],
    needBytes,
    needRamBytes: needBytes + overheadBytes,
    roomBytes,
    roomOf: 'this machine now',
    ramRoomBytes: 21 * GB,
    gapBytes: needBytes > roomBytes ? needBytes - roomBytes : null,
    maxContextThatFits: Math.min(longest, mostTokens),
    longestContexts: [{ kvType: 'f16', contextTokens: longest }],
    growth: null,
    advice: verdict === 'no' ? [shorterContext] : [],
    errorBand: { lowBytes: needBytes - 0.05 * GB, highBytes: needBytes + 0.25 * GB },
    basis: 'approximate',
    learnt: null,
    remarks: [
      'Without -c and -ngl llama.cpp takes a shorter context, or fewer layers, until it fits (--fit).',
    ],
  }
  return {
    schema: 'headroom/fit-shown/1',
    fit,
    room: {
      of: 'this machine now',
      roomBytes,
      gpuRoomBytes: roomBytes,
      ramRoomBytes: 21 * GB,
      limitBytes,
    },
    contextRange: { stepTokens: 256, mostTokens },
    kvTypes: ['f16', 'q8_0', 'q4_0'],
    command: `llama-server -m '${input.model}' -c ${contextTokens}`,
  }
}
