import { describe, expect, test } from 'vitest'
import { afterAct, nothingDone } from '../../src/main/core/policy-step.ts'
import { serverId } from '../../src/shared/ids.ts'
import type { LoadNeed } from '../../src/shared/load.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { GB, loadOf, macAt, needOf, serverOf, t0 } from '../alerts/moments.ts'
import { at, forLoads, idle, minuteMs, named, old, servers, withState } from './policy-moments.ts'

const load = (needBytes: number, rest = {}) =>
  loadOf('big', needOf(needBytes, 20 * GB), { serverId: serverId('other'), ...rest })
const seen = (needBytes: number, models: readonly Model[], rest = {}): Snapshot =>
  withState(at(t0, models, { loads: [load(needBytes, rest)] }), 'plenty')

describe('for a load that does not fit, idle models are unloaded', () => {
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

  test('nor where what is in use beyond the limit comes back first, and makes no room', () => {
    const models = [idle('idle', 4.5 * GB, 20 * minuteMs)]
    const need = needOf(4 * GB, 0)
    const loads = [loadOf('big', need, { serverId: serverId('other') })]
    const beyond = (bytes: number): Snapshot =>
      withState(macAt(t0, { servers, models, loads }, { gpuInUseBytes: 22 * GB + bytes }), 'full')
    expect(named(beyond(6 * GB), forLoads)).toBe(null)
    expect(named(beyond(0.4 * GB), forLoads)).toBe('idle')
  })

  test('nor by a guess whose error is as big as what is missing', () => {
    const guess = needOf(21 * GB, 20 * GB, { basis: 'guess', lowBytes: 18 * GB })
    const guessed = (need: LoadNeed): Snapshot => seen(0, [old], { need })
    expect(named(guessed(guess), forLoads)).toBe(null)
    expect(named(guessed({ ...guess, basis: 'exact' }), forLoads)).toBe('old')
  })
})

describe('for a load nothing is unloaded', () => {
  test('whose own server had others before it began', () => {
    const own = idle('own', 4 * GB, minuteMs, { serverId: serverId('other') })
    expect(named(seen(22 * GB, [old, own], { startedAtMs: t0 }), forLoads)).toBe(null)
    expect(named(seen(22 * GB, [old, own], { startedAtMs: t0 - 1 }), forLoads)).toBe('old')
  })

  test('that fits, has ended, or of which nothing is known', () => {
    expect(named(seen(19.9 * GB, [old]), forLoads)).toBe(null)
    // short of room by itself: that was not asked for
    expect(named(withState(seen(19.9 * GB, [old]), 'tight'), forLoads)).toBe(null)
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
