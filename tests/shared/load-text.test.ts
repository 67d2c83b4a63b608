import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/shared/finding.ts'
import type { Load, LoadNeed } from '../../src/shared/load.ts'
import { shownLoad } from '../../src/shared/load-text.ts'
import { atMs } from './loaded.ts'
import { refused } from './found.ts'
import { beyond, failed, fitting, foreseen, looking, tooMuch } from './loading.ts'

const shown = (load: Load) => shownLoad(load, [])
const withNeed = (need: LoadNeed, change: Partial<Load> = {}) =>
  shown({ ...fitting, need, ...change })

test('a load that fits is told with its need, who says so, and how far it is', () => {
  expect(shown(fitting)).toEqual({
    name: 'Qwen3-32B-Q4_K_M.gguf',
    server: 'llama-server',
    need: 'needs 19.2 GB',
    needBytes: 19.2e9,
    origin: 'estimated from its header',
    band: null,
    stage: 'loading, 42 % done',
    tone: 'good',
    verdict: 'will fit',
    spoken: 'Qwen3-32B-Q4_K_M.gguf: is loading, will fit',
    notes: [],
    advice: null,
  })
})

test('a load that will not fit is told with what is too much, the context that would fit, and what to try', () => {
  expect(shown(beyond)).toMatchObject({
    server: 'Ollama',
    band: '25.9 to 26.6 GB',
    stage: 'loading',
    tone: 'alarm',
    verdict: 'will not fit: 3.2 GB too much',
    spoken: 'gemma3:27b: is loading, will not fit',
    notes: ['there is room for 22.9 GB on the GPU', 'asks for 128k of context; 16k would fit'],
    advice: {
      text: 'Take a context of 16384 tokens: then it fits',
      saves: 'saves 3.2 GB',
      costs: 'longer conversations and documents have no place',
      steps: [{ words: null, command: '-c 16384' }],
    },
  })
})

describe('the verdict', () => {
  test.each<[string, Partial<typeof foreseen>, string, string]>([
    ['tight', { verdict: 'tight' }, 'will fit, but it is tight', 'tight'],
    ['no figure of what is too much', { verdict: 'no' }, 'will not fit', 'alarm'],
    [
      'no room is known',
      { verdict: 'unknown', roomBytes: null },
      'whether it fits cannot be told',
      'unknown',
    ],
  ])('where it is %s', (_, change, verdict, tone) => {
    expect(withNeed({ ...foreseen, ...change })).toMatchObject({ verdict, tone })
  })

  test('is "probably" where the room lies within the error of the estimate, for the eyes alone', () => {
    const fits = withNeed({ ...foreseen, lowBytes: 19e9, highBytes: 23e9 })
    expect(fits.verdict).toBe('will probably fit')
    expect(fits.notes).toEqual(['as an estimate: 19.0 to 23.0 GB'])
    expect(fits.spoken).toMatch(/is loading, will fit$/)
    const no = withNeed({ ...tooMuch, lowBytes: 22e9, maxContextThatFits: null })
    expect(no.verdict).toBe('will probably not fit: 3.2 GB too much')
    expect(no.notes).toContain('not even the shortest context would fit')
  })

  test('says what is added up with it', () => {
    expect(withNeed({ ...foreseen, besideCount: 1 }).notes).toEqual(['added up with 1 other load'])
    expect(withNeed({ ...foreseen, besideCount: 2 }).notes).toEqual(['added up with 2 other loads'])
  })
})

describe('a load of which nothing can be said', () => {
  test.each<[Exclude<LoadNeed['kind'], 'ok'>, string]>([
    ['waiting', 'what it takes is being looked for: its file'],
    ['absent', 'what it takes cannot be told: its file'],
    ['failed', 'what it takes could not be read: its file'],
  ])('%s', (kind, verdict) => {
    expect(withNeed({ kind, reason: 'its file' })).toMatchObject({
      verdict,
      tone: 'unknown',
      need: null,
      origin: null,
      notes: [],
    })
  })

  test('has no words for a reason that is not there', () => {
    expect(shown(looking).verdict).toBe('what it takes is being looked for')
  })
})

describe('a load that has ended', () => {
  test('is loaded, whatever was foreseen', () => {
    const ended = { stage: 'loaded', endedAtMs: atMs } as const
    expect(withNeed(foreseen, ended)).toMatchObject({
      verdict: 'loaded',
      stage: 'after 14 s',
      tone: 'good',
    })
    expect(withNeed(tooMuch, ended)).toMatchObject({
      verdict: 'loaded, though it is 3.2 GB too much',
      tone: 'tight',
      advice: null,
    })
    expect(withNeed({ kind: 'waiting', reason: 'x' }, ended).verdict).toBe('loaded')
  })

  test('has failed, and what to try stands in its finding once its log has said why', () => {
    const explained = { ...refused, atMs: failed.startedAtMs + 5_000 }
    const older = { ...refused, atMs: failed.startedAtMs - 5_000 }
    const adviceOf = (load: Load, findings: readonly Finding[]) => shownLoad(load, findings).advice
    expect(adviceOf(failed, [explained])).toBeNull()
    expect(adviceOf(failed, [older])).not.toBeNull()
    expect(adviceOf({ ...failed, stage: 'loading', endedAtMs: null }, [explained])).not.toBeNull()
  })

  test('has failed, and how long before it was foretold', () => {
    expect(shown(failed)).toMatchObject({
      verdict: 'did not load: 3.2 GB too much',
      stage: 'after 13 s',
      tone: 'alarm',
      notes: ['foretold 11 s before'],
    })
    expect(withNeed(foreseen, { stage: 'failed', endedAtMs: atMs })).toMatchObject({
      verdict: 'did not load',
      notes: [],
    })
  })
})

test('no foreign name or reason brings control characters, or fills the screen', () => {
  const name = `\u001b[31mevil\n${'x'.repeat(9_000)}`
  const load = shown({ ...looking, name, need: { kind: 'failed', reason: name } })
  expect(load.name.length).toBeLessThanOrEqual(400)
  expect(load.verdict.length).toBeLessThanOrEqual(300)
  // oxlint-disable-next-line no-control-regex
  expect(`${load.name}${load.verdict}${load.spoken}`).not.toMatch(/[\u0000-\u001f]/)
})
