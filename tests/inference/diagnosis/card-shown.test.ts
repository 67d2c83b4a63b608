import { describe, expect, test } from 'vitest'
import type { FindingClass } from '../../../src/shared/finding.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import * as gpuAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-gpu.ts'
import * as memoryAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-memory.ts'
import * as torchAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-torch.ts'
import { cardFor, gib, linux, mib } from './cards/case-of.ts'
import { classes, everything, programs } from './cards/every-case.ts'
import { allCases } from './signatures/all-cases.ts'

/** Their lines and signs are Metal's, PyTorch's for Macs, or those of Apple silicon. */
const ofMacs: ReadonlySet<FindingClass> = new Set([
  'mlx-alloc-too-large',
  'mps-oom',
  'rosetta',
  'metal-unsupported-op',
])

describe('on Linux', () => {
  test('nothing is told that only a Mac has', () => {
    const macOnly =
      /launchctl|brew|\/Library\/|iogpu|sysctl|proc_translated|System Settings|macOS|headroom doctor|\bMac\b|Rosetta|Metal states/
    const said = classes
      .filter((kind) => !ofMacs.has(kind))
      .flatMap((kind) =>
        programs.flatMap((program) =>
          [everything, {}].flatMap((facts) => {
            const { cause, fixes, misadvice } = cardFor(kind, facts, { program, machine: linux })
            return [
              cause,
              ...fixes.flatMap(({ text, command }) => [text, command ?? '']),
              ...misadvice.flatMap(({ advice, why }) => [advice, why]),
            ]
          }),
        ),
      )
    expect([...new Set(said.filter((text) => macOnly.test(text)))]).toEqual([])
  })

  test('Ollama is told its variables by systemd, or before ollama serve', () => {
    const one = { program: 'ollama', machine: linux } as const
    const { fixes } = cardFor('context-full', { requestedTokens: 6_000 }, one)
    expect(fixes[0]?.command).toBe('sudo systemctl edit ollama')
    expect(fixes[0]?.text).toContain('Environment=OLLAMA_CONTEXT_LENGTH=8192')
    expect(fixes[0]?.text).toContain('OLLAMA_CONTEXT_LENGTH=8192 ollama serve')
  })
})

describe('how much of a card is shown', () => {
  test('six fixes and four pieces of misadvice at most', () => {
    const cards = classes.flatMap((kind) =>
      programs.map((program) => cardFor(kind, {}, { program })),
    )
    expect(Math.max(...cards.map(({ fixes }) => fixes.length))).toBe(6)
    expect(Math.max(...cards.map(({ misadvice }) => misadvice.length))).toBe(4)
  })

  test('every piece of misadvice stands on some card', () => {
    const signatures = new Set(allCases.map(({ signature }) => signature))
    // the limit left more than was asked for
    const device: LogFacts = {
      ...everything,
      allocatedBytes: gib,
      otherBytes: gib,
      triedBytes: gib,
    }
    const shown = new Set(
      classes.flatMap((kind) =>
        [...signatures, 'composed'].flatMap((signature) =>
          programs.flatMap((program) =>
            [{}, everything, device, { triedBytes: mib }].flatMap(
              (told) =>
                cardFor(kind, told, { program, signature, line: { text: 'Float8_e4m3fn' } })
                  .misadvice,
            ),
          ),
        ),
      ),
    )
    const written = [gpuAdvice, memoryAdvice, torchAdvice].flatMap((all) => Object.values(all))
    expect(written.filter((one) => !shown.has(one))).toEqual([])
  })
})
