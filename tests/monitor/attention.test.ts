import { describe, expect, test } from 'vitest'
import { batteryText, laptop, uevent } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const seconds = (atMs: readonly number[]): readonly number[] => atMs.map((ms) => ms / 1_000)

describe('on battery', () => {
  test('everything is asked half as often while nobody looks', async () => {
    const { advance, askedAtMs, last, source } = watch(laptop('Discharging'))
    await advance(61_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 10, 20, 30, 40, 50, 60])
    expect(seconds(askedAtMs('disk /'))).toEqual([0, 60])
    expect(last().battery).toMatchObject({ kind: 'ok', isOnBattery: true, levelRatio: 0.81 })
    expect(source('memory').everyMs).toBe(10_000)
  })

  test('everything is asked half as often while somebody looks', async () => {
    const { advance, askedAtMs } = watch(laptop('Discharging'), { isLooked: true })
    await advance(20_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
    expect(seconds(askedAtMs('disk /'))).toEqual([0, 10, 20])
  })

  test('nothing is called stale for that', async () => {
    const { advance, snapshots } = watch(laptop('Discharging'))
    await advance(121_000)
    const stale = snapshots.flatMap(({ sources }) => sources.filter(({ isStale }) => isStale))
    expect(stale).toEqual([])
  })

  test('it is asked as often as ever once the charger is there again', async () => {
    const world = laptop('Discharging')
    const { advance, askedAtMs } = watch(world, { isLooked: true })
    await advance(5_000)
    world.set(uevent, batteryText('Charging'))
    await advance(8_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 2, 4, 6, 8, 10, 11, 12, 13])
  })

  test('it is asked less often as soon as the charger is gone', async () => {
    const world = laptop('Charging')
    const { advance, askedAtMs } = watch(world, { isLooked: true })
    await advance(3_000)
    world.set(uevent, batteryText('Discharging'))
    await advance(8_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 1, 2, 3, 4, 5, 7, 9, 11])
  })

  test('whoever begins to look is told within the time of two ticks', async () => {
    const { advance, monitor, askedAtMs } = watch(laptop('Discharging'))
    await advance(1_000)
    monitor.setLooked(true)
    await advance(3_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 2, 4])
  })
})

test('on a machine whose battery is not known nothing is asked less often', async () => {
  const world = laptop('Discharging')
  world.set('dir /sys/class/power_supply', { kind: 'failed', reason: 'permission denied' })
  const { advance, askedAtMs } = watch(world)
  await advance(11_000)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 10])
})
