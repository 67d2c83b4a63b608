import { describe, expect, test } from 'vitest'
import { createKeptSearch, type Sought } from '../../src/main/alerts/kept-search.ts'
import { createSuggesting, type Suggest } from '../../src/main/alerts/suggestion.ts'
import { serverId } from '../../src/shared/ids.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { appOf, GB, loadOf, macAt, needOf, serverOf, t0 } from './moments.ts'
import { idle, loading, namesOf, servers, shortOf } from './suggesting.ts'

const play = (count: number, at: (index: number) => Snapshot, suggest: Suggest) =>
  Array.from({ length: count }, (_, index) => JSON.stringify(namesOf(suggest(at(index), false))))
const changesIn = (said: readonly string[]): number =>
  said.filter((one, index) => index > 0 && one !== said[index - 1]).length

describe('it does not flicker', () => {
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

test('nothing is looked for anew while all figures only breathe', () => {
  const { best, forget } = createKeptSearch()
  let count = 0
  const counting = (sought: Sought) => {
    const search = () => {
      count += 1
      return sought.search()
    }
    return best({ ...sought, search })
  }
  const breathing = (index: number): Snapshot =>
    shortOf(t0 + index * 1_000, {
      models: [idle('a', (4 + 0.1 * (index % 2)) * GB), idle('b', 2 * GB)],
      loads: loading(19.2 * GB, (16 + 0.1 * (index % 3)) * GB),
    })
  const said = play(60, breathing, createSuggesting({ best: counting, forget }))
  expect(new Set(said)).toEqual(new Set(['["a"]']))
  expect(count).toBe(2) // narrow, and from the second tick on wide
})

describe('what stands', () => {
  const ofRam = (gapBytes: number, rest: Partial<Snapshot>): Snapshot => {
    const deciding = { line: 'ram', needBytes: 12 * GB, roomBytes: 12 * GB - gapBytes } as const
    const need = needOf(10 * GB, 8 * GB, { needRamBytes: 12 * GB, deciding })
    return shortOf(
      t0,
      { models: [], loads: [loadOf('l', need, { serverId: serverId('own') })], ...rest },
      { gpuInUseBytes: 14 * GB, availableBytes: 12 * GB - gapBytes },
    )
  }

  test('loses a step that is needed no more', () => {
    const suggest = createSuggesting()
    const models = [idle('quits', 4 * GB, { eject: { kind: 'quit' }, serverId: serverId('t') })]
    const at = (gapBytes: number) =>
      namesOf(
        suggest(
          shortOf(t0, {
            servers: [...servers, serverOf('t')],
            models: [...models, idle('gemma3', 1.5 * GB)],
            loads: loading(19 * GB, 19 * GB - gapBytes),
          }),
          false,
        ),
      )
    expect(at(5 * GB)).toEqual(['gemma3', 'quits'])
    expect(at(2 * GB)).toEqual(['quits'])
  })

  test('gives way to what is enough, however much it gives back on one of two lines', () => {
    const suggest = createSuggesting()
    const apps = [appOf('Chrome', 7 * GB)]
    expect(namesOf(suggest(ofRam(6 * GB, { apps }), false))).toEqual(['Chrome'])
    const models = [idle('gemma3', 6.1 * GB)]
    expect(namesOf(suggest(ofRam(6 * GB, { apps, models }), false))).toEqual(['gemma3'])
  })

  test('stays where it is in front only as long as it is enough, or nearly', () => {
    const suggest = createSuggesting()
    const gpuFree = { gpuInUseBytes: 1 * GB }
    const apps = [appOf('Chrome', 3 * GB, { isFront: true, unusedMs: 0 })]
    const at = (gapBytes: number) => {
      const { gpu, room } = macAt(t0, {}, { ...gpuFree, availableBytes: 12 * GB - gapBytes })
      return namesOf(suggest({ ...ofRam(gapBytes, { apps }), gpu, room }, false))
    }
    expect(at(2.9 * GB)).toEqual(['Chrome'])
    expect(at(3.1 * GB)).toEqual(['Chrome'])
    expect(at(4 * GB)).toBeNull()
  })
})
