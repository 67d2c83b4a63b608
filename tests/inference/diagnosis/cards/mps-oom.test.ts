import { describe, expect, test } from 'vitest'
import type { LogFacts } from '../../../../src/shared/log-facts.ts'
import { advicesOf, cardFor, commandsOf, fixWith, gib, mac } from './case-of.ts'

// composed in the form of inference-logs.md §3: allocated, other, allowed, asked
const byLimit: LogFacts = {
  allocatedBytes: 17.22 * gib,
  otherBytes: 0.39 * gib,
  maxAllowedBytes: 18.13 * gib,
  triedBytes: 1.02 * gib,
}
const byDevice: LogFacts = { ...byLimit, allocatedBytes: 5 * gib, otherBytes: 4 * gib }
const torch = { program: 'pytorch' } as const

describe('what PyTorch did not get on the GPU', () => {
  test('is decoded into allocated, other, allowed and asked', () => {
    expect(cardFor('mps-oom', byLimit, torch).sentence).toBe(
      'PyTorch asked for 1.1 GB on the GPU and did not get it; it holds 18.5 GB; ' +
        'other Metal memory takes 419 MB; 19.5 GB are allowed; 558 MB of that were left; ' +
        'PyTorch prints them as GiB, which it may call GB',
    )
  })

  test('by its own limit: use less, and a restart is named as what does not help', () => {
    const card = cardFor('mps-oom', byLimit, torch)
    expect(card.cause).toContain('by its own limit')
    expect(card.fixes[0]?.text).toContain('smaller batch')
    expect(fixWith(card, 'End this process')).toBeUndefined()
    expect(advicesOf(card)).toContain('restart Python')
  })

  test('less than what was left: fragmentation or the device, and that process is restarted first', () => {
    const card = cardFor('mps-oom', byDevice, torch)
    expect(card.sentence).toContain('9.8 GB of that were left, so the limit did not refuse it')
    expect(card.cause).toContain('fragmentation')
    expect(card.fixes[0]?.text).toContain('End this process')
    expect(advicesOf(card)).not.toContain('restart Python')
  })

  test('a difference within the rounding of the print is no fragmentation', () => {
    const facts = { ...byLimit, allocatedBytes: 16.7 * gib, otherBytes: 0.38 * gib }
    expect(facts.triedBytes ?? 0).toBeLessThan((18.13 - 16.7 - 0.38) * gib)
    const card = cardFor('mps-oom', facts, torch)
    expect(card.cause).toContain('by its own limit')
    expect(card.sentence).toContain('with it the limit is just reached')
  })
})

describe('what else the message of PyTorch tells', () => {
  test('large other memory is half-filled heaps, or a second user of Metal', () => {
    expect(cardFor('mps-oom', byDevice, torch).cause).toContain('half filled')
    expect(fixWith(cardFor('mps-oom', byDevice, torch), 'second user of Metal')).toBeDefined()
    expect(cardFor('mps-oom', byLimit, torch).cause).not.toContain('half filled')
  })

  test('without a limit in the message the watermark is 0.0', () => {
    const { maxAllowedBytes: _, ...facts } = byLimit
    const card = cardFor('mps-oom', facts, torch)
    expect(card.sentence).toContain('it runs without a limit')
    expect(card.cause).toContain('PYTORCH_MPS_HIGH_WATERMARK_RATIO is 0.0')
    expect(fixWith(card, 'Set a limit again')).toBeDefined()
  })

  test('a limit above the RAM is named', () => {
    const machine = mac(16, 11_453_250_000)
    expect(cardFor('mps-oom', byLimit, { ...torch, machine }).cause).toContain(
      'The limit of 19.5 GB is more than the 17.2 GB of RAM of this Mac.',
    )
    const larger = mac(32, 22_906_500_000)
    expect(cardFor('mps-oom', byLimit, { ...torch, machine: larger }).cause).not.toContain('of RAM')
  })

  test('says what 0.0 really does, and never offers it', () => {
    const card = cardFor('mps-oom', byLimit, torch)
    const zero = card.misadvice.find(({ advice }) => advice.endsWith('RATIO=0.0'))
    expect(zero?.why).toContain('removes the limit and adds no memory')
    expect(commandsOf(card).join('\n')).not.toContain('0.0')
    expect(commandsOf(card)).toContain(
      'export PYTORCH_MPS_HIGH_WATERMARK_RATIO=1.0 PYTORCH_MPS_LOW_WATERMARK_RATIO=0.9',
    )
  })

  test('a variable that does not exist is named as such, and --lowvram for ComfyUI', () => {
    for (const facts of [byLimit, byDevice]) {
      const advices = advicesOf(cardFor('mps-oom', facts, torch))
      expect(advices).toContain('RATIO=0.0')
      expect(advices).toContain('PYTORCH_MPS_MEMORY_LIMIT_MB')
      expect(advices).toMatch(/fragmentation|Raise the limit of MPS/)
    }
    const comfy = cardFor('mps-oom', byLimit, { program: 'comfyui' })
    expect(advicesOf(comfy)).toContain('--lowvram')
    expect(comfy.fixes[0]?.text).toContain('VAE Decode (Tiled)')
  })

  test('who runs it does not matter: it is told as PyTorch', () => {
    expect(cardFor('mps-oom', {}, { program: 'python' }).sentence).toBe(
      'PyTorch asked for more memory on the GPU and did not get it',
    )
  })
})

describe('watermarks that PyTorch does not take', () => {
  test.each([
    ['pytorch-low-watermark', 'the low watermark of its memory is above the high one'],
    ['pytorch-high-watermark', 'the high watermark of its memory is set to what it does not take'],
  ])('%s is a wrong setting, and no memory was short', (signature, words) => {
    const card = cardFor('mps-oom', {}, { ...torch, signature })
    expect(card.sentence).toBe(`PyTorch stopped before it used the GPU: ${words}`)
    expect(card.cause).toContain('no memory was short')
    expect(commandsOf(card)).toEqual([
      'export PYTORCH_MPS_HIGH_WATERMARK_RATIO=1.0 PYTORCH_MPS_LOW_WATERMARK_RATIO=0.9',
      'unset PYTORCH_MPS_HIGH_WATERMARK_RATIO PYTORCH_MPS_LOW_WATERMARK_RATIO',
    ])
  })
})
