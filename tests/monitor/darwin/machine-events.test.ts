import { describe, expect, test } from 'vitest'
import { metalText } from './mac-texts.ts'
import { asks, macWorld } from './mac-world.ts'
import { macmonLine, withMacmon } from './streams.ts'
import { watchMac } from './watched-mac.ts'

const failed = { kind: 'failed', reason: 'no answer within 3 s' } as const

describe('Metal, which is asked once,', () => {
  test('is asked again when the Mac awakes, with the override in the same tick, and only then', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(10_000)
    monitor.tell({ kind: 'asleep' })
    await advance(990_000)
    expect(askedAtS(asks.metal)).toEqual([0])
    monitor.tell({ kind: 'awake' })
    await advance(1)
    expect(askedAtS(asks.metal)).toEqual([0, 1_000])
    expect(askedAtS(asks.wiredLimit)).toEqual([0, 1_000])
    await advance(3_600_000)
    expect(askedAtS(asks.metal)).toEqual([0, 1_000])
  })

  test('is not asked again for all else that the Mac tells', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(10_000)
    for (const kind of ['awake', 'locked', 'unlocked', 'heat', 'asleep'] as const) {
      monitor.tell({ kind })
      monitor.tell({ kind: 'power', isOnBattery: true })
      await advance(10_000)
    }
    expect(askedAtS(asks.metal)).toEqual([0])
  })

  test('is asked at once even where the override was asked just before', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(62_000)
    monitor.tell({ kind: 'asleep' })
    monitor.tell({ kind: 'awake' })
    await advance(1)
    expect(askedAtS(asks.wiredLimit)).toEqual([0, 60, 62])
    expect(askedAtS(asks.metal)).toEqual([0, 62])
  })
})

describe('Metal, after sleep,', () => {
  test('waits for the unlocking of a Mac that awakes locked', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(10_000)
    monitor.tell({ kind: 'locked' })
    monitor.tell({ kind: 'asleep' })
    await advance(10_000)
    monitor.tell({ kind: 'awake' })
    await advance(10_000)
    monitor.tell({ kind: 'unlocked' })
    await advance(1)
    expect(askedAtS(asks.metal)).toEqual([0, 30])
  })

  test('tells the limit of now', async () => {
    const world = macWorld()
    const { advance, last, monitor } = watchMac(world)
    await advance(10_000)
    monitor.tell({ kind: 'asleep' })
    world.set(asks.metal, metalText(40_000_000_000))
    monitor.tell({ kind: 'awake' })
    await advance(1)
    expect(last().limit).toMatchObject({ kind: 'ok', limitBytes: 40_000_000_000, source: 'metal' })
  })

  test('is asked once a minute until it answers, where it does not just then', async () => {
    const world = macWorld()
    const { advance, askedAtS, source, monitor } = watchMac(world)
    await advance(10_000)
    monitor.tell({ kind: 'asleep' })
    world.set(asks.metal, failed)
    monitor.tell({ kind: 'awake' })
    await advance(80_000)
    expect(source('metal')).toMatchObject({ kind: 'failed', isStale: true })
    world.set(asks.metal, metalText(51_539_607_552))
    await advance(600_000)
    expect(askedAtS(asks.metal)).toEqual([0, 10, 70, 130])
    expect(source('metal')).toMatchObject({ kind: 'ok', isStale: false })
  })
})

describe('at once are asked', () => {
  const minutely = [asks.battery, asks.heat, asks.slowed, asks.disk, asks.wiredLimit]

  test('both sources of heat, told of heat', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(12_000)
    monitor.tell({ kind: 'heat' })
    await advance(1)
    expect(minutely.map(askedAtS)).toEqual([[0], [0, 12], [0, 12], [0], [0]])
  })

  test('the battery, told of power, and it asks half as often from then on', async () => {
    const { advance, askedAtS, monitor } = watchMac(macWorld())
    await advance(12_000)
    monitor.tell({ kind: 'power', isOnBattery: true })
    await advance(1)
    expect(minutely.map(askedAtS)).toEqual([[0, 12], [0], [0], [0], [0]])
    await advance(21_000)
    expect(askedAtS(asks.memory)).toEqual([0])
    expect(askedAtS(asks.own)).toEqual([0, 5, 10, 22, 32])
  })
})

describe('a stream of power', () => {
  test('rests while the Mac sleeps, and begins again behind that', async () => {
    const { advance, monitor, streams, last } = watchMac(withMacmon(macWorld()), { isLooked: true })
    await advance(2_000)
    streams.running().print(macmonLine(10))
    await advance(5_000)
    expect(last().power).toMatchObject({ kind: 'ok', gpuWatts: 10 })
    monitor.tell({ kind: 'asleep' })
    await advance(3_600_000)
    expect(streams.begun.map((stream) => stream.isRunning())).toEqual([false])
    monitor.tell({ kind: 'awake' })
    await advance(10_000)
    expect(streams.begun.map((stream) => stream.isRunning())).toEqual([false, true])
  })

  test('of a locked Mac rests again behind a single Snapshot', async () => {
    const { advance, monitor, streams } = watchMac(withMacmon(macWorld()))
    await advance(2_000)
    monitor.tell({ kind: 'locked' })
    await advance(60_000)
    expect(streams.begun).toEqual([])
    void monitor.once(100)
    await advance(60_000)
    expect(streams.begun.map((stream) => stream.isRunning())).toEqual([false])
  })
})
