import { describe, expect, test } from 'vitest'
import type { RuleId, Severity } from '../../../src/shared/alert.ts'
import type { Played, Told } from '../../scenes/play-scene.ts'
import type { Group, Story } from '../../scenes/scene.ts'
import { judgeScene } from './judge-scene.ts'

const told = (
  rule: RuleId,
  fromSeconds: number,
  toSeconds: number,
  severity: Severity = 'warning',
  about = rule as string,
): Told => ({
  id: `${rule}:${fromSeconds}`,
  rule,
  about,
  title: '',
  sentence: '',
  severities: [{ atMs: fromSeconds * 1_000, severity }],
  firstAtMs: fromSeconds * 1_000,
  lastAtMs: toSeconds * 1_000,
})

const failing: Story = {
  seconds: 600,
  failure: { end: 'crawl', foretoldBy: ['running-out'] },
  deserved: [{ rules: ['memory-hog'], why: 'it really takes it' }],
}
const clean: Story = { seconds: 3_600, failure: null, deserved: [] }

const played = (story: Story, all: readonly Told[], of: Partial<Played> = {}): Played => ({
  id: 'scene/1',
  kind: { name: 'scene', group: 'growth' satisfies Group, make: () => story },
  isLooked: true,
  mac: '',
  story,
  marks: {
    begunAtMs: story.failure === null ? null : 100_000,
    firstWeightAtMs: null,
    failedAtMs: story.failure === null ? null : 300_000,
    badBeforeAtMs: null,
  },
  endedAtMs: story.seconds * 1_000,
  snapshotCount: 1,
  told: all,
  unanswered: [],
  failed: [],
  ...of,
})

describe('what counts as foretold', () => {
  test('a warning of a rule that means it, which stands as it happens; its lead is from its rise', () => {
    const { failure } = judgeScene(played(failing, [told('running-out', 210, 320)]))
    expect(failure).toMatchObject({ isForetold: true, leadSeconds: 90, by: 'running-out' })
  })

  test('one that has cleared within the last minute still counts, an earlier one does not', () => {
    const clearedAt = (seconds: number) =>
      judgeScene(played(failing, [told('running-out', 110, seconds)])).failure?.isForetold
    expect([clearedAt(239), clearedAt(240)]).toEqual([false, true])
  })

  test('a notice, another rule, and one that comes with the failure do not', () => {
    const wrong = [
      told('running-out', 210, 320, 'notice'),
      told('thermal', 210, 320),
      told('running-out', 300, 320),
    ]
    for (const one of wrong)
      expect(judgeScene(played(failing, [one])).failure).toMatchObject({
        isForetold: false,
        leadSeconds: null,
      })
  })

  test('of a load it is also told whether it came before the first weight', () => {
    const marks = { begunAtMs: 100_000, failedAtMs: 300_000, badBeforeAtMs: null }
    const at = (seconds: number) =>
      judgeScene(
        played(failing, [told('running-out', seconds, 320)], {
          marks: { ...marks, firstWeightAtMs: 102_000 },
        }),
      ).failure?.isBeforeWeights
    expect([at(102), at(103)]).toEqual([true, false])
  })

  test('what takes no longer than two looks nobody could have foretold', () => {
    const reason = (courseSeconds: number, isLooked: boolean) =>
      judgeScene(
        played(failing, [], {
          isLooked,
          marks: {
            begunAtMs: 300_000 - courseSeconds * 1_000,
            firstWeightAtMs: null,
            failedAtMs: 300_000,
            badBeforeAtMs: null,
          },
        }),
      ).failure?.unforetellable ?? null
    expect(reason(3, true)).toMatch(/^all of it takes 3 s/)
    expect([reason(3.5, true), reason(10.5, false)]).toEqual([null, null])
    expect(reason(10, false)).toMatch(/every 5 s$/)
  })
})

describe('what counts as wrong', () => {
  test('on a clean day any alert, a notice too, but good news', () => {
    const all = [told('pressure', 10, 20, 'notice'), told('good-news', 30, 40, 'notice')]
    expect(judgeScene(played(clean, all)).falseAlerts.map(({ rule }) => rule)).toEqual(['pressure'])
    expect(judgeScene(played(clean, all)).hours).toBe(1)
  })

  test('where it fails: another rule, and what comes before anything has begun', () => {
    const all = [
      told('running-out', 90, 320),
      told('memory-hog', 90, 320),
      told('thermal', 200, 210),
      told('failure', 200, 210),
    ]
    const { falseAlerts } = judgeScene(played(failing, all))
    expect(falseAlerts.map(({ rule }) => rule)).toEqual(['running-out', 'thermal', 'failure'])
  })

  test('the same of the same within five minutes of its end is a flap; of something else it is not', () => {
    const flapsOf = (...all: readonly Told[]) => judgeScene(played(clean, all)).flaps.length
    const first = told('memory-hog', 10, 50, 'warning', 'a')
    expect(flapsOf(first, told('memory-hog', 349, 400, 'warning', 'a'))).toBe(1)
    expect(flapsOf(first, told('memory-hog', 350, 400, 'warning', 'a'))).toBe(0)
    expect(flapsOf(first, told('memory-hog', 100, 400, 'warning', 'b'))).toBe(0)
  })

  test('a scene that goes wrong itself is told as that', () => {
    const of = { unanswered: ['command /bin/x'], failed: ['memory: no'] }
    expect(judgeScene(played(clean, [], of)).faults).toEqual([
      'no answer for command /bin/x',
      'a source failed: memory: no',
    ])
  })
})
