import { describe, expect, test } from 'vitest'
import type { Gaps } from '../../src/main/relief/gaps.ts'
import { planOfRoom } from '../../src/main/relief/plan.ts'
import type { ReliefCandidate } from '../../src/shared/relief.ts'
import { appOf, GB, macAt, t0 } from '../alerts/moments.ts'
import { sdxl, slack } from '../shared/relieving.ts'
import { idle, namesOf, plan, room, tight } from './planning.ts'

describe('room that is not to be had in full', () => {
  test('is never made by an app where the GPU lacks it', () => {
    const apps = [appOf('Chrome', 20 * GB)]
    expect(plan(room(6 * GB), { apps }, tight)).toMatchObject({
      isEnough: false,
      steps: [],
      shortBytes: 5.1 * GB,
      sentence:
        'There is room for 900 MB of 6.0 GB within Metal’s limit: 5.1 GB are missing, and there is nothing above 100 MB to let go that would help.',
    })
  })

  test('is short by what is still missing when all that helps has gone', () => {
    const models = [idle('a', 2 * GB), idle('b', 1.1 * GB)]
    expect(plan(room(6 * GB), { models }, tight)).toMatchObject({
      isEnough: false,
      shortBytes: 2 * GB,
      freesBytes: 3.1 * GB,
      sentence:
        'There is room for 900 MB of 6.0 GB within Metal’s limit. Unload a (2.0 GB, idle 12 min) and unload b (1.1 GB, idle 12 min): 2.0 GB would still be missing, and nothing else above 100 MB helps.',
    })
  })

  test('is about so much short where its figures, as they are shown, come to another sum', () => {
    const models = [idle('a', 2.04 * GB), idle('b', 1.14 * GB)]
    expect(plan(room(6 * GB), { models }, tight).sentence).toBe(
      'There is room for 900 MB of 6.0 GB within Metal’s limit. Unload a (2.0 GB, idle 12 min) and unload b (1.1 GB, idle 12 min): about 1.9 GB would still be missing, and nothing else above 100 MB helps.',
    )
    expect(plan(room(4 * GB), { models }, tight).sentence).toBe(
      'There is room for 900 MB of 4.0 GB within Metal’s limit. Unload a (2.0 GB, idle 12 min) and unload b (1.1 GB, idle 12 min): then there is room for about 4.1 GB.',
    )
  })

  test('asks for more where the GPU is in use beyond its limit: that makes no room', () => {
    const models = [idle('a', 5 * GB), idle('b', 9 * GB)]
    const beyond = { gpuInUseBytes: 24 * GB, availableBytes: 20 * GB }
    expect(plan(room(4 * GB), { models }, beyond)).toMatchObject({
      have: { line: 'gpu', roomBytes: 0, gapBytes: 6 * GB },
      steps: [{ name: 'b' }],
      sentence:
        'For 4.0 GB of room 6.0 GB have to come free, as 2.0 GB are in use beyond the GPU’s limit. Unload b (9.0 GB, idle 12 min): 9.0 GB come back.',
    })
    expect(plan(room(14 * GB), { models }, beyond).sentence).toBe(
      'For 14.0 GB of room 16.0 GB have to come free, as 2.0 GB are in use beyond the GPU’s limit. Unload a (5.0 GB, idle 12 min) and unload b (9.0 GB, idle 12 min): 2.0 GB would still be missing, and nothing else above 100 MB helps.',
    )
    expect(plan(room(4 * GB), {}, beyond).sentence).toBe(
      'For 4.0 GB of room 6.0 GB have to come free, as 2.0 GB are in use beyond the GPU’s limit, and there is nothing above 100 MB to let go that would help.',
    )
  })
})

describe('what is left', () => {
  const gaps = {
    line: 'ram',
    needBytes: 9 * GB,
    roomBytes: 0,
    beyondBytes: 0,
    gpuGapBytes: 0,
    ramGapBytes: 9 * GB,
  } as const
  const easeBy = (steps: readonly ReliefCandidate[], more: Partial<Gaps> = {}): string =>
    planOfRoom(
      { ...gaps, ...more },
      {
        want: room(9 * GB),
        candidates: steps,
        where: macAt(t0, {}),
        steps,
        purpose: { kind: 'ease' },
      },
    ).sentence

  test('is nothing where there is no room, and what is beyond the limit is told', () => {
    expect(easeBy([{ ...sdxl, ramBytes: 9 * GB }])).toBe(
      'Nothing is left in RAM. 9.0 GB more would put this machine at ease: unload sdxl (9.0 GB, idle 12 min).',
    )
    const beyond = {
      line: 'gpu',
      beyondBytes: 1 * GB,
      gpuGapBytes: 10 * GB,
      ramGapBytes: 0,
    } as const
    expect(easeBy([{ ...sdxl, gpuBytes: 10 * GB }], beyond)).toBe(
      '1.0 GB are in use beyond the GPU’s limit. 10.0 GB less in use there would put this machine at ease: unload sdxl (10.0 GB, idle 12 min).',
    )
  })

  test('of the others that give nothing there has no figure', () => {
    const five = [1, 2, 3, 4, 5].map((one) => ({
      ...sdxl,
      ramBytes: one === 1 ? 9 * GB : 0,
      gpuBytes: 1 * GB,
    }))
    expect(easeBy(five, { gpuGapBytes: 5 * GB })).toMatch(/ and let go of 2 others\.$/)
  })
})

describe('what may give back less', () => {
  test('makes no less sure what others give on the line that counts', () => {
    const candidates = [{ ...sdxl, gpuBytes: 9 * GB, ramBytes: 0 }, slack]
    const gaps = {
      line: 'gpu',
      needBytes: 8 * GB,
      roomBytes: 0,
      beyondBytes: 1 * GB,
      gpuGapBytes: 9 * GB,
      ramGapBytes: 1 * GB,
    } as const
    const where = macAt(t0, {})
    expect(planOfRoom(gaps, { want: room(8 * GB), candidates, where }).sentence).toBe(
      'For 8.0 GB of room 9.0 GB have to come free, as 1.0 GB are in use beyond the GPU’s limit. Unload sdxl (9.0 GB, idle 12 min) and quit Slack (up to 1.2 GB in RAM): 9.0 GB come back.',
    )
  })

  test('may be enough on one line, where the other lacks more', () => {
    const figures = { gpuInUseBytes: 17 * GB, availableBytes: 1 * GB }
    const both = { models: [idle('a', 2 * GB)], apps: [appOf('Chrome', 20 * GB)] }
    expect(plan(room(9 * GB), both, figures).sentence).toBe(
      'There is room for 1.0 GB in RAM. Unload a (2.0 GB, idle 12 min) and quit Chrome (up to 20.0 GB): there it may be enough, and on the GPU it is not.',
    )
  })
})

describe('small apps', () => {
  const apps = [
    appOf('Chrome', 1.1 * GB),
    ...['a', 'b', 'c'].map((name) => appOf(name, 0.33 * GB)),
    appOf('tiny', 0.09 * GB),
  ]
  const short = { availableBytes: 1 * GB }

  test('are taken in where all others are not enough, down to 100 MB', () => {
    const enough = plan(room(2.4 * GB), { apps }, short)
    expect(namesOf(enough)).toEqual(['Chrome', 'a'])
    expect(enough.sentence).toBe(
      'There is room for 1.0 GB of 2.4 GB in RAM. Quit Chrome (up to 1.1 GB) and quit a (up to 330 MB): then there is room for up to 2.4 GB.',
    )
    const all = plan(room(5 * GB), { apps }, short)
    expect(namesOf(all).toSorted()).toEqual(['Chrome', 'a', 'b', 'c'])
    expect(all.sentence).toMatch(
      /: 1\.9 GB or more would still be missing, and nothing else above 100 MB helps\.$/,
    )
  })

  test('are left alone where the others are enough', () => {
    const relief = plan(room(1.3 * GB), { apps }, short)
    expect(namesOf(relief)).toEqual(['Chrome'])
    expect(relief.candidates.map(({ name }) => name)).toEqual(['Chrome'])
  })
})
