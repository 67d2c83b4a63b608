import type { KeptModel } from '../../../src/main/history/learnt/learnt-parts.ts'

/** A model of which one load was seen: its compute buffers were a tenth more than estimated. */
export const someModel = (more: Partial<KeptModel> = {}): KeptModel => ({
  id: 'llama.cpp-b6800-1',
  engine: 'llama.cpp',
  build: 'b6800',
  model: 'qwen3-4b.gguf',
  likeness: 'qwen3 Q4_K_M 2497280256',
  loads: 1,
  lastAtMs: 5,
  seen: [{ atMs: 5, ratios: { computeBytes: 1.1 } }],
  ...more,
})
