import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/main/relief/plan.ts'
import type { App } from '../../src/shared/app.ts'
import type { Relief, ReliefWant } from '../../src/shared/relief.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { appOf, GB, macAt, serverOf, t0, type MacFigures } from '../alerts/moments.ts'
import { withRoom } from '../alerts/of-sources.ts'
import { idle, namesOf, plan, room, tight } from './planning.ts'

describe('room for models', () => {
  test('is made by the one idle model that is enough', () => {
    const models = [idle('big', 14 * GB), idle('gemma4', 5.2 * GB), idle('tiny', 0.6 * GB)]
    expect(plan(room(6 * GB), { models }, tight)).toMatchObject({
      schema: 'headroom/relief/1',
      have: { line: 'gpu', roomBytes: 0.9 * GB, gapBytes: 5.1 * GB, ramGapBytes: 0 },
      isEnough: true,
      steps: [{ name: 'gemma4' }],
      freesBytes: 5.2 * GB,
      shortBytes: 0,
      freesRatio: null,
      sentence:
        'There is room for 900 MB of 6.0 GB within Metal’s limit. Unload gemma4 (5.2 GB, idle 12 min): then there is room for 6.1 GB.',
    })
  })

  test('is made by models and apps together where both lines lack it', () => {
    const models = [idle('gemma4', 4.1 * GB)]
    const apps = [appOf('Slack', 2.2 * GB), appOf('Chrome', 6 * GB)]
    const figures = { gpuInUseBytes: 19 * GB, availableBytes: 0.5 * GB }
    const relief = plan(room(6 * GB), { models, apps }, figures)
    expect(relief.have).toMatchObject({ line: 'ram', gpuGapBytes: 3 * GB, ramGapBytes: 5.5 * GB })
    expect(namesOf(relief)).toEqual(['gemma4', 'Slack'])
    expect(relief.sentence).toBe(
      'There is room for 500 MB of 6.0 GB in RAM. Unload gemma4 (4.1 GB, idle 12 min) and quit Slack (up to 2.2 GB): then there is room for up to 6.8 GB.',
    )
  })

  test('is there already', () => {
    expect(plan(room(6 * GB), {}, { gpuInUseBytes: 12.6 * GB })).toMatchObject({
      have: { gapBytes: 0 },
      isEnough: true,
      steps: [],
      freesBytes: 0,
      sentence: 'There is room for 6.0 GB already: 9.4 GB.',
    })
    expect(plan(room(0), {}, { gpuInUseBytes: 30 * GB }).isEnough).toBe(true)
  })
})

describe('the lead of a plan, with its steps below it,', () => {
  const models = [idle('a', 2 * GB), idle('b', 1.1 * GB)]
  const apps = [appOf('Chrome', 20 * GB)]

  test('says what is missing, and what of it would still be then', () => {
    expect(plan(room(2 * GB), { models }, tight).lead).toBe(
      'For models 1.1 GB are missing within Metal’s limit.',
    )
    expect(plan(room(6 * GB), { models }, tight).lead).toBe(
      'For models 5.1 GB are missing within Metal’s limit. Of that 2.0 GB would still be missing.',
    )
    expect(
      plan(room(4 * GB), { models }, { gpuInUseBytes: 24 * GB, availableBytes: 20 * GB }).lead,
    ).toBe(
      'For models 6.0 GB have to come free within Metal’s limit, 2.0 GB of that in use beyond the limit. Of that 2.9 GB would still be missing.',
    )
    // enough in RAM, where the most is missing, and not on the GPU
    const both = { gpuInUseBytes: 17 * GB, availableBytes: 1 * GB }
    expect(plan(room(9 * GB), { models, apps }, both).lead).toBe(
      'For models 8.0 GB are missing in RAM. On the GPU it would not be enough.',
    )
  })

  test('is the sentence where there is no step', () => {
    const done = plan(room(6 * GB), { models: [] }, tight)
    expect(done.lead).toBe(done.sentence)
    const unknown = plan({ kind: 'gpu-time', needRatio: 0.3 }, {})
    expect(unknown.lead).toBe(unknown.sentence)
  })

  test('says what others take of the GPU’s time', () => {
    const takers = [appOf('Zoom', 1 * GB, { gpuRatio: 0.41 }), appOf('Game', GB, { gpuRatio: 0.2 })]
    expect(plan({ kind: 'gpu-time', needRatio: 0.3 }, { apps: takers }).lead).toBe(
      'Other apps take 61 % of the GPU’s time.',
    )
  })
})

describe('room that is wanted on one line', () => {
  const both: MacFigures = { gpuInUseBytes: 19 * GB, availableBytes: 0.5 * GB }
  const on = (line: 'gpu' | 'ram'): ReliefWant => ({ kind: 'room', needBytes: 6 * GB, on: line })

  test('is held against that one, whatever the other lacks', () => {
    const ram = plan(on('ram'), { apps: [appOf('Chrome', 6 * GB)] }, both)
    expect(ram).toMatchObject({ isEnough: true, want: on('ram') })
    expect(ram.have).toMatchObject({ line: 'ram', gpuGapBytes: 0, ramGapBytes: 5.5 * GB })
    expect(plan(on('gpu'), { models: [idle('a', 3 * GB)] }, both)).toMatchObject({
      isEnough: true,
      have: { line: 'gpu', roomBytes: 3 * GB, gpuGapBytes: 3 * GB, ramGapBytes: 0 },
    })
  })

  test('is not known on a GPU that has no line', () => {
    const snapshot = withRoom(macAt(t0, {}, both), { gpuRoomBytes: null })
    expect(planOf(on('gpu'), snapshot)).toMatchObject({ have: null, steps: [] })
    expect(planOf(on('ram'), snapshot).have).toMatchObject({ ramGapBytes: 5.5 * GB })
  })
})

describe('what is named', () => {
  test('are three of many, and the sum of the others', () => {
    const models = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => idle(name, 1 * GB))
    expect(plan(room(6.5 * GB), { models }, tight).sentence).toBe(
      'There is room for 900 MB of 6.5 GB within Metal’s limit. Unload a (1.0 GB, idle 12 min), unload b (1.0 GB, idle 12 min), unload c (1.0 GB, idle 12 min) and let go of 3 others (3.0 GB): then there is room for 6.9 GB.',
    )
  })

  test('is what is in front, and virtual machines, only in the end', () => {
    const apps = [
      appOf('Editor', 4 * GB, { isFront: true, unusedMs: 0 }),
      appOf('Docker', 4 * GB, { kind: 'virtual-machine', quitEnds: 'its containers' }),
      appOf('Chrome', 3 * GB),
    ]
    const figures = { availableBytes: 1 * GB }
    expect(namesOf(plan(room(3 * GB), { apps }, figures))).toEqual(['Chrome'])
    expect(namesOf(plan(room(5 * GB), { apps }, figures))).toEqual(['Docker'])
    expect(namesOf(plan(room(9 * GB), { apps }, figures))).toEqual(['Docker', 'Editor'])
  })

  test('is never what the user does not want suggested', () => {
    const models = [idle('gemma4', 5.2 * GB), idle('big', 14 * GB)]
    const relief = plan(room(6 * GB), { models }, tight, ['Gemma4'])
    expect(namesOf(relief)).toEqual(['big'])
    expect(relief.candidates.map(({ name }) => name)).toEqual(['big'])
  })
})

describe('where nobody can say how much room there is', () => {
  const mac = macAt(t0, { servers: [serverOf('s')], models: [idle('m', 5 * GB)] })
  const sentenceFor = (snapshot: Snapshot): string => {
    const relief = planOf(room(6 * GB), snapshot)
    expect(relief).toMatchObject({ have: null, isEnough: false, steps: [], freesBytes: null })
    expect(relief.candidates).toHaveLength(1)
    return relief.sentence
  }

  test('it is said why', () => {
    const failed = { kind: 'failed', reason: 'vm_stat did not answer', state: 'unknown' } as const
    for (const reason of ['vm_stat did not answer', 'vm_stat did not answer. '])
      expect(sentenceFor({ ...mac, room: { ...failed, reason } })).toBe(
        'How much room there is is not known: vm_stat did not answer.',
      )
    expect(sentenceFor(withRoom(mac, { isGpuUnknown: true }))).toMatch(/the GPU does not answer/)
    expect(sentenceFor(withRoom(mac, { isStale: true }))).toMatch(/its last figures are old/)
  })
})

describe('the GPU’s time', () => {
  const hog = (name: string, gpuRatio: number | null, rest: Partial<App> = {}): App =>
    appOf(name, 1 * GB, { gpuRatio, ...rest })
  const time = (needRatio: number, ...apps: readonly App[]): Relief =>
    plan({ kind: 'gpu-time', needRatio }, { apps })

  test('is given back by the app that has enough of it', () => {
    expect(time(0.3, hog('Zoom', 0.41), hog('Slack', 0.1))).toMatchObject({
      have: { line: 'gpu-time', roomBytes: null, gapBytes: null },
      isEnough: true,
      steps: [{ name: 'Zoom' }],
      freesRatio: 0.41,
      freesBytes: null,
      sentence: 'Quit Zoom (41 % of the GPU’s time): that gives models 30 % of it.',
    })
  })

  test('is short where all have less, and not known where nobody tells', () => {
    expect(time(0.6, hog('Zoom', 0.41), hog('Slack', 0.1))).toMatchObject({
      isEnough: false,
      steps: [{ name: 'Slack' }, { name: 'Zoom' }],
      sentence:
        'Quit Slack (10 % of the GPU’s time) and quit Zoom (41 % of the GPU’s time): that is less than 60 % of it, and nothing else above 5.0 % helps.',
    })
    expect(time(0.6, hog('Zoom', null))).toMatchObject({ have: null, steps: [] })
    expect(time(0, hog('Zoom', 0.3))).toMatchObject({ isEnough: true, steps: [] })
  })
})
