import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createExplainer } from '../../../src/main/inference/diagnosis/explain.ts'
import {
  loadNoticeIn,
  noticeSentence,
  promptNoticeIn,
} from '../../../src/main/inference/diagnosis/foretell.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'

const gib = 2 ** 30

const sentenceOf = (facts: LogFacts): string | null => {
  const figures = loadNoticeIn(facts)
  return figures === null ? null : noticeSentence(figures)
}

describe('what figures give notice of', () => {
  test('what is needed, against what is there', () => {
    const facts = { requiredBytes: 5.2 * gib, availableBytes: 5.3 * gib }
    expect(loadNoticeIn(facts)).toEqual({
      kind: 'needed',
      needBytes: 5.2 * gib,
      haveBytes: 5.3 * gib,
      line: 'gpu',
    })
    expect(sentenceOf(facts)).toBe('it needs 5.6 GB, and the GPU has 5.7 GB for it')
    expect(loadNoticeIn({ ...facts, requiredBytes: 4 * gib })).toBeNull()
  })

  test('what is needed, against the limit of the GPU', () => {
    expect(sentenceOf({ requiredBytes: 13_671 * 2 ** 20, limitBytes: 10_922 * 2 ** 20 })).toBe(
      'it needs 14.3 GB, and the GPU has 11.5 GB for it',
    )
    expect(loadNoticeIn({ requiredBytes: 8 * gib, limitBytes: 10 * gib })).toBeNull()
  })

  test('what is needed, against what the system has free', () => {
    const facts = { requiredBytes: 8 * gib, availableBytes: 20 * gib, limitBytes: 20 * gib }
    expect(loadNoticeIn({ ...facts, systemFreeBytes: gib })).toMatchObject({ line: 'ram' })
    expect(sentenceOf({ ...facts, systemFreeBytes: gib })).toBe(
      'it needs 8.6 GB, and the system has 1.1 GB free',
    )
    expect(loadNoticeIn(facts)).toBeNull()
  })

  test('of several the one that is too much on the GPU, else in RAM, before one that is near', () => {
    const facts = { requiredBytes: 5.2 * gib, availableBytes: 5.3 * gib, systemFreeBytes: gib }
    expect(loadNoticeIn(facts)).toMatchObject({ haveBytes: gib, line: 'ram' })
    expect(loadNoticeIn({ ...facts, limitBytes: 4 * gib })).toMatchObject({
      haveBytes: 4 * gib,
      line: 'gpu',
    })
    expect(loadNoticeIn({ ...facts, limitBytes: 4 * gib, availableBytes: 3 * gib })).toMatchObject({
      haveBytes: 3 * gib,
    })
  })
})

describe('what else they give notice of', () => {
  test('what was granted, against the limit', () => {
    const facts = { gpuModelBytes: 9 * gib, gpuKvBytes: gib, limitBytes: 11 * gib }
    expect(loadNoticeIn(facts)).toEqual({
      kind: 'granted',
      needBytes: 10 * gib,
      haveBytes: 11 * gib,
      line: 'gpu',
    })
    expect(sentenceOf(facts)).toBe("it has been granted 10.7 GB of the GPU's 11.8 GB")
    expect(loadNoticeIn({ gpuModelBytes: 9 * gib, limitBytes: 11 * gib })).toBeNull()
  })

  test('and not what a breakdown says is left beside the load', () => {
    const facts = { requiredBytes: 9 * gib, gpuModelBytes: 9 * gib, freeBytes: 3 * gib }
    expect(loadNoticeIn(facts)).not.toBeNull()
    expect(loadNoticeIn({ ...facts, breakdownTotalBytes: 12 * gib })).toBeNull()
  })

  test('a prompt, against the context of one request', () => {
    const facts = { contextTokens: 32_768, contextTokensPerSequence: 8_192 }
    const figures = { kind: 'tokens', promptTokens: 9_000, contextTokens: 8_192 } as const
    expect(promptNoticeIn(9_000, facts)).toEqual(figures)
    expect(noticeSentence(figures)).toBe('the prompt has 8.8k tokens, and the context takes 8k')
    expect(promptNoticeIn(8_192, facts)).toBeNull()
    expect(promptNoticeIn(9_000, {})).toBeNull()
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
