import { describe, expect, onTestFinished, test } from 'vitest'
import { createLateness } from '../../src/main/monitor/lateness.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import type { Host } from '../../src/main/host/host.ts'
import { createFakeHost } from '../fake-host.ts'
import { linuxWorld } from './linux-world.ts'

describe('how late the ticks of the last minutes came', () => {
  test('is nothing before the first, and their median and most after that', () => {
    const { note, lately } = createLateness()
    expect(lately(0)).toEqual({ tickCount: 0, lateCount: 0, mostLateMs: 0 })
    for (const [index, late] of [10, 4_000, 30, 2_500, 20].entries())
      note(index * 5_000, index * 5_000 + late)
    expect(lately(25_000)).toEqual({
      tickCount: 5,
      lateCount: 2,

      mostLateMs: 4_000,
    })
  })

  test('is forgotten after five minutes', () => {
    const { note, lately } = createLateness()
    note(1_000, 11_000)
    expect(lately(310_999).tickCount).toBe(1)
    expect(lately(311_000).tickCount).toBe(0)
  })

  test('is no sleep that nobody told of, and no clock that was set back', () => {
    const { note, lately } = createLateness()
    note(1_000, 3_600_000)
    note(3_601_000, 5_000)
    expect(lately(6_000)).toMatchObject({ tickCount: 1, mostLateMs: 0 })
    expect(lately(0).tickCount).toBe(0) // a tick of a later time
  })
})

/** A machine that slows timers down by so much, as App Nap does. */
function slowed(platform: string, byMs: { value: number }, mode: Host['mode'] = 'live') {
  const { host, advance } = createFakeHost(linuxWorld())
  const slow: Host = {
    ...host,
    mode,
    platform,
    clock: { ...host.clock, after: (ms, wake) => host.clock.after(ms + byMs.value, wake) },
  }
  const monitor = createMonitor(slow, createLinuxSenses(slow, { roomCapBytes: null }))
  onTestFinished(monitor.stop)
  monitor.start()
  return { monitor, advance }
}

const held = (findings: readonly string[]): readonly string[] =>
  findings.filter((one) => one.includes('late'))

describe('a machine that holds Headroom up', () => {
  test('is told after the third late tick, and no more when it has been over for minutes', async () => {
    const byMs = { value: 3_000 }
    const { monitor, advance } = slowed('darwin', byMs)
    await advance(17_000) // two of them: every 5 s, and 3 s late
    expect(held(monitor.findings())).toEqual([])
    await advance(8_000)
    expect(held(monitor.findings())).toEqual([
      'macOS slows Headroom down (App Nap), or this Mac is very busy: 3 of its last 3 looks came more than 2 s late, one by 3 s',
    ])
    expect(monitor.lateTicks()).toEqual({ tickCount: 3, lateCount: 3, mostLateMs: 3_000 })
    byMs.value = 0
    await advance(320_000)
    expect(held(monitor.findings())).toEqual([])
  })

  test('is told without macOS where there is none', async () => {
    const { monitor, advance } = slowed('linux', { value: 4_000 })
    await advance(40_000)
    expect(held(monitor.findings())).toEqual([
      'Headroom is held up, as this machine is very busy: 4 of its last 4 looks came more than 2 s late, one by 4 s',
    ])
  })

  test('a lock is none, however long; nor is a recording that jumps', async () => {
    const live = slowed('darwin', { value: 0 })
    for (let count = 0; count < 5; count++) {
      await live.advance(6_000)
      live.monitor.tell({ kind: 'locked' })
      await live.advance(30_000)
      live.monitor.tell({ kind: 'unlocked' })
    }
    expect(held(live.monitor.findings())).toEqual([])
    const replay = slowed('darwin', { value: 3_000 }, 'replay')
    await replay.advance(60_000)
    expect(held(replay.monitor.findings())).toEqual([])
    expect(replay.monitor.lateTicks()).toBeNull()
  })
})
