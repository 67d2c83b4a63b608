import { describe, expect, test } from 'vitest'
import { afterAct, nothingDone, step, type PolicyState } from '../../src/main/core/policy-step.ts'
import { serverId } from '../../src/shared/ids.ts'
import { defaultReliefSettings, type ReliefSettings } from '../../src/shared/relief-settings.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot, StateWord } from '../../src/shared/snapshot.ts'
import { appOf, GB, loadOf, macAt, modelOf, needOf, serverOf, t0 } from '../alerts/moments.ts'

const minuteMs = 60_000
const idle = (name: string, bytes: number, idleMs: number, rest: Partial<Model> = {}): Model =>
  modelOf(name, bytes, { state: 'idle', idleSinceMs: t0 - idleMs, ...rest })

const servers = [
  serverOf('s'),
  serverOf('q', { kind: 'llama-server', title: 'llama-server' }),
  serverOf('other', { kind: 'lmstudio', title: 'LM Studio' }),
]

/** A Mac whose room is short, or as the test says. */
function at(atMs: number, models: readonly Model[], rest: Partial<Snapshot> = {}): Snapshot {
  const snapshot = macAt(atMs, { servers, models, ...rest })
  return rest.room === undefined ? withState(snapshot, 'tight') : snapshot
}
function withState(snapshot: Snapshot, state: StateWord): Snapshot {
  const { room } = snapshot
  if (room.kind !== 'ok') return snapshot
  return { ...snapshot, room: { ...room, state, stateCause: state === 'plenty' ? null : 'room' } }
}

const chosen = (rest: Partial<ReliefSettings>): ReliefSettings => ({
  ...defaultReliefSettings,
  ...rest,
})
const whenIdle = chosen({ unloadIdleAfterMinutes: 10 })
const forLoads = chosen({ beforeLoad: 'unload-idle' })
const named = (snapshot: Snapshot, settings = whenIdle, state: PolicyState = nothingDone) =>
  step(state, snapshot, settings)?.name ?? null

const old = idle('old', 4 * GB, 20 * minuteMs)

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

  test('of two alike the bigger one first', () => {
    const small = idle('small', 2 * GB, 30 * minuteMs)
    expect(named(at(t0, [small, old]))).toBe('old')
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
    const first = step(nothingDone, at(t0, two), whenIdle)
    if (first === null) throw new Error('nothing to do')
    const state = afterAct(nothingDone, first, t0 + 3_000)
    const left = two.slice(1)
    expect(named(at(t0 + 3_000, left), whenIdle, state)).toBe(null)
    expect(named(at(t0 + 4_000, left), whenIdle, state)).toBe('next')
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

describe('for a load that does not fit, idle models are unloaded', () => {
  const load = (needBytes: number, rest = {}) =>
    loadOf('big', needOf(needBytes, 20 * GB), { serverId: serverId('other'), ...rest })
  const seen = (needBytes: number, models: readonly Model[], rest = {}): Snapshot =>
    withState(at(t0, models, { loads: [load(needBytes, rest)] }), 'plenty')

  test('the one that is enough, though the room itself is plenty', () => {
    const small = idle('small', 3 * GB, minuteMs)
    const big = idle('big idle', 9 * GB, minuteMs)
    expect(named(seen(22 * GB, [big, small]), forLoads)).toBe('small')
    expect(named(seen(28 * GB, [big, small]), forLoads)).toBe('big idle')
  })

  test('but none where all together are not enough: it would fail all the same', () => {
    expect(named(seen(30 * GB, [old]), forLoads)).toBe(null)
    expect(named(seen(24 * GB, [old]), forLoads)).toBe('old')
  })

  test('nor where it fits, has ended, or nothing is known of it', () => {
    expect(named(seen(19.9 * GB, [old]), forLoads)).toBe(null)
    expect(named(seen(22 * GB, [old], { stage: 'failed' }), forLoads)).toBe(null)
    const waiting = { kind: 'waiting', reason: 'x' } as const
    expect(named(seen(22 * GB, [old], { need: waiting }), forLoads)).toBe(null)
  })

  test('nor a model of the server that loads, or of its family: that one makes room itself', () => {
    expect(named(seen(22 * GB, [old], { serverId: serverId('s') }), forLoads)).toBe(null)
    const child = serverOf('child', { parentId: serverId('s') })
    const snapshot = seen(22 * GB, [old], { serverId: child.id })
    expect(named({ ...snapshot, servers: [...servers, child] }, forLoads)).toBe(null)
  })

  test('nor one that was asked a moment ago, or was unloaded for it before', () => {
    expect(named(seen(22 * GB, [idle('talk', 9 * GB, 29_000)]), forLoads)).toBe(null)
    const state = afterAct(nothingDone, { modelId: old.id, name: 'old' }, t0 - minuteMs)
    expect(named(seen(22 * GB, [old]), forLoads, state)).toBe(null)
  })
})
