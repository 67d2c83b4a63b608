import { describe, expect, test } from 'vitest'
import { acceleratorText, memoryText, pageBytes, pages, ramBytes, vmStatText } from './mac-texts.ts'
import { asks, engineFile, headroomPid, macWorld, setServer } from './mac-world.ts'
import { watchMac } from './watched-mac.ts'

const availableBytes = (pages.free + pages.fileBacked + pages.purgeable) * pageBytes

test('the first Snapshot of a Mac is whole', async () => {
  const { advance, last } = watchMac(macWorld(), { isLooked: true })
  await advance(1)
  expect(last()).toMatchObject({
    schema: 'headroom/snapshot/1',
    machine: {
      kind: 'ok',
      platform: 'darwin',
      operatingSystem: 'macOS 26.1 (25B78)',
      processor: 'Apple M4 Max',
      coreCount: 14,
      model: 'MacBook Pro (Mac16,5)',
    },
    limit: { kind: 'ok', limitBytes: 51_539_607_552, source: 'metal', isEstimated: false },
    gpu: {
      kind: 'ok',
      inUseBytes: 10e9,
      inUseNowBytes: 10e9,
      isUnified: true,
      devices: [{ name: 'Apple M4 Max', busyRatio: 0.4, powerWatts: null, coreCount: 40 }],
    },
    swap: { kind: 'ok', usedBytes: 512 * 2 ** 20, freeBytes: 1536 * 2 ** 20 },
    disk: { kind: 'ok', path: '/', freeBytes: 420e9 },
    battery: { kind: 'ok', isOnBattery: false, levelRatio: 0.73 },
    power: { kind: 'absent', reason: 'needs permission for powermetrics, or macmon' },
    thermal: { kind: 'ok', level: 'nominal', speedLimitRatio: 1, hottestCelsius: null, zones: [] },
    cost: { kind: 'ok', residentBytes: 61e6 },
  })
})

test('memory is free, file-backed and purgeable; speculative pages are counted once', async () => {
  const { advance, last } = watchMac(macWorld())
  await advance(1)
  expect(last().memory).toMatchObject({
    kind: 'ok',
    totalBytes: ramBytes,
    availableBytes,
    usedBytes: ramBytes - availableBytes,
    parts: [
      { kind: 'programs', bytes: (pages.anonymous - pages.purgeable) * pageBytes },
      { kind: 'wired', bytes: pages.wired * pageBytes },
      { kind: 'compressed', bytes: pages.compressor * pageBytes },
      { kind: 'other' },
    ],
  })
})

describe('room is the smaller of both', () => {
  test('on the GPU', async () => {
    const world = macWorld()
    world.set(asks.accelerators, acceleratorText({ inUseBytes: 50e9, busyPercent: 1 }))
    const { advance, last } = watchMac(world)
    await advance(1)
    const gpuRoomBytes = 51_539_607_552 - 50e9
    expect(last().room).toMatchObject({
      kind: 'ok',
      roomBytes: gpuRoomBytes,
      gpuRoomBytes,
      ramRoomBytes: availableBytes,
      isGpuUnknown: false,
      stateCause: 'room',
    })
  })

  test('in RAM', async () => {
    const { advance, last } = watchMac(macWorld())
    await advance(1)
    expect(last().room).toMatchObject({
      kind: 'ok',
      state: 'plenty',
      roomBytes: availableBytes,
      gpuRoomBytes: 51_539_607_552 - 10e9,
    })
  })

  test('and none is left beyond the limit, which says by how much it is passed', async () => {
    const world = macWorld()
    world.set(asks.accelerators, acceleratorText({ inUseBytes: 60e9, busyPercent: 1 }))
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().room).toMatchObject({ kind: 'ok', state: 'full', roomBytes: 0 })
    expect(last().gpu).toMatchObject({ beyondLimitBytes: 60e9 - 51_539_607_552 })
  })
})

describe('weights that a server has mapped', () => {
  const weightsBytes = 8e9
  const props = {
    default_generation_settings: { n_ctx: 4_096 },
    model_path: '/models/m.gguf',
    total_slots: 1,
    endpoint_slots: true,
    build_info: 'b10470-34af94cd9',
    is_sleeping: false,
  }
  const llamaAnswers = {
    '/health': '{"status":"ok"}',
    '/v1/models': '{"data":[{"id":"m.gguf","owned_by":"llamacpp","meta":{"n_ctx":4096}}]}',
    '/props': JSON.stringify(props),
    '/slots': '[{"id":0,"n_ctx":4096,"is_processing":false}]',
  }
  /** 16 GB of files are in memory, the weights among them. */
  function macWithLlama(options: string, gpuBytes: number) {
    const world = macWorld()
    const command = `${engineFile} -m /models/m.gguf -c 4096${options}`
    setServer(world, { pid: 400, command, port: 8_080 }, llamaAnswers)
    const stat = { type: 'file', sizeBytes: weightsBytes, modifiedAtMs: 0, device: 1, inode: 2 }
    world.set('stat /models/m.gguf', JSON.stringify(stat))
    world.set(asks.accelerators, acceleratorText({ inUseBytes: gpuBytes, busyPercent: 0 }))
    return world
  }
  const roomOf = async (options: string, gpuBytes: number) => {
    const { advance, last } = watchMac(macWithLlama(options, gpuBytes), { isLooked: true })
    await advance(30_000)
    return last()
  }

  test('and that the GPU does not have now are cache only in name: no room for others', async () => {
    const { room, memory } = await roomOf('', 1e9)
    expect(room).toMatchObject({ ramRoomBytes: availableBytes - (weightsBytes - 1e9) })
    expect(memory).toMatchObject({ availableBytes: availableBytes - (weightsBytes - 1e9) })
  })

  test('and that the GPU has are wired, and in no file-backed page', async () => {
    expect((await roomOf('', 9e9)).room).toMatchObject({ ramRoomBytes: availableBytes })
  })

  test('are none where it reads them instead', async () => {
    expect((await roomOf(' --no-mmap', 1e9)).room).toMatchObject({ ramRoomBytes: availableBytes })
  })

  test('are known to lie on the GPU when the driver has dropped them', async () => {
    expect((await roomOf('', 1e9)).gpu).toMatchObject({
      inUseBytes: weightsBytes + 1e9,
      inUseNowBytes: 1e9,
    })
  })
})

describe('swap', () => {
  test('moves at a rate between two answers, in pages of this machine', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().swap).toMatchObject({ inBytesPerSecond: null, outBytesPerSecond: null })
    world.set(
      asks.vmStat,
      vmStatText({ swapIns: pages.swapIns + 10, swapOuts: pages.swapOuts + 50 }),
    )
    await advance(5_000)
    expect(last().swap).toMatchObject({
      inBytesPerSecond: 2 * pageBytes,
      outBytesPerSecond: 10 * pageBytes,
    })
  })

  test('is absent where sysctl does not tell it', async () => {
    const world = macWorld()
    world.set(asks.memory, 'kern.memorystatus_vm_pressure_level: 1\n')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().swap).toMatchObject({ kind: 'absent' })
    expect(last().pressure).toMatchObject({ kind: 'ok', level: 'normal' })
  })
})

test('Headroom’s own process is named among the apps', async () => {
  const { advance, app } = watchMac(macWorld())
  await advance(1)
  expect(app('Headroom')).toMatchObject({ isHeadroom: true, processes: [{ pid: headroomPid }] })
})

test('the kernel’s level makes the state full, though there is much room', async () => {
  const world = macWorld()
  world.set(asks.memory, memoryText({ level: 4 }))
  const { advance, last } = watchMac(world)
  await advance(1)
  expect(last().pressure).toMatchObject({ level: 'critical', kernel: { level: 'critical' } })
  expect(last().room).toMatchObject({ state: 'full', stateCause: 'pressure' })
})
