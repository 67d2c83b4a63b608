import { describe, expect, test } from 'vitest'
import { createCatalogue, signatures } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { llamaCases } from './signatures/llama-cases.ts'
import { lmStudioCases } from './signatures/lm-studio-cases.ts'
import { mlxCases } from './signatures/mlx-cases.ts'
import { mlxFileCases } from './signatures/mlx-files-cases.ts'
import { mlxServerCases } from './signatures/mlx-servers-cases.ts'
import { ollamaCases } from './signatures/ollama-cases.ts'
import { otherServersCases } from './signatures/other-servers-cases.ts'
import { pytorchCases } from './signatures/pytorch-cases.ts'
import { shellCases } from './signatures/shell-cases.ts'

const cases = [
  ...llamaCases,
  ...ollamaCases,
  ...mlxCases,
  ...mlxFileCases,
  ...mlxServerCases,
  ...pytorchCases,
  ...lmStudioCases,
  ...otherServersCases,
  ...shellCases,
]

/** They tell figures beside a failure, or that another machine's GPU failed: no finding is known by them. */
const figuresOnly: ReadonlySet<string> = new Set([
  'ggml-refused-elsewhere',
  'ggml-cuda-out-of-memory',
  'ggml-aligned-malloc-kv',
  'llama-prompt-tokens',
])
/** Believed on Apple silicon only. */
const onAppleSilicon: ReadonlySet<string> = new Set(['llama-intel-on-apple'])

const index = createCatalogue()

function failuresIn(log: string, isAppleSilicon: boolean | null = null) {
  const reader = createLogReader(index, { program: null, isAppleSilicon })
  reader.read(`${log}\n`)
  return reader.failures()
}

describe('each signature, among all that Headroom knows', () => {
  test.each(cases)('$signature is known by its line ($origin)', ({ signature, log, facts }) => {
    const found = failuresIn(log).find((failure) => failure.signature === signature)
    expect(found?.signature).toBe(signature)
    expect(found?.facts).toMatchObject(facts ?? {})
  })

  test.each(cases)('nothing is found in what looks like $signature', ({ twin }) => {
    expect(failuresIn(twin).map(({ signature }) => signature)).toEqual([])
  })

  test('llama-intel-on-apple is found on Apple silicon only', () => {
    const line =
      'build: 4400 (6e1531aca) with Apple clang version 15.0.0 for x86_64-apple-darwin23.6.0'
    expect(failuresIn(line, true).map(({ signature }) => signature)).toEqual([
      'llama-intel-on-apple',
    ])
    expect([...failuresIn(line, false), ...failuresIn(line)]).toEqual([])
  })
})

describe('the catalogue', () => {
  test('has a case for each signature, and none for what is no signature', () => {
    const covered = new Set(cases.map(({ signature }) => signature))
    const known = signatures
      .map(({ id }) => id)
      .filter((id) => !figuresOnly.has(id) && !onAppleSilicon.has(id))
    expect(known.filter((id) => !covered.has(id))).toEqual([])
    expect([...covered].filter((id) => !known.includes(id))).toEqual([])
  })

  test('has at least 60 signatures of at least 8 programs, and no two with one id', () => {
    const known = signatures.filter(({ id }) => !figuresOnly.has(id))
    expect(new Set(known.map(({ id }) => id)).size).toBe(known.length)
    expect(known.length).toBeGreaterThanOrEqual(60)
    expect(new Set(known.map(({ program }) => program)).size).toBeGreaterThanOrEqual(8)
  })

  test('says of every case where its text is from', () => {
    for (const { origin } of cases) expect(origin).toMatch(/^(?:recorded|composed)\b.{8,}/)
  })
})
