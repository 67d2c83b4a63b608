import type { FindingClass, LogProgram } from '../../../../src/shared/finding.ts'
import type { LogFacts } from '../../../../src/shared/log-facts.ts'
import { gib, mib } from './case-of.ts'

const everyClass: Readonly<Record<FindingClass, true>> = {
  'metal-alloc-failed': true,
  'metal-oom-mid-generation': true,
  'mlx-alloc-too-large': true,
  'mps-oom': true,
  'system-memory-refused': true,
  'killed-by-system': true,
  'gpu-timeout': true,
  'gpu-reset': true,
  'context-full': true,
  'gguf-incompatible': true,
  'model-missing': true,
  'metal-unsupported-op': true,
  'cpu-fallback': true,
  rosetta: true,
  'gpu-flat': true,
  'slow-generation': true,
  'gpu-held': true,
}
const everyProgram: Readonly<Record<LogProgram, true>> = {
  'llama.cpp': true,
  'llama-cpp-python': true,
  ollama: true,
  'whisper.cpp': true,
  mlx: true,
  'mlx-lm': true,
  'vllm-mlx': true,
  omlx: true,
  exo: true,
  pytorch: true,
  comfyui: true,
  'lm-studio': true,
  koboldcpp: true,
  localai: true,
  jan: true,
  vllm: true,
  candle: true,
  python: true,
  shell: true,
}
const namesIn = <Name extends string>(record: Readonly<Record<Name, true>>): readonly Name[] => {
  const names: Name[] = []
  for (const name in record) names.push(name)
  return names
}

export const classes = namesIn(everyClass)
export const programs: readonly (LogProgram | null)[] = [...namesIn(everyProgram), null]

/** Every figure that a log may state. */
export const everything: LogFacts = {
  modelPath: '/models/Composed-8B-Q4_K_M.gguf',
  contextTokens: 32_768,
  contextTokensPerSequence: 8_192,
  slotCount: 4,
  layerCount: 32,
  offloadedLayers: 20,
  totalLayers: 33,
  gpuModelBytes: 16 * gib,
  gpuKvBytes: 4 * gib,
  gpuRecurrentBytes: 50 * mib,
  gpuComputeBytes: 560 * mib,
  freeBytes: 2 * gib,
  limitBytes: 22_906_500_000,
  maxBufferBytes: 16 * gib,
  triedBytes: 8_480 * mib,
  allocatedBytes: 17 * gib,
  otherBytes: 12 * gib,
  maxAllowedBytes: 36 * gib,
  requestedTokens: 21_000,
  promptTokens: 20_000,
  availableBytes: 20 * gib,
  requiredBytes: 38 * gib,
  systemTotalBytes: 32 * gib,
  systemFreeBytes: gib,
  promptCacheBytes: 3 * gib,
  tokensPerSecond: 4.2,
}
