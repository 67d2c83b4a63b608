import { describe, expect, test } from 'vitest'
import { createSuggesting, type Suggest } from '../../src/main/alerts/suggestion.ts'
import type { App } from '../../src/shared/app.ts'
import { modelId, serverId } from '../../src/shared/ids.ts'
import type { Suggestion } from '../../src/shared/relief.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { disagreementsOf } from '../relief/agree.ts'
import {
  appOf,
  GB,
  loadOf,
  macAt,
  modelOf,
  needOf,
  serverOf,
  t0,
  type MacFigures,
} from './moments.ts'
import { answering, failing, withRoom } from './of-sources.ts'

const servers = [serverOf('s'), serverOf('own', { kind: 'llama-server' })]
const idle = (name: string, bytes: number, rest: Partial<Model> = {}): Model =>
  modelOf(name, bytes, { id: modelId(name), state: 'idle', idleSinceMs: t0 - 7.2e6, ...rest })
const loading = (needBytes: number, roomBytes: number): Snapshot['loads'] => [
  loadOf('qwen3:30b', needOf(needBytes, roomBytes), { serverId: serverId('own') }),
]

/** A load of 19.2 GB that has 16 GB. */
const shortOf = (atMs: number, rest: Partial<Snapshot> = {}, figures: MacFigures = {}): Snapshot =>
  macAt(
    atMs,
    { servers, models: [idle('gemma3', 9.1 * GB)], loads: loading(19.2 * GB, 16 * GB), ...rest },
    { gpuInUseBytes: 6 * GB, ...figures },
  )

const once = (snapshot: Snapshot, never: readonly string[] = []): Suggestion | null => {
  const said = createSuggesting()({ ...snapshot, never }, true)
  if (said !== null) expect(disagreementsOf(said.relief)).toEqual([])
  return said
}
const namesOf = (said: Suggestion | null): readonly string[] | null =>
  said === null ? null : said.relief.steps.map(({ name }) => name)

describe('a load that does not fit', () => {
  test('is made room for by what idles', () => {
    expect(once(shortOf(t0))).toMatchObject({
      cause: { kind: 'load', loadId: 'qwen3:30b', name: 'qwen3:30b' },
      relief: {
        want: { kind: 'room', needBytes: 19.2 * GB },
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

describe('a room that is short', () => {
  const tight = (atMs: number, rest: Partial<Snapshot> = {}): Snapshot =>
    withRoom(
      macAt(
        atMs,
        { servers, models: [idle('gemma3', 9.1 * GB)], ...rest },
        { gpuInUseBytes: 20 * GB },
      ),
      { state: 'tight', stateCause: 'room' },
    )

  test('is told when it has been so for a while, as its alert is', () => {
    const suggest = createSuggesting()
    const said = Array.from({ length: 20 }, (_, index) => suggest(tight(t0 + index * 1_000), false))
    expect(said.findIndex((one) => one !== null)).toBe(15)
    expect(namesOf(said.at(-1) ?? null)).toEqual(['gemma3'])
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

  test('where all together is not enough, what is in front and virtual machines stay', () => {
    const apps = [
      appOf('Docker', 1 * GB, { kind: 'virtual-machine', quitEnds: 'its containers' }),
      appOf('Chrome', 1 * GB),
    ]
    const short = withRoom(macAt(t0, { apps }, { availableBytes: 0.5 * GB }), {
      state: 'full',
      stateCause: 'room',
    })
    expect(once(short)).toMatchObject({ relief: { isEnough: false, steps: [{ name: 'Chrome' }] } })
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

describe('it does not flicker', () => {
  const play = (count: number, at: (index: number) => Snapshot, suggest: Suggest) =>
    Array.from({ length: count }, (_, index) => JSON.stringify(namesOf(suggest(at(index), false))))
  const changesIn = (said: readonly string[]): number =>
    said.filter((one, index) => index > 0 && one !== said[index - 1]).length

  test('where the room breathes about the edge of what is enough', () => {
    const models = [idle('a', 3 * GB), idle('b', 1 * GB)]
    const breathing = (index: number): Snapshot =>
      shortOf(t0 + index * 1_000, {
        models,
        loads: loading(19.2 * GB, (index % 2 === 0 ? 16.25 : 16.15) * GB),
      })
    const said = play(60, breathing, createSuggesting())
    expect(new Set(said)).toEqual(new Set(['["a"]', '["a","b"]']))
    expect(changesIn(said)).toBe(1)
  })

  test('where two are as good as each other by turns', () => {
    const wavering = (index: number): Snapshot =>
      shortOf(t0 + index * 1_000, {
        models: [idle('a', (index % 2 === 0 ? 4 : 4.4) * GB), idle('b', 4.2 * GB)],
      })
    expect(changesIn(play(60, wavering, createSuggesting()))).toBe(0)
  })

  test('where a load comes and goes at the edge of its room, it is told again only after a while', () => {
    const edge = (index: number): Snapshot =>
      shortOf(t0 + index * 1_000, {
        loads: loading(16.1 * GB, (index % 2 === 0 ? 16 : 16.2) * GB),
      })
    expect(changesIn(play(60, edge, createSuggesting()))).toBeLessThanOrEqual(2)
  })

  test('but gives way to what does much less harm, and when a step is gone', () => {
    const suggest = createSuggesting()
    const far = idle('far', 6 * GB, { eject: { kind: 'quit' } })
    const near = idle('near', 6 * GB, { serverId: serverId('t') })
    const at = (second: number, ...models: readonly Model[]) =>
      namesOf(
        suggest(
          shortOf(t0 + second * 1_000, { servers: [...servers, serverOf('t')], models }),
          false,
        ),
      )
    expect(at(0, far)).toEqual(['far'])
    expect(at(1, far, near)).toEqual(['near'])
    expect(at(2, far)).toEqual(['far'])
    expect(at(3)).toBeNull()
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
