import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createExplainer } from '../../../src/main/inference/diagnosis/explain.ts'
import { noticeIn } from '../../../src/main/inference/diagnosis/foretell.ts'

const gib = 2 ** 30

describe('what figures give notice of', () => {
  test('what is needed, against what is there', () => {
    expect(noticeIn({ requiredBytes: 5.2 * gib, availableBytes: 5.3 * gib })).toBe(
      'it needs 5.6 GB, and 5.7 GB are there for it',
    )
    expect(noticeIn({ requiredBytes: 4 * gib, availableBytes: 5.3 * gib })).toBeNull()
  })

  test('what is needed, against the limit of the GPU', () => {
    expect(noticeIn({ requiredBytes: 13_671 * 2 ** 20, limitBytes: 10_922 * 2 ** 20 })).toBe(
      "it needs 14.3 GB, and the GPU's limit is 11.5 GB",
    )
    expect(noticeIn({ requiredBytes: 8 * gib, limitBytes: 10 * gib })).toBeNull()
  })

  test('what is needed, against what the system has free', () => {
    const facts = { requiredBytes: 8 * gib, availableBytes: 20 * gib, limitBytes: 20 * gib }
    expect(noticeIn({ ...facts, systemFreeBytes: gib })).toBe(
      'it needs 8.6 GB, and the system has 1.1 GB free',
    )
    expect(noticeIn(facts)).toBeNull()
  })

  test('what was granted, against the limit', () => {
    expect(noticeIn({ gpuModelBytes: 9 * gib, gpuKvBytes: gib, limitBytes: 11 * gib })).toBe(
      "it has been granted 10.7 GB of the GPU's 11.8 GB",
    )
    expect(noticeIn({ gpuModelBytes: 9 * gib, limitBytes: 11 * gib })).toBeNull()
  })

  test('a prompt, against the context of one request', () => {
    const facts = { promptTokens: 9_000, contextTokens: 32_768, contextTokensPerSequence: 8_192 }
    expect(noticeIn(facts)).toContain('the prompt has')
    expect(noticeIn({ ...facts, promptTokens: 8_192 })).toBeNull()
  })
})

test('the warning of mlx-lm foretells the failure that follows', () => {
  // composed from mlx_lm/generate.py:242 and mlx/backend/metal/eval.cpp
  const log = [
    '[WARNING] Generating with a model that requires 13671 MB which is close to the maximum recommended size of 10922 MB. This can be slow.',
    'RuntimeError: [METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory).',
  ]
  const options = { program: null, isAppleSilicon: null }
  const explainer = createExplainer(createCatalogue(), options, unknownMachine)
  explainer.read(`${log.join('\n')}\n`)
  const { foretold, findings } = explainer.done(0)
  expect(findings.map((one) => one.class)).toEqual(['metal-oom-mid-generation'])
  expect(foretold).toMatchObject({ lineNumber: 1, line: log[0] })
})
