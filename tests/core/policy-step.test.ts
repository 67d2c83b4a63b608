import { describe, expect, test } from 'vitest'
import { afterAct, nothingDone, step, type PolicyState } from '../../src/main/core/policy-step.ts'
import { serverId } from '../../src/shared/ids.ts'
import { defaultReliefSettings } from '../../src/shared/relief-settings.ts'
import type { Model } from '../../src/shared/server.ts'
import type { KernelPressure, Snapshot, StateWord } from '../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  t0,
  type MacFigures,
} from '../alerts/moments.ts'
import { answering, failing, withRoom } from '../alerts/of-sources.ts'
import {
  act,
  at,
  chosen,
  idle,
  kernel,
  minuteMs,
  named,
  old,
  servers,
  whenIdle,
  withState,
} from './policy-moments.ts'

describe('while room is short, a model that has idled for so long is unloaded', () => {
  test.each<[StateWord, string | null]>([
    ['tight', 'old'],
    ['full', 'old'],
    ['plenty', null],
    ['unknown', null],
  ])('where the room is %s: %s', (state, name) => {
    expect(named(withState(at(t0, [old]), state))).toBe(name)
  })

  test('and nothing happens by itself before somebody has chosen so', () => {
    const load = loadOf('big', needOf(30 * GB, 20 * GB), { serverId: serverId('other') })
    const snapshot = at(t0, [old, idle('older', 15 * GB, 60 * minuteMs)], { loads: [load] })
    expect(named(snapshot, defaultReliefSettings)).toBe(null)
    expect(named(snapshot, chosen({ beforeLoad: 'offer' }))).toBe(null)
  })

  test('at that minute, and not before', () => {
    const model = idle('m', 4 * GB, 0)
    expect(named(at(t0 + 10 * minuteMs - 1, [model]))).toBe(null)
    expect(named(at(t0 + 10 * minuteMs, [model]))).toBe('m')
  })

  test('the one that is enough, as the suggestion would name it', () => {
    const small = idle('small', 2 * GB, 30 * minuteMs)
    expect(named(at(t0, [small, old]))).toBe('old')
    const big = idle('big', 9 * GB, 30 * minuteMs)
    expect(named(at(t0, [big, old]))).toBe('old')
  })

  test('also where all together are not enough', () => {
    expect(named(at(t0, [idle('small', 2 * GB, 30 * minuteMs)]))).toBe('small')
  })
})

describe('only what helps is unloaded', () => {
  /** A PC with a card of its own, on which half is free; RAM is short. */
  const short: MacFigures = { availableBytes: 2 * GB, gpuInUseBytes: 11 * GB }
  const onCard = (models: readonly Model[]): Snapshot => {
    const snapshot = withState(macAt(t0, { servers, models }, short), 'tight')
    const { gpu } = snapshot
    return { ...snapshot, gpu: gpu.kind === 'ok' ? { ...gpu, isUnified: false } : gpu }
  }
  const onGpu = (bytes: number) => ({ bytes, origin: 'reported' }) as const

  test('which a model on the card is not, while RAM is short', () => {
    const three = ['a', 'b', 'c'].map((name) => idle(name, 4 * GB, 20 * minuteMs))
    expect(named(onCard(three))).toBe(null)
    const { memory } = old
    const inRam = { ...old, memory: { ...memory, onGpu: onGpu(3 * GB) } }
    expect(named(onCard([...three, inRam]))).toBe('old')
    const inCard = onCard([{ ...old, memory: { ...memory, onGpu: onGpu(0.05 * GB) } }])
    const onlyGpu = { ramRoomBytes: 24 * GB, gpuRoomBytes: 1 * GB }
    expect(named(withRoom(inCard, onlyGpu))).toBe(null)
    expect(named(withRoom(onCard([inRam]), onlyGpu))).toBe('old')
    const hardly = { ...old, memory: { ...memory, onGpu: onGpu(3.95 * GB) } }
    expect(named(onCard([...three, hardly]))).toBe(null)
  })

  test('and none while nobody can say how much is missing', () => {
    const swapping = (told: KernelPressure | null): Snapshot => {
      const pressure = known(t0, { level: 'warn' as const, stalls: null, kernel: told })
      return withState(macAt(t0, { servers, models: [old], pressure }), 'tight', 'swapping')
    }
    expect(named(swapping(null))).toBe(null)
    expect(named(swapping(kernel))).toBe('old')
    // the kernel is at ease: the word follows more slowly
    expect(named(swapping({ ...kernel, availableBytes: 6 * GB }))).toBe(null)
  })
})

describe('nothing is done by a moment', () => {
  test('but by what has lacked for four seconds without a gap', () => {
    const seen = (state: PolicyState, afterMs: number, word: StateWord = 'tight') =>
      step(state, withState(at(t0 + afterMs, [old]), word), whenIdle)
    const first = seen(nothingDone, 0)
    expect(first.act).toBe(null)
    const before = seen(first.state, 3_999)
    expect(before.act).toBe(null)
    expect(seen(before.state, 4_000).act).toMatchObject({ name: 'old' })
    const eased = seen(before.state, 4_000, 'plenty')
    const again = seen(eased.state, 5_000)
    expect([eased.act, again.act, seen(again.state, 8_999).act]).toEqual([null, null, null])
    // a clock that is set back
    const back = seen(again.state, -minuteMs)
    expect([back.act, seen(back.state, 4_000 - minuteMs).act?.name]).toEqual([null, 'old'])
  })
})

describe('never is a model unloaded by itself', () => {
  test.each<[string, Partial<Model>]>([
    ['generates', { state: 'generating', idleSinceMs: null }],
    ['has somebody waiting', { queueLength: 1 }],
    ['was not told of lately', { isStale: true }],
    ['does not say whether it works', { state: 'loaded' }],
    ['sleeps already', { state: 'sleeping' }],
    ['runs elsewhere', { isRemote: true }],
    ['shares its weights', { sharesFile: true }],
    ['can only go with its server', { serverId: serverId('q'), eject: { kind: 'quit' } }],
    ['cannot go', { eject: { kind: 'none', reason: 'x' } }],
  ])('that %s', (_, rest) => {
    expect(named(at(t0, [{ ...old, ...rest }]))).toBe(null)
  })

  test('that the user has put on the list', () => {
    const settings = { ...whenIdle, neverSuggest: ['OLD'] }
    expect(named(at(t0, [old]), settings)).toBe(null)
    expect(named(at(t0, [old, idle('other', 2 * GB, 20 * minuteMs)]), settings)).toBe('other')
  })

  test('with others that its server lets go too, unless they idle for as long', () => {
    const all = { eject: { kind: 'unload', takesAll: true } } as const
    const one = idle('one', 4 * GB, 20 * minuteMs, all)
    const busy = modelOf('busy', GB, { ...all, state: 'generating' })
    const short = idle('short', GB, minuteMs, all)
    const long = idle('long', GB, 15 * minuteMs, all)
    expect(named(at(t0, [one, busy]))).toBe(null)
    expect(named(at(t0, [one, short]))).toBe(null)
    expect(named(at(t0, [one, long]))).toBe('one')
  })

  test('and never an app, however big and safe', () => {
    const hog = appOf('Hog', 20 * GB, { quit: { kind: 'ask', isSafe: true, risk: null } })
    expect(named(at(t0, [], { apps: [hog] }))).toBe(null)
  })

  test('where who runs which models is not of now', () => {
    expect(named({ ...at(t0, [old]), sources: answering('servers') })).toBe('old')
    expect(named({ ...at(t0, [old]), sources: failing('servers') })).toBe(null)
  })

  test('where the figures are old or missing', () => {
    const snapshot = at(t0, [old])
    const { room } = snapshot
    if (room.kind !== 'ok') throw new Error('no room')
    expect(named({ ...snapshot, room: { ...room, isStale: true } })).toBe(null)
    const unknown = { kind: 'failed', reason: 'x', state: 'unknown' } as const
    expect(named({ ...snapshot, room: unknown })).toBe(null)
  })
})

describe('one after the other', () => {
  const two = [old, idle('next', 2 * GB, 20 * minuteMs)]

  test('the next only by figures that were read since', () => {
    const first = act(at(t0, two))
    if (first === null) throw new Error('nothing to do')
    const state = afterAct(nothingDone, first, t0 + 3_000)
    const left = two.slice(1)
    expect(named(at(t0 + 3_000, left), whenIdle, state)).toBe(null)
    expect(named(at(t0 + 4_000, left), whenIdle, state)).toBe('next')
  })

  test('and half a minute later where pressure or swapping tells: both lag behind', () => {
    const models = ['a', 'b', 'c'].map((name) => idle(name, GB, 60 * minuteMs))
    const pressure = { level: 'warn' as const, stalls: null, kernel }
    const swapping = (atMs: number): Snapshot =>
      withState(
        macAt(atMs, { servers, models, pressure: known(atMs, pressure) }),
        'tight',
        'swapping',
      )
    const state = afterAct(nothingDone, { modelId: modelOf('a', GB).id, name: 'a' }, t0)
    expect(named(swapping(t0 + 29_999), whenIdle, state)).toBe(null)
    expect(named(swapping(t0 + 30_000), whenIdle, state)).toBe('b')
  })

  test('one that is back is left for ten minutes, also on a server that was started anew', () => {
    const state = afterAct(nothingDone, { modelId: old.id, name: 'old' }, t0)
    const back = (atMs: number): Snapshot =>
      at(atMs, [{ ...old, id: modelOf('new id', 1).id, idleSinceMs: t0 - 20 * minuteMs }])
    expect(named(back(t0 + 10 * minuteMs - 1), whenIdle, state)).toBe(null)
    expect(named(back(t0 + 10 * minuteMs), whenIdle, state)).toBe('old')
    // a clock that is set back
    expect(named(back(t0 - 5 * minuteMs), whenIdle, state)).toBe(null)
  })
})
