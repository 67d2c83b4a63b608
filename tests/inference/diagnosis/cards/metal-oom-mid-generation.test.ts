import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, gib, mib } from './case-of.ts'

describe('a command buffer that failed for memory', () => {
  test('the sentence has what was granted and the limit', () => {
    // memory-estimate.md §6 D: all allocations succeeded, the first evaluation failed
    const facts = {
      contextTokens: 131_072,
      gpuModelBytes: 15 * gib,
      gpuKvBytes: 16_384 * mib,
      gpuComputeBytes: 8_480 * mib,
      limitBytes: 22_906_500_000,
    }
    expect(cardFor('metal-oom-mid-generation', facts).sentence).toBe(
      'The GPU ran out of memory while it computed for llama.cpp; it had been granted 42.2 GB; ' +
        'the GPU limit is 22.9 GB; its context is 131072 tokens',
    )
  })

  test('llama.cpp must be started again, Ollama does so itself', () => {
    const of = (program: 'llama.cpp' | 'ollama') =>
      cardFor('metal-oom-mid-generation', {}, { program }).cause
    expect(of('llama.cpp')).toContain('until llama.cpp is started again')
    expect(of('ollama')).not.toContain('started again')
  })

  test('says that status 5 alone is not memory', () => {
    const card = cardFor('metal-oom-mid-generation')
    const status = card.misadvice.find(({ advice }) => advice.startsWith('Status 5'))
    expect(status?.why).toContain('The reason stands in the next line')
  })

  test('MLX is bounded by its prompt caches and steps, not by options that its server has not', () => {
    const card = cardFor(
      'metal-oom-mid-generation',
      { promptCacheBytes: 4.2e9 },
      { program: 'mlx-lm' },
    )
    expect(card.sentence).toContain('its caches of past prompts hold 4.2 GB')
    expect(commandsOf(card)).toEqual(
      expect.arrayContaining([
        '--prompt-cache-size 2 --prompt-cache-bytes 2000000000',
        '--prefill-step-size 512',
        '--prompt-concurrency 1 --decode-concurrency 1',
      ]),
    )
    expect(commandsOf(card).join('\n')).not.toContain('max-kv-size')
    expect(advicesOf(card)).toContain('--max-kv-size')
  })

  test('names the memory limit of MLX by its present name', () => {
    const { misadvice } = cardFor('metal-oom-mid-generation', {}, { program: 'mlx' })
    const limit = misadvice.find(({ advice }) => advice.includes('mx.metal.set_memory_limit'))
    expect(limit?.why).toContain('mx.set_memory_limit')
    expect(limit?.why).toContain('guideline')
  })
})
