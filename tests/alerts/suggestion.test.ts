import { describe, expect, test } from 'vitest'
import { createSuggesting } from '../../src/main/alerts/suggestion.ts'
import type { App } from '../../src/shared/app.ts'
import { serverId } from '../../src/shared/ids.ts'
import type { Suggestion } from '../../src/shared/relief.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { appOf, GB, loadOf, macAt, modelOf, needOf, t0 } from './moments.ts'
import { answering, failing, withRoom } from './of-sources.ts'
import { idle, namesOf, once, servers, shortOf } from './suggesting.ts'

describe('a load that does not fit', () => {
  test('is made room for by what idles', () => {
    expect(once(shortOf(t0))).toMatchObject({
      cause: { kind: 'load', loadId: 'qwen3:30b', name: 'qwen3:30b' },
      relief: {
        want: { kind: 'room', needBytes: 19.2 * GB, on: 'gpu' },
        lead: 'To load qwen3:30b 3.2 GB are missing within Metal’s limit.',
        have: { line: 'gpu', roomBytes: 16 * GB },
        isEnough: true,
        steps: [{ name: 'gemma3', command: 'headroom unload gemma3' }],
        sentence:
          'There is room for 16.0 GB of 19.2 GB within Metal’s limit. Unload gemma3 (9.1 GB, idle 2 h): then there is room for 25.1 GB.',
      },
    })
  })

  test('is not told to unload what its own server lets go for it', () => {
    const own = idle('gemma3', 9.1 * GB, { serverId: serverId('own'), atMs: t0 + 1 })
    expect(once(shortOf(t0, { models: [own] }))).toBeNull()
    // it would do for the load, and goes first: nobody else has to
    const enough = idle('gemma3', 9.1 * GB, { serverId: serverId('own'), atMs: t0 - 1 })
    expect(once(shortOf(t0, { models: [enough, idle('other', 5 * GB)] }))).toBeNull()
    const before = idle('gemma3', 2 * GB, { serverId: serverId('own'), atMs: t0 - 1 })
    expect(namesOf(once(shortOf(t0, { models: [before, idle('other', 5 * GB)] })))).toEqual([
      'other',
    ])
  })

  test('goes before a room that is short, and after it has loaded that is what lacks', () => {
    const both = withRoom(shortOf(t0, {}, { gpuInUseBytes: 20.5 * GB }), {
      state: 'tight',
      stateCause: 'room',
    })
    expect(once(both)?.cause.kind).toBe('load')
    expect(once({ ...both, loads: [] })?.cause.kind).toBe('room')
  })
})

test('what the other line lacks is reckoned less what the load has taken already', () => {
  const need = needOf(19.2 * GB, 16 * GB, { needRamBytes: 20 * GB })
  const ramGapOf = (doneRatio: number | null, availableBytes: number) =>
    once(
      shortOf(
        t0,
        { loads: [loadOf('l', need, { serverId: serverId('own'), doneRatio })] },
        { availableBytes },
      ),
    )?.relief.have?.ramGapBytes
  expect(ramGapOf(null, 18 * GB)).toBe(2 * GB)
  expect(ramGapOf(0.5, 9 * GB)).toBe(1 * GB)
  expect(ramGapOf(0.5, 10 * GB)).toBe(0)
  // never more than on the line with the most missing
  expect(ramGapOf(null, 1 * GB)).toBe(19.2 * GB - 16 * GB)
})

describe('a load that lacks RAM', () => {
  test('beside a GPU that is short as well needs what helps on both lines', () => {
    const needsRam = loadOf(
      'l',
      needOf(10 * GB, 8 * GB, {
        needRamBytes: 12 * GB,
        deciding: { line: 'ram', needBytes: 12 * GB, roomBytes: 6 * GB },
      }),
      { serverId: serverId('own') },
    )
    const of = (gpuInUseBytes: number) =>
      once(
        shortOf(
          t0,
          {
            loads: [needsRam],
            models: [idle('gemma3', 7 * GB)],
            apps: [appOf('Chrome', 7 * GB, { quit: { kind: 'ask', isSafe: true, risk: null } })],
          },
          { gpuInUseBytes, availableBytes: 6 * GB },
        ),
        ['none'],
      )
    expect(of(1 * GB)?.relief.have).toMatchObject({ gpuGapBytes: 0, ramGapBytes: 6 * GB })
    const short = of(14 * GB)
    expect(short?.relief.have).toMatchObject({ gpuGapBytes: 2 * GB, ramGapBytes: 6 * GB })
    expect(namesOf(short)).toEqual(['gemma3'])
  })
})

const tight = (atMs: number, rest: Partial<Snapshot> = {}): Snapshot =>
  withRoom(
    macAt(
      atMs,
      { servers, models: [idle('gemma3', 9.1 * GB)], ...rest },
      { gpuInUseBytes: 20 * GB },
    ),
    { state: 'tight', stateCause: 'room' },
  )

describe('a room that is short', () => {
  test('is told when it has been so for a while, as its alert is', () => {
    const suggest = createSuggesting()
    const said = Array.from({ length: 20 }, (_, index) => suggest(tight(t0 + index * 1_000), false))
    expect(said.findIndex((one) => one !== null)).toBe(15)
    expect(namesOf(said.at(-1) ?? null)).toEqual(['gemma3'])
    expect(said.at(-1)?.relief).toMatchObject({
      want: { on: 'gpu' },
      lead: '2.0 GB are left within Metal’s limit. 2.0 GB more would put this machine at ease.',
      sentence:
        '2.0 GB are left within Metal’s limit. 2.0 GB more would put this machine at ease: unload gemma3 (9.1 GB, idle 2 h).',
    })
  })

  test('is not told where nothing would help', () => {
    expect(once(tight(t0, { models: [] }))).toBeNull()
    expect(once(tight(t0, { models: [idle('tiny', 0.3 * GB)] }))).toBeNull()
    // it is no help on the GPU
    expect(once(tight(t0, { models: [], apps: [appOf('Chrome', 9 * GB)] }))).toBeNull()
  })

  test('is not told of figures that are old, or of models that nobody answers for', () => {
    expect(once(withRoom(tight(t0), { isStale: true }))).toBeNull()
    expect(once(tight(t0, { sources: failing('servers') }))).toBeNull()
  })

  test('is not made by a model that has just answered, or may be at work; for a load the first goes', () => {
    const rests = (ms: number) => idle('gemma3', 9.1 * GB, { idleSinceMs: t0 - ms })
    expect(once(tight(t0, { models: [rests(60_000)] }))).toBeNull()
    expect(namesOf(once(tight(t0, { models: [rests(600_000)] })))).toEqual(['gemma3'])
    const untold = idle('gemma3', 9.1 * GB, { state: 'loaded', idleSinceMs: null })
    expect(once(tight(t0, { models: [untold] }))).toBeNull()
    expect(namesOf(once(shortOf(t0, { models: [rests(2_000)] })))).toEqual(['gemma3'])
  })
})

describe('a room for which nothing is enough', () => {
  test('leaves what is in front and virtual machines, and does not say that nothing else helps', () => {
    const apps = [
      appOf('Docker', 1 * GB, { kind: 'virtual-machine', quitEnds: 'its containers' }),
      appOf('Chrome', 1.4 * GB),
    ]
    const short = (availableBytes: number): Suggestion | null =>
      once(withRoom(macAt(t0, { apps }, { availableBytes }), { state: 'full', stateCause: 'room' }))
    expect(short(3.2 * GB)).toMatchObject({
      relief: {
        want: { on: 'ram' },
        isEnough: false,
        steps: [{ name: 'Chrome' }],
        lead: '3.2 GB are left in RAM. 2.6 GB more would put this machine at ease. Of that 1.2 GB or more would still be missing.',
        // Docker would help
        sentence:
          '3.2 GB are left in RAM. 2.6 GB more would put this machine at ease. Quit Chrome (up to 1.4 GB): 1.2 GB or more would still be missing.',
      },
    })
    // not even half of what is missing
    expect(short(2.9 * GB)).toBeNull()
  })
})

describe('a GPU that is shared', () => {
  const hog = (name: string, gpuRatio: number, rest: Partial<App> = {}): App =>
    appOf(name, 1 * GB, { gpuRatio, ...rest })
  const shared = (apps: readonly App[], atMs = t0): Snapshot =>
    macAt(atMs, {
      servers,
      apps,
      models: [modelOf('gemma3', 4 * GB, { state: 'generating' })],
      sources: answering('gpu-clients'),
    })

  test('while a model generates the app that takes most of it is named', () => {
    expect(once(shared([hog('Blender', 0.62), hog('Slack', 0.1)]))).toMatchObject({
      cause: { kind: 'gpu-time', modelId: 'gemma3' },
      relief: { isEnough: true, freesRatio: 0.62, steps: [{ name: 'Blender' }] },
    })
  })

  test('is nobody’s where all take little, what takes it is in front, or nothing generates', () => {
    expect(once(shared([hog('Slack', 0.3)]))).toBeNull()
    expect(once(shared([hog('Blender', 0.9, { isFront: true })]))).toBeNull()
    expect(once({ ...shared([hog('Blender', 0.9)]), models: [] })).toBeNull()
    expect(once({ ...shared([hog('Blender', 0.9)]), sources: [] })).toBeNull()
  })

  test('stays where it stands until its share is small', () => {
    const suggest = createSuggesting()
    const at = (second: number, ratio: number) =>
      suggest(shared([hog('Blender', ratio), hog('Zoom', 0.28)], t0 + second * 1_000), false)
    const said = Array.from({ length: 40 }, (_, second) => at(second, second < 20 ? 0.5 : 0.3))
    expect(said.slice(0, 15).every((one) => one === null)).toBe(true)
    expect(said.slice(15).every((one) => namesOf(one)?.join() === 'Blender')).toBe(true)
    expect(at(40, 0.2)).toMatchObject({ relief: { steps: [{ name: 'Zoom' }] } })
  })
})

test('nothing that the user never wants to be suggested is suggested', () => {
  expect(once(shortOf(t0), ['GEMMA3'])).toBeNull()
  const models = [idle('gemma3', 9.1 * GB), idle('other', 12 * GB)]
  expect(namesOf(once(shortOf(t0, { models }), ['gemma3']))).toEqual(['other'])
})

test('nobody looks at who holds what while nothing lacks', () => {
  const calm = macAt(t0, { servers, models: [idle('gemma3', 9 * GB)] })
  const snapshot: Snapshot = {
    ...calm,
    apps: new Proxy<App[]>([], {
      get: () => {
        throw new Error('looked at')
      },
    }),
  }
  expect(createSuggesting()(snapshot, true)).toBeNull()
})
