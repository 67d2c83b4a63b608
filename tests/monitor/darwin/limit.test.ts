import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultLimitBytes } from '../../../src/main/headroom/default-limit.ts'
import { createDarwinSenses } from '../../../src/main/monitor/darwin.ts'
import { createMonitor } from '../../../src/main/monitor/monitor.ts'
import type { World } from '../../world.ts'
import { fakeLogs } from '../logs/watched-logs.ts'
import { acceleratorText, machineText, metalText, ramBytes } from './mac-texts.ts'
import { asks, macWorld } from './mac-world.ts'
import { createFakeStreams } from './streams.ts'
import { watchMac } from './watched-mac.ts'

const failed = { kind: 'failed', reason: 'exit 1' } as const
const metalBytes = 51_539_607_552
const mib = 2 ** 20

describe('the limit is told', () => {
  test('by Metal, whatever the override says', async () => {
    const world = macWorld()
    world.set(asks.wiredLimit, 'iogpu.wired_limit_mb: 57344\n')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().limit).toMatchObject({
      kind: 'ok',
      limitBytes: metalBytes,
      source: 'metal',
      isEstimated: false,
      overrideBytes: 57_344 * mib,
      maxBufferBytes: 38_654_705_664,
    })
  })

  test('by the override where Metal does not answer, and never above RAM', async () => {
    const world = macWorld()
    world.set(asks.metal, failed).set(asks.wiredLimit, 'iogpu.wired_limit_mb: 57344\n')
    const first = watchMac(world)
    await first.advance(1)
    expect(first.last().limit).toMatchObject({
      limitBytes: 57_344 * mib,
      source: 'wired-limit',
      isEstimated: false,
      maxBufferBytes: null,
    })
    world.set(asks.wiredLimit, 'debug.iogpu.wired_limit: 999999999999\n')
    const second = watchMac(world)
    await second.advance(1)
    expect(second.last().limit).toMatchObject({ limitBytes: ramBytes, source: 'wired-limit' })
  })

  test.each([
    ['15.7', 'up-to-15'],
    ['26.1', 'from-26'],
  ] as const)('by the rule of macOS %s where neither tells it', async (version, era) => {
    const world = macWorld()
    world.set(asks.metal, failed).set(asks.wiredLimit, '')
    world.set(asks.macOs, `ProductName: macOS\nProductVersion: ${version}\nBuildVersion: 1A1\n`)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().limit).toMatchObject({
      limitBytes: defaultLimitBytes(ramBytes, era),
      source: 'rule',
      isEstimated: true,
      overrideBytes: null,
    })
  })
})

describe('the limit that an engine has logged', () => {
  const line = (megabytes: string): string =>
    `ggml_metal_device_init: recommendedMaxWorkingSetSize  = ${megabytes} MB\n`

  /** A Mac that follows one log, after that has said this. */
  async function limitAfter(world: World, text: string) {
    const path = '/Users/user/.ollama/logs/server.log'
    const logs = fakeLogs(world.set('library node/home', '{"home":"/Users/user"}'), 'darwin')
    logs.write(path, text)
    const mac = { ...logs.host, stream: createFakeStreams().stream }
    const senses = createDarwinSenses(mac, { roomCapBytes: null })
    const monitor = createMonitor(mac, senses)
    onTestFinished(() => monitor.stop())
    monitor.start()
    // what reads logs is loaded meanwhile
    while (!logs.isFollowed(path)) await logs.advance(1_000)
    await logs.advance(6_000)
    return monitor.current()?.limit
  }

  test('holds where Metal does not answer and nothing overrides it', async () => {
    const world = macWorld().set(asks.metal, failed).set(asks.wiredLimit, '')
    expect(await limitAfter(world, line('51539.61'))).toMatchObject({
      kind: 'ok',
      limitBytes: 51_539_610_000,
      source: 'engine-log',
      isEstimated: false,
    })
  })

  test('is no limit beside the override, or beside the answer of Metal', async () => {
    const override = macWorld().set(asks.metal, failed)
    override.set(asks.wiredLimit, 'iogpu.wired_limit_mb: 57344\n')
    expect(await limitAfter(override, line('51539.61'))).toMatchObject({
      limitBytes: 57_344 * mib,
      source: 'wired-limit',
    })
    expect(await limitAfter(macWorld(), line('51539.61'))).toMatchObject({
      limitBytes: metalBytes,
      source: 'metal',
    })
  })

  test('is not believed where no Mac has so little or so much', async () => {
    for (const megabytes of ['512.00', '99999999.00']) {
      const world = macWorld().set(asks.metal, failed).set(asks.wiredLimit, '')
      expect(await limitAfter(world, line(megabytes))).toMatchObject({ source: 'rule' })
    }
  })
})

describe('until it is told, and where nobody tells it, the limit is', () => {
  test('the lower of both rules where the version is not known', async () => {
    const world = macWorld()
    world.set(asks.metal, failed).set(asks.macOs, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().limit).toMatchObject({ limitBytes: 0.75 * ramBytes, source: 'rule' })
  })

  test('that of the rule until Metal, which takes longest, has answered', async () => {
    const world = macWorld()
    world.set(asks.metal, { kind: 'slow', text: metalText(metalBytes), tookMs: 2_000 })
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(400)
    expect(last().limit).toMatchObject({ source: 'rule', isEstimated: true })
    await advance(3_000)
    expect(last().limit).toMatchObject({ source: 'metal', isEstimated: false })
  })

  test('absent on Intel: room is that of RAM', async () => {
    const world = macWorld()
    world.set(asks.machine, machineText('Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz'))
    world.set(asks.metal, { kind: 'absent', reason: 'Metal names no device' })
    world.set(asks.wiredLimit, '')
    world.set(asks.accelerators, acceleratorText({ inUseBytes: null, busyPercent: 5 }))
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().limit).toMatchObject({ kind: 'absent' })
    expect(last().room).toMatchObject({ kind: 'ok', state: 'plenty', gpuRoomBytes: null })
  })
})

describe('Metal is asked', () => {
  test('once, and never again while the override stays as it is', async () => {
    const { advance, askedAtS } = watchMac(macWorld(), { isLooked: true })
    await advance(600_000)
    expect(askedAtS(asks.metal)).toEqual([0])
  })

  test('again when the override has changed, and its new answer is the limit', async () => {
    const world = macWorld()
    const { advance, askedAtS, last } = watchMac(world, { isLooked: true })
    await advance(100_000)
    world.set(asks.wiredLimit, 'iogpu.wired_limit_mb: 57344\n')
    world.set(asks.metal, metalText(57_344 * mib))
    await advance(60_000)
    expect(askedAtS(asks.metal)).toHaveLength(2)
    expect(askedAtS(asks.metal)[1]).toBeLessThanOrEqual(125)
    expect(last().limit).toMatchObject({ limitBytes: 57_344 * mib, source: 'metal' })
    await advance(300_000)
    expect(askedAtS(asks.metal)).toHaveLength(2)
  })

  test('not twice within a minute, however often the override changes', async () => {
    const world = macWorld()
    const { advance, askedAtS } = watchMac(world, { isLooked: true })
    for (const limitMb of [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000]) {
      world.set(asks.wiredLimit, `iogpu.wired_limit_mb: ${limitMb}\n`)
      await advance(30_000)
    }
    const times = askedAtS(asks.metal)
    const gaps = times.slice(1).map((atS, index) => atS - (times[index] ?? 0))
    expect(times.length).toBeGreaterThan(2)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(59.9)
  })

  test('once a minute until it has answered', async () => {
    const world = macWorld()
    world.set(asks.metal, failed)
    const { advance, askedAtS } = watchMac(world, { isLooked: true })
    await advance(130_000)
    expect(askedAtS(asks.metal)).toEqual([0, 60, 120])
    world.set(asks.metal, metalText(metalBytes))
    await advance(300_000)
    expect(askedAtS(asks.metal)).toEqual([0, 60, 120, 180])
  })
})
