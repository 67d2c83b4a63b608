import { describe, expect, test } from 'vitest'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import { createFakeHost } from '../fake-host.ts'
import { batteryText, laptop, linuxWorld, uevent } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const thermal = 'dir /sys/class/thermal'
const power = 'dir /sys/class/power_supply'
const seconds = (atMs: readonly number[]): readonly number[] => atMs.map((ms) => ms / 1_000)

describe('what is told', () => {
  test('starts no monitor that was not started', async () => {
    const { host, asked, advance } = createFakeHost(linuxWorld())
    const monitor = createMonitor(host, createLinuxSenses(host, { roomCapBytes: null }))
    for (const kind of ['locked', 'asleep', 'awake', 'unlocked', 'heat'] as const)
      monitor.tell({ kind })
    monitor.tell({ kind: 'power', isOnBattery: true })
    await advance(60_000)
    expect(asked).toEqual([])
  })

  test('starts none that was stopped meanwhile', async () => {
    const { advance, monitor, asked } = watch(linuxWorld())
    await advance(1_000)
    const count = asked.length
    monitor.tell({ kind: 'asleep' })
    monitor.stop()
    monitor.tell({ kind: 'awake' })
    monitor.tell({ kind: 'heat' })
    await advance(60_000)
    expect(asked.length).toBe(count)
  })

  test('holds up one that is started during a pause, until that ends', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(1_000)
    monitor.stop()
    monitor.tell({ kind: 'locked' })
    monitor.start()
    await advance(59_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0])
    monitor.tell({ kind: 'unlocked' })
    await advance(5_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 60, 65])
  })
})

describe('told that the charger is gone, or there again,', () => {
  test('it asks half as often from then on, and as often as ever', async () => {
    const { advance, monitor, askedAtMs, source } = watch(linuxWorld())
    await advance(8_000)
    monitor.tell({ kind: 'power', isOnBattery: true })
    await advance(21_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 18, 28])
    expect(source('memory').everyMs).toBe(10_000)
    await advance(6_000)
    monitor.tell({ kind: 'power', isOnBattery: false })
    await advance(11_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 18, 28, 35, 40, 45])
    expect(source('memory').everyMs).toBe(5_000)
  })

  test('it knows that before any source has answered', async () => {
    const { host, advance } = createFakeHost(linuxWorld())
    const monitor = createMonitor(host, createLinuxSenses(host, { roomCapBytes: null }))
    monitor.tell({ kind: 'power', isOnBattery: true })
    const single = monitor.once(100)
    await advance(1_000)
    const memory = (await single).sources.find(({ id }) => id === 'memory')
    expect(memory?.everyMs).toBe(2_000) // 1 s for whoever looks
  })

  test.each([
    { isOnBattery: false, status: 'Discharging', everyMs: 5_000 },
    { isOnBattery: true, status: 'Charging', everyMs: 10_000 },
  ])(
    'it keeps to that, and shows what the battery says: $status',
    async ({ isOnBattery, status, everyMs }) => {
      const { advance, monitor, last, source } = watch(laptop(status))
      await advance(6_000)
      monitor.tell({ kind: 'power', isOnBattery })
      await advance(120_000)
      expect(source('memory').everyMs).toBe(everyMs)
      expect(last().battery).toMatchObject({ kind: 'ok', isOnBattery: !isOnBattery })
    },
  )
})

describe('the battery', () => {
  test('is asked at once, told of power, and nothing else that is not due', async () => {
    const world = laptop('Charging')
    const { advance, monitor, askedAtMs, last } = watch(world)
    await advance(7_000)
    world.set(uevent, batteryText('Discharging'))
    monitor.tell({ kind: 'power', isOnBattery: true })
    await advance(1)
    expect(seconds(askedAtMs(uevent))).toEqual([0, 7])
    expect(last().battery).toMatchObject({ kind: 'ok', isOnBattery: true })
    expect(['disk /', meminfo, thermal].map((name) => seconds(askedAtMs(name)))).toEqual([
      [0],
      [0, 5],
      [0],
    ])
  })

  test('is asked at the end of a pause, told of power during it', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(1_000)
    monitor.tell({ kind: 'locked' })
    monitor.tell({ kind: 'power', isOnBattery: true })
    await advance(9_000)
    expect(seconds(askedAtMs(power))).toEqual([0])
    monitor.tell({ kind: 'unlocked' })
    await advance(10_500)
    expect(seconds(askedAtMs(power))).toEqual([0, 10])
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 10, 20])
  })
})

describe('told of heat', () => {
  test('it asks for temperatures at once, and for nothing else that is not due', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(7_000)
    monitor.tell({ kind: 'heat' })
    await advance(1)
    expect([thermal, power, 'disk /'].map((name) => seconds(askedAtMs(name)))).toEqual([
      [0, 7],
      [0],
      [0],
    ])
  })

  test('a hundred times in a second, it asks at once and then once a second', async () => {
    const { advance, monitor, snapshots, askedAtMs } = watch(linuxWorld())
    await advance(7_000)
    for (let count = 0; count < 100; count++) {
      monitor.tell({ kind: 'heat' })
      await advance(10)
    }
    expect(seconds(askedAtMs(thermal))).toEqual([0, 7, 8])
    await advance(4_500)
    expect(seconds(askedAtMs(thermal))).toEqual([0, 7, 8])
    const ticks = snapshots.map(({ atMs }) => atMs - (snapshots[0]?.atMs ?? 0))
    expect(seconds(ticks)).toEqual([0, 5, 7, 8])
  })

  test('many times at one instant, it asks once', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(7_000)
    for (let count = 0; count < 100; count++) monitor.tell({ kind: 'power', isOnBattery: false })
    await advance(900)
    expect(seconds(askedAtMs(power))).toEqual([0, 7])
  })
})
