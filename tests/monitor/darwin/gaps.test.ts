import { describe, expect, test } from 'vitest'
import { acceleratorText, pageBytes, pages, vmStatText } from './mac-texts.ts'
import { asks, macWorld } from './mac-world.ts'
import { watchMac } from './watched-mac.ts'

const failed = { kind: 'failed', reason: 'exit 1' } as const

describe('a Mac without a GPU that tells of itself', () => {
  test('has no GPU where the registry has no node: a virtual machine; room is that of RAM', async () => {
    const world = macWorld()
    world.set(asks.accelerators, '')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().gpu).toEqual({ kind: 'absent', reason: 'no GPU' })
    expect(last().room).toMatchObject({
      kind: 'ok',
      state: 'plenty',
      gpuRoomBytes: null,
      isGpuUnknown: false,
    })
    expect(last().wired).toEqual({ kind: 'absent', reason: 'no GPU' })
  })

  test('has none where its driver does not tell what is in use: that is not 0', async () => {
    const world = macWorld()
    world.set(asks.accelerators, acceleratorText({ inUseBytes: null, busyPercent: 3 }))
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().gpu).toMatchObject({
      kind: 'absent',
      reason: 'this GPU does not tell what it has in use',
    })
    expect(last().room).toMatchObject({ kind: 'ok', gpuRoomBytes: null })
  })

  test('has an unknown state where ioreg fails: the room may be smaller', async () => {
    const world = macWorld()
    world.set(asks.accelerators, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().gpu).toMatchObject(failed)
    expect(last().wired).toMatchObject(failed)
    expect(last().room).toMatchObject({ kind: 'ok', state: 'unknown', isGpuUnknown: true })
  })
})

describe('pressure', () => {
  test('is told by vm_stat alone where sysctl fails', async () => {
    const world = macWorld()
    world.set(asks.memory, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    const availablePages = pages.free + pages.active + pages.inactive + pages.speculative
    const availableRatio = availablePages / (availablePages + pages.compressor)
    expect(last().pressure).toMatchObject({
      kind: 'ok',
      level: 'normal',
      stalls: null,
      kernel: { level: null, availableRatio, toWarnRatio: availableRatio - 0.5 },
    })
    expect(last().swap).toMatchObject(failed)
    world.set(asks.vmStat, vmStatText({ compressor: availablePages * 3 }))
    await advance(5_000)
    expect(last().pressure).toMatchObject({ level: 'critical', kernel: { availableRatio: 0.25 } })
  })

  test('is told by sysctl alone where vm_stat fails', async () => {
    const world = macWorld()
    world.set(asks.vmStat, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().pressure).toMatchObject({
      kind: 'ok',
      level: 'normal',
      kernel: { level: 'normal', availableRatio: null, toWarnRatio: null, toCriticalRatio: null },
    })
    expect(last().memory).toMatchObject(failed)
    expect(last().wired).toMatchObject(failed)
  })

  test('is unknown where both fail', async () => {
    const world = macWorld()
    world.set(asks.vmStat, failed).set(asks.memory, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().pressure).toMatchObject(failed)
  })
})

describe('heat is told', () => {
  test('by either command', async () => {
    const world = macWorld()
    world.set(asks.heat, failed)
    world.set(asks.slowed, 'CPU_Scheduler_Limit = 100\nCPU_Speed_Limit = 60\n')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().thermal).toMatchObject({ kind: 'ok', level: null, speedLimitRatio: 0.6 })
  })

  test('by notifyutil where pmset says nothing', async () => {
    const world = macWorld()
    world.set(asks.slowed, failed)
    world.set(asks.heat, 'com.apple.system.thermalpressurelevel 2\n')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().thermal).toMatchObject({ kind: 'ok', level: 'heavy', speedLimitRatio: null })
  })

  test('by nobody where both fail', async () => {
    const world = macWorld()
    world.set(asks.slowed, failed).set(asks.heat, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().thermal).toMatchObject(failed)
  })
})

test('a desktop has no battery', async () => {
  const world = macWorld()
  world.set(asks.battery, "Now drawing from 'AC Power'\n")
  const { advance, last } = watchMac(world)
  await advance(1)
  expect(last().battery).toEqual({ kind: 'absent', reason: 'no battery' })
})

test('on battery everything is asked half as often', async () => {
  const world = macWorld()
  world.set(
    asks.battery,
    "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t40%; discharging; present: true\n",
  )
  const { advance, askedAtS } = watchMac(world, { isLooked: true })
  await advance(9_000)
  expect(askedAtS(asks.vmStat)).toEqual([0, 2, 4, 6, 8])
})

describe('the machine is told', () => {
  test('without system_profiler: by sysctl, and without its model', async () => {
    const world = macWorld()
    world.set(asks.profile, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().machine).toMatchObject({
      kind: 'ok',
      processor: 'Apple M4 Max',
      coreCount: 14,
      model: null,
    })
    expect(last().gpu).toMatchObject({ devices: [{ name: 'Apple M4 Max', coreCount: 40 }] })
  })

  test('without sw_vers as macOS, and where sysctl names no processor as system_profiler does', async () => {
    const world = macWorld()
    world.set(asks.macOs, failed)
    world.set(asks.machine, 'hw.memsize: 68719476736\n')
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().machine).toMatchObject({
      operatingSystem: 'macOS',
      processor: 'Apple M4 Max',
      coreCount: null,
    })
  })

  test('not at all without sysctl: then memory, room and limit are unknown, and the rest stands', async () => {
    const world = macWorld()
    world.set(asks.machine, failed)
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last()).toMatchObject({
      machine: failed,
      memory: failed,
      limit: failed,
      room: { ...failed, state: 'unknown' },
      gpu: { kind: 'ok', inUseBytes: 10e9, beyondLimitBytes: null },
      disk: { kind: 'ok' },
    })
  })
})

test('an early macOS that does not count file-backed pages tells no memory, rather than too little', async () => {
  const world = macWorld()
  const text = vmStatText().replace(
    /^(File-backed|Anonymous|Pages (stored|occupied|purg)).*\n/gm,
    '',
  )
  world.set(asks.vmStat, text)
  const { advance, last } = watchMac(world)
  await advance(1)
  expect(last().memory).toMatchObject({ kind: 'absent' })
  expect(last().wired).toMatchObject({ kind: 'ok', wiredBytes: pages.wired * pageBytes })
})

test('a Mac on which nothing answers is waited for and then unknown, without an error', async () => {
  const world = new Map([...macWorld().keys()].map((name) => [name, failed] as const))
  const { advance, last } = watchMac(world, { isLooked: true })
  await advance(61_000)
  expect(last()).toMatchObject({
    memory: failed,
    room: { kind: 'failed', state: 'unknown' },
    gpu: failed,
    limit: failed,
    pressure: failed,
    swap: failed,
    wired: failed,
    disk: failed,
    battery: failed,
    thermal: failed,
    cost: failed,
    apps: [],
  })
})
