import type { Learnt } from '../../src/shared/learnt.ts'

const hourMs = 3_600_000
const nowMs = Date.now()

const modelOf = (
  model: string,
  ratios: Learnt['models'][number]['ratios'],
  agoHours: number,
): Learnt['models'][number] => ({
  id: `model ${model}`,
  engine: 'llama.cpp',
  build: 'b6800',
  model,
  loads: 3,
  lastAtMs: nowMs - agoHours * hourMs,
  ratios,
})

export const someLearnt: Learnt = {
  schema: 'headroom/learnt/1',
  models: [
    modelOf('Qwen3-30B-A3B-Instruct-2507-Q4_K_M.gguf', { computeBytes: 1.1, kvBytes: 0.984 }, 5),
    { ...modelOf('gemma3:27b', {}, 51), engine: 'ollama', build: '0.12.6', loads: 1 },
  ],
  limit: {
    limitBytes: 22_906_503_168,
    atMs: nowMs - 74 * hourMs,
    program: 'Ollama',
    overrideBytes: null,
    ramBytes: 32 * 2 ** 30,
    macOsMajor: 26,
  },
  growths: [
    {
      id: 'growth mlx-lm qwen',
      engine: 'mlx-lm',
      model: 'mlx-community/Qwen3-Next-80B-A3B-Instruct-4bit',
      runs: 5,
      lastAtMs: nowMs - 2 * hourMs,
      bytesPerSecond: { low: 12e6, middle: 18e6, high: 31e6 },
      bytesPerToken: null,
    },
  ],
  trouble: null,
}

export const noneLearnt: Learnt = { ...someLearnt, models: [], limit: null, growths: [] }
