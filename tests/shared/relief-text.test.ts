import { describe, expect, test } from 'vitest'
import { appId, loadId, modelId } from '../../src/shared/ids.ts'
import { shownCandidate, shownRelief, shownSuggestion } from '../../src/shared/relief-text.ts'
import type { Relief, ReliefCandidate } from '../../src/shared/relief.ts'
import { sdxl, slack } from './relieving.ts'

const relief = (steps: readonly ReliefCandidate[], rest: Partial<Relief> = {}): Relief => ({
  schema: 'headroom/relief/1',
  want: { kind: 'room', needBytes: 6e9 },
  have: { line: 'ram', roomBytes: 1e9, gapBytes: 5e9, gpuGapBytes: 3e9, ramGapBytes: 5e9 },
  isEnough: true,
  steps,
  freesBytes: 5.3e9,
  shortBytes: 0,
  freesRatio: null,
  candidates: steps,
  lead: '5.0 GB are missing.',
  sentence: 'Unload it.',
  ...rest,
})

describe('a row', () => {
  test('says what comes back, what else to know and what may be lost', () => {
    expect(shownCandidate(sdxl, 'gpu')).toEqual({
      key: 'unload sdxl',
      name: 'sdxl',
      act: 'Unload sdxl',
      figure: '4.1 GB',
      words: 'idle 12 min',
      risk: null,
      isSafe: true,
      command: 'headroom unload sdxl',
    })
    expect(shownCandidate(slack, 'ram')).toMatchObject({
      act: 'Quit Slack',
      figure: 'up to 1.2 GB',
      words: null,
      risk: 'Mind: it may hold unsaved work',
      isSafe: false,
    })
  })

  test('says where it gives back what is nothing on the line that counts', () => {
    expect(shownCandidate(slack, 'gpu').figure).toBe('up to 1.2 GB in RAM')
    expect(shownCandidate({ ...sdxl, ramBytes: 0 }, 'ram').figure).toBe('4.1 GB on the GPU')
    expect(shownCandidate({ ...slack, gpuRatio: 1.4 }, 'gpu-time').figure).toBe(
      '100 % of the GPU’s time',
    )
  })

  test('has no harm from a hostile name', () => {
    const name = `\u202e\u001b[31m${'x'.repeat(10_000)}`
    const { act, name: shown } = shownCandidate({ ...slack, name, risk: name }, 'ram')
    expect(act.length).toBeLessThanOrEqual(33)
    expect(shown.length).toBeLessThanOrEqual(60)
    expect(`${act}${shown}`).not.toMatch(/[\p{Cc}\u202e]/u)
  })
})

describe('a plan', () => {
  test('has rows that are shown as they are alone, a sum that says where it is not theirs, and one button', () => {
    const [a, b] = [
      { ...sdxl, ramBytes: 4.14e9 },
      { ...slack, ramBytes: 1.14e9 },
    ]
    const { steps, sum, button, isSafe } = shownRelief(relief([a, b]))
    expect(steps.map(({ figure }) => figure)).toEqual(['4.1 GB', 'up to 1.1 GB'])
    expect([sum, button, isSafe]).toEqual(['up to about 5.3 GB', 'Unload and quit', false])
  })

  test('has twins that read alike, in MB below 1 GB', () => {
    const twins = [slack, { ...slack, appId: appId('b') }].map((one) => ({
      ...one,
      ramBytes: 538e6,
    }))
    const { steps, sum } = shownRelief(relief(twins))
    expect(steps.map(({ figure }) => figure)).toEqual(['up to 538 MB', 'up to 538 MB'])
    expect(sum).toBe('up to 1.1 GB')
  })

  test('names on its button what it does', () => {
    const buttonOf = (...steps: readonly ReliefCandidate[]) => shownRelief(relief(steps)).button
    const other = { ...sdxl, modelId: modelId('b') }
    expect(buttonOf()).toBeNull()
    expect(buttonOf(sdxl)).toBe('Unload sdxl')
    expect(buttonOf(sdxl, other)).toBe('Unload both')
    expect(buttonOf(slack, slack, slack)).toBe('Quit all')
    expect(shownRelief(relief([sdxl])).isSafe).toBe(true)
  })

  test('without a step, and of the GPU’s time, has no sum', () => {
    expect(shownRelief(relief([])).sum).toBeNull()
    const have = {
      line: 'gpu-time',
      roomBytes: null,
      gapBytes: null,
      gpuGapBytes: 0,
      ramGapBytes: 0,
    } as const
    const shown = shownRelief(relief([{ ...slack, gpuRatio: 0.41 }], { have }))
    expect([shown.sum, shown.steps[0]?.figure]).toEqual([null, '41 % of the GPU’s time'])
  })
})

test('a suggestion says what it is for', () => {
  const titleOf = (cause: Parameters<typeof shownSuggestion>[0]['cause']): string =>
    shownSuggestion({ cause, relief: relief([sdxl]) }).title
  expect(titleOf({ kind: 'room' })).toBe('Room is short')
  expect(titleOf({ kind: 'load', loadId: loadId('l'), name: 'qwen3:30b' })).toBe(
    'qwen3:30b needs room',
  )
  expect(titleOf({ kind: 'gpu-time', modelId: modelId('m'), name: 'gemma3' })).toBe(
    'gemma3 has to share the GPU',
  )
})
