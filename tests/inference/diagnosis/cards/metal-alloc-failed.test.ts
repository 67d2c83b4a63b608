import { describe, expect, test } from 'vitest'
import type { LogFacts } from '../../../../src/shared/log-facts.ts'
import { metalAllocFailed } from '../../../../src/main/inference/diagnosis/cards/metal-alloc-failed.ts'
import {
  advicesOf,
  cardFor,
  caseOf,
  commandsOf,
  fixWith,
  gib,
  mac,
  mib,
  remediesOf,
} from './case-of.ts'

// memory-estimate.md §6 D, composed as a refusal: Llama-3.1-8B F16 on 32 GB, flash attention off
const refused: LogFacts = {
  contextTokens: 131_072,
  gpuModelBytes: 15 * gib,
  gpuKvBytes: 16_384 * mib,
  triedBytes: 8_480 * mib,
  limitBytes: 22_906_500_000,
  totalLayers: 33,
  slotCount: 1,
}
const fitsNothing = mac(64, 51_539_607_552)

describe('a buffer that Metal refused', () => {
  test('the sentence has what was asked for, what was held, their sum and the limit', () => {
    expect(cardFor('metal-alloc-failed', refused).sentence).toBe(
      'Metal refused llama.cpp a buffer of 8.9 GB; with the 33.3 GB that it holds this is 42.2 GB, ' +
        'and the GPU limit is 22.9 GB; its context of 131072 tokens takes 17.2 GB',
    )
  })

  test('without figures it is still a sentence', () => {
    expect(cardFor('metal-alloc-failed', {}, { program: null }).sentence).toBe(
      'Metal refused the program a buffer',
    )
  })

  test('the context that fits is computed from cache, weights and compute, in steps of 1024', () => {
    const facts: LogFacts = {
      contextTokens: 65_536,
      gpuModelBytes: 10 * gib,
      gpuKvBytes: 8 * gib,
      gpuComputeBytes: gib,
      limitBytes: 16 * gib,
    }
    // 65536 x (14.4 - 10 - 1) / 8 = 27852.8
    const card = cardFor('metal-alloc-failed', facts)
    expect(card.fixes[0]).toEqual({
      text: 'Use a context of 27648 tokens instead of 65536, which fits within 90 % of the GPU limit; add it to the command that starts llama.cpp',
      command: '-c 27648',
      costs: 'longer conversations and documents do not fit any more',
    })
  })

  test('a refused compute buffer is taken to shrink with the context, but for its fixed part', () => {
    // 131072 x (22906.5 MB x 0.9 - 15.5 GiB) / (16384 + 8480 - 512 MiB) = 20393
    expect(commandsOf(cardFor('metal-alloc-failed', refused))).toContain('-c 19456')
  })

  test.each([
    ['nothing but the context is known', { contextTokens: 32_768 }, '-c 4096'],
    ['nothing is known', {}, '-c 4096'],
    ['too little would be left', { ...refused, gpuModelBytes: 19 * gib }, '-c 4096'],
    ['the context is small already', { contextTokens: 4_096 }, '-c 2048'],
  ])('where %s a modest context is proposed', (_, facts, command) => {
    expect(commandsOf(cardFor('metal-alloc-failed', facts))[0]).toBe(command)
  })

  test('a context that cannot be made smaller is left alone', () => {
    const card = cardFor('metal-alloc-failed', { contextTokens: 2_048 })
    expect(commandsOf(card).some((command) => command.startsWith('-c '))).toBe(false)
  })
})

describe('what else makes the GPU need less', () => {
  test('the cache in 8 bits is 17/32 of f16, with flash attention in the form of the build', () => {
    const today = fixWith(cardFor('metal-alloc-failed', refused), 'KV cache in 8 bits')
    expect(today?.text).toContain('17.2 GB in f16 become 9.1 GB')
    expect(today?.command).toBe('-ctk q8_0 -ctv q8_0 -fa on')
    const old = cardFor('metal-alloc-failed', refused, { version: 'b6200' })
    expect(fixWith(old, 'KV cache in 8 bits')?.command).toBe('-ctk q8_0 -ctv q8_0 -fa')
  })

  test.each([
    ['b7406', false],
    ['b7407', true],
    [null, true],
    ['b452', true], // of the new count of late 2026
  ])('llama.cpp %s fits what is not set by itself: %s', (version, isOffered) => {
    const card = cardFor('metal-alloc-failed', {}, { version })
    expect(remediesOf(card).includes('leave -c and -ngl away')).toBe(isOffered)
    expect(commandsOf(card)).not.toContain('-fit on')
  })

  test('layers are the last resort of the fixes, in the number that fits', () => {
    const { fixes } = metalAllocFailed(caseOf('metal-alloc-failed', refused))
    expect(fixes.at(-1)?.command).toBe('-ngl 11')
    expect(fixes.at(-1)?.costs).toContain('frees no RAM')
  })

  test('what Headroom could not see is asked for: the sizes, silent since b9151', () => {
    expect(commandsOf(cardFor('metal-alloc-failed', {}))).toContain(
      '-lv 4 --log-file /tmp/llama-server.log',
    )
    expect(remediesOf(cardFor('metal-alloc-failed', {}, { version: 'b8000' }))).not.toContain('-lv')
    expect(remediesOf(cardFor('metal-alloc-failed', refused))).not.toContain('-lv')
  })
})

describe('the limit of the GPU', () => {
  test('is raised to what leaves the system a quarter of the RAM or 8 GB', () => {
    const card = cardFor('metal-alloc-failed', {}, { machine: mac(32, 22_906_500_000) })
    expect(fixWith(card, 'wired_limit')).toEqual({
      text: 'Raise the GPU limit to 25.8 GB, which leaves the system its share (macOS 14 or later; 0 sets it back)',
      command: 'sudo sysctl iogpu.wired_limit_mb=24576',
      costs:
        'until the next restart; the rest of the Mac has less, and below that it swaps or panics',
    })
  })

  test.each([
    ['16 GB', mac(16, 11_453_250_000)],
    ['64 GB', fitsNothing],
    ['Intel', { ...mac(32, 16 * gib), isAppleSilicon: false }],
  ])('is not offered where nothing is left above the present one: %s', (_, machine) => {
    const card = cardFor('metal-alloc-failed', {}, { machine })
    expect(remediesOf(card)).not.toContain('wired_limit')
    expect(advicesOf(card)).toContain('iogpu.wired_limit_mb to nearly all')
  })

  test('has no command where the RAM is not known', () => {
    const card = metalAllocFailed(caseOf('metal-alloc-failed'))
    expect(fixWith(card, 'wired_limit')?.command).toBeNull()
  })
})

describe('a tiny buffer refused', () => {
  test.each([
    ['with a free limit', { triedBytes: 7.33 * mib, limitBytes: 22_906_500_000 }],
    ['with a limit that is not known', { triedBytes: 2.2 * mib }],
    ['of nothing', { triedBytes: 0 }],
  ])('%s means that the GPU is not accessible, and nobody is told to free memory', (_, facts) => {
    const card = cardFor('metal-alloc-failed', facts, { machine: mac(32, 22_906_500_000) })
    expect(card.title).toBe('The GPU cannot be used')
    expect(card.sentence).toMatch(/^The GPU is not accessible to llama\.cpp: /)
    expect(card.cause).toContain('sandbox')
    expect(remediesOf(card)).not.toMatch(/memory|context|-c |quantiz|wired_limit|[Uu]nload|Quit/)
    expect(advicesOf(card)).toContain('Free memory')
  })

  test('the sentence has its size and the limit', () => {
    const facts = { triedBytes: 7.33 * mib, limitBytes: 22_906_500_000 }
    expect(cardFor('metal-alloc-failed', facts).sentence).toBe(
      'The GPU is not accessible to llama.cpp: Metal refused it a buffer of only 8 MB; the GPU limit is 22.9 GB',
    )
  })

  test.each([
    ['at 64 MiB', { triedBytes: 64 * mib, limitBytes: 22_906_500_000 }],
    [
      'beside a full limit',
      { triedBytes: 20 * mib, gpuModelBytes: 16 * gib, limitBytes: 16 * gib },
    ],
    ['beside much that was granted, of a limit not known', { triedBytes: mib, gpuModelBytes: gib }],
  ])('%s is a shortage like any other', (_, facts) => {
    expect(cardFor('metal-alloc-failed', facts).sentence).toMatch(/^Metal refused llama\.cpp/)
  })
})

describe('other refusals of Metal', () => {
  test('the resource limit of MLX is a count, and no memory is to be freed', () => {
    const card = cardFor(
      'metal-alloc-failed',
      {},
      { program: 'mlx-lm', signature: 'mlx-resource-limit' },
    )
    expect(card.sentence).toContain('it is their number, not their size')
    expect(remediesOf(card)).not.toMatch(/[Ff]ree memory|quantiz|wired_limit/)
    expect(card.fixes[0]?.text).toContain('Start it anew')
  })

  test('one buffer beyond the largest is no shortage of memory', () => {
    const facts = { triedBytes: 20 * gib, maxBufferBytes: 12 * gib, limitBytes: 40 * gib }
    const card = cardFor('metal-alloc-failed', facts)
    expect(card.sentence).toBe(
      'llama.cpp asked for one array of 21.5 GB, and one buffer may have 12.9 GB',
    )
    expect(remediesOf(card)).not.toMatch(/wired_limit|[Uu]nload/)
  })

  test("Ollama's variables go to launchctl, and the app must be opened again", () => {
    const card = cardFor('metal-alloc-failed', { contextTokens: 65_536 }, { program: 'ollama' })
    const context = fixWith(card, 'OLLAMA_CONTEXT_LENGTH')
    expect(context?.command).toBe('launchctl setenv OLLAMA_CONTEXT_LENGTH 4096')
    expect(context?.text).toContain('quit and reopen the Ollama app')
    expect(commandsOf(card)).toContain(
      'launchctl setenv OLLAMA_FLASH_ATTENTION 1 && launchctl setenv OLLAMA_KV_CACHE_TYPE q8_0',
    )
    expect(commandsOf(card).join('\n')).not.toContain('export')
  })

  test.each([
    ['0.5.12', 'PARAMETER num_ctx 4096'],
    ['0.5.13', 'launchctl setenv OLLAMA_CONTEXT_LENGTH 4096'],
    ['0.0.0', 'launchctl setenv OLLAMA_CONTEXT_LENGTH 4096'],
  ])('Ollama %s is told its context by %s', (version, command) => {
    const card = cardFor('metal-alloc-failed', {}, { program: 'ollama', version })
    expect(commandsOf(card)[0]).toBe(command)
  })

  test("Ollama's context is that of one request, not of all slots", () => {
    const facts: LogFacts = {
      contextTokens: 32_768,
      contextTokensPerSequence: 8_192,
      gpuModelBytes: 10 * gib,
      gpuKvBytes: 8 * gib,
      gpuComputeBytes: gib,
      limitBytes: 16 * gib,
    }
    // 8192 x 3.4 / 8 = 3481
    const card = cardFor('metal-alloc-failed', facts, { program: 'ollama' })
    expect(commandsOf(card)[0]).toBe('launchctl setenv OLLAMA_CONTEXT_LENGTH 3072')
  })
})
