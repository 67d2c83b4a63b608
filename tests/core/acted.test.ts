import { describe, expect, test } from 'vitest'
import { createActed } from '../../src/main/core/acted.ts'
import type { ActOutcome } from '../../src/shared/act.ts'
import { actId } from '../../src/shared/ids.ts'
import { defaultReliefSettings, type ReliefSettings } from '../../src/shared/relief-settings.ts'
import { createFakeHost } from '../fake-host.ts'
import { actOf } from '../shared/act-of.ts'

const hourMs = 3_600_000
const unloads: ReliefSettings = { ...defaultReliefSettings, unloadIdleAfterMinutes: 10 }
const done = actOf('done', { id: actId('a'), returnedBytes: 17e9 })

function world(given: ReliefSettings = unloads) {
  const { host, advance } = createFakeHost(new Map())
  const { nowMs } = host.clock
  let settings = given
  const acted = createActed(host.clock, () => settings)
  const choose = (next: ReliefSettings): void => {
    settings = next
  }
  return { acted, advance, nowMs, choose, now: () => acted.at(nowMs()) }
}

describe('what was done by itself', () => {
  test('is told for an hour, as the audit log has it', async () => {
    const { acted, advance, nowMs, now } = world()
    expect(now()).toBeNull()
    acted.note(done)
    const kept = now()
    expect(kept).toMatchObject({
      id: 'a',
      by: 'policy',
      act: 'unload',
      atMs: nowMs() - done.tookMs,
      target: 'gemma3:27b',
      outcome: 'done',
      returnedBytes: 17e9,
      tookMs: done.tookMs,
    })
    await advance(hourMs - 1)
    expect(now()).toBe(kept)
    await advance(1)
    expect(now()).toBeNull()
  })

  test('is what was done last', () => {
    const { acted, now } = world()
    acted.note(done)
    acted.note({ ...done, id: actId('b') })
    expect(now()?.id).toBe('b')
  })

  test.each<ActOutcome>(['unconfirmed', 'planned', 'refused'])(
    'is nothing where the act is only %s',
    (outcome) => {
      const { acted, now } = world()
      acted.note({ ...done, outcome })
      expect(now()).toBeNull()
    },
  )

  test('is told no more where nothing may be done by itself any more', () => {
    const { acted, now, choose } = world({ ...defaultReliefSettings, beforeLoad: 'unload-idle' })
    acted.note(done)
    expect(now()?.id).toBe('a')
    choose({ ...defaultReliefSettings, beforeLoad: 'offer' })
    expect(now()).toBeNull()
    choose(unloads)
    expect(now()?.id).toBe('a')
  })
})
