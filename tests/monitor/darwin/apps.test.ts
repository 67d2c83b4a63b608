import { describe, expect, test } from 'vitest'
import type { World } from '../../world.ts'
import { clientsText, machineText } from './mac-texts.ts'
import { appsText, asks, engineFile, listed, macWorld, notes, setProcesses } from './mac-world.ts'
import { factsText, footprintText, startedAtMs, timesText } from './process-texts.ts'
import { watchMac } from './watched-mac.ts'

const failed = { kind: 'failed', reason: 'exit 1' } as const
const gib = 2 ** 30

const withFootprint = (world: World, bytes: number): World =>
  world.set(asks.footprints(400), footprintText({ 400: bytes }))

test('apps are told with their memory, their age and their processes, the biggest first', async () => {
  const { advance, last } = watchMac(macWorld())
  await advance(1)
  expect(last().apps).toMatchObject([
    {
      name: 'llama-server',
      iconName: 'engine',
      memoryBytes: 2_000_000 * 1024,
      memoryKind: 'rss',
      gpuRatio: null,
      growthBytesPerMinute: null,
      startedAtMs,
      processes: [{ pid: 400, name: 'llama-server', isTranslated: false }],
    },
    { name: 'Notes', id: notes, bundleId: 'com.example.notes', isFront: true, hasWindows: true },
    { name: 'Headroom', isHeadroom: true },
    { name: 'launchd', iconName: 'system' },
    { name: 'kernel_task', iconName: 'system' },
  ])
})

describe('the memory of a process is', () => {
  test('its RSS while nobody looks and no exact footprint is known', async () => {
    const { advance, app } = watchMac(macWorld())
    await advance(61_000)
    expect(app('llama-server')).toMatchObject({ memoryKind: 'rss' })
  })

  test('what top says while somebody looks, of those that it names', async () => {
    const { advance, app } = watchMac(macWorld(), { isLooked: true })
    await advance(1)
    expect(app('llama-server')).toMatchObject({ memoryBytes: 12 * gib, memoryKind: 'footprint' })
    expect(app('Notes')).toMatchObject({ memoryBytes: 90_000 * 1024, memoryKind: 'rss' })
  })

  test('its exact footprint where that is known, whatever top says', async () => {
    const { advance, app } = watchMac(withFootprint(macWorld(), 11.5e9), { isLooked: true })
    await advance(11_000)
    expect(app('llama-server')).toMatchObject({ memoryBytes: 11.5e9, memoryKind: 'footprint' })
  })

  test.each([0, 500])(
    'its RSS again once the figures of a top that took %i ms are old',
    async (tookMs) => {
      const text = 'PID    COMMAND          MEM    CMPRS\n400    llama-server     12G    0B\n'
      const world = macWorld().set(asks.top, { kind: 'slow', text, tookMs })
      const { advance, app, monitor } = watchMac(world, { isLooked: true })
      await advance(2_500)
      expect(app('llama-server').memoryKind).toBe('footprint')
      monitor.setLooked(false)
      await advance(600_000)
      expect(app('llama-server')).toMatchObject({
        memoryBytes: 2_000_000 * 1024,
        memoryKind: 'rss',
      })
    },
  )
})

test('an app that grows is told by how much, by exact footprints', async () => {
  const world = withFootprint(macWorld(), 10e9)
  const { advance, app } = watchMac(world)
  await advance(61_000)
  withFootprint(world, 11e9)
  await advance(30_000)
  withFootprint(world, 12e9)
  await advance(30_000)
  const { growthBytesPerMinute } = app('llama-server')
  expect(growthBytesPerMinute).toBeGreaterThan(0.5e9)
  expect(growthBytesPerMinute).toBeLessThanOrEqual(2e9)
  expect(app('Notes').growthBytesPerMinute).toBe(0)
})

describe('the share of the GPU', () => {
  test('is that between two answers, and 0 for whoever has no client', async () => {
    const world = macWorld()
    const { advance, app } = watchMac(world, { isLooked: true })
    await advance(1)
    expect(app('llama-server').gpuRatio).toBeNull()
    world.set(asks.clients, clientsText({ 400: 1_250 }))
    await advance(5_000)
    expect(app('llama-server').gpuRatio).toBeCloseTo(0.25, 3)
    expect(app('Notes').gpuRatio).toBe(0)
  })

  test('is not told any more once nobody looks', async () => {
    const { advance, app, monitor } = watchMac(macWorld(), { isLooked: true })
    await advance(11_000)
    expect(app('llama-server').gpuRatio).toBe(0)
    monitor.setLooked(false)
    await advance(300_000)
    expect(app('llama-server').gpuRatio).toBeNull()
  })
})

describe('an Intel program is known', () => {
  const translatedOf = async (world: World, flags = '4004', isLooked = true) => {
    setProcesses(
      world,
      listed.map((one) => (one.pid === 400 ? { ...one, flags } : one)),
    )
    const { advance, app } = watchMac(world, { isLooked })
    await advance(11_000)
    return app('llama-server').processes.map(({ isTranslated }) => isTranslated)
  }
  const file = (architecture: string): World =>
    macWorld().set(
      asks.files(engineFile),
      `${engineFile}: Mach-O 64-bit executable ${architecture}\n`,
    )

  test('by its file', async () => {
    expect(await translatedOf(file('x86_64'))).toEqual([true])
    expect(await translatedOf(file('arm64'))).toEqual([false])
  })

  test('by the kernel’s flag, where its file has both', async () => {
    expect(await translatedOf(macWorld(), '20004004')).toEqual([false])
    expect(await translatedOf(macWorld(), '24004')).toEqual([true])
    expect(await translatedOf(file('arm64'), '24004')).toEqual([true])
  })

  test('as native on Intel, and not at all where the processor is not known', async () => {
    const intel = file('x86_64').set(asks.machine, machineText('Intel(R) Core(TM) i9'))
    expect(await translatedOf(intel)).toEqual([false])
    expect(await translatedOf(file('x86_64').set(asks.machine, failed))).toEqual([null])
  })
})

describe('the app in front', () => {
  const two = `${appsText} 2) "Other" ASN:0x0-0x9009: (in front)
    bundle path="/Applications/Other.app"
    pid = 999 type="Foreground"
`
  const isFront = async (front: string | typeof failed, apps: string): Promise<boolean> => {
    const world = macWorld().set(asks.front, front).set(asks.apps, apps)
    const { advance, app } = watchMac(world)
    await advance(1)
    return app('Notes').isFront
  }

  test('is the one that is named alone, though the list says another', async () => {
    expect(await isFront('ASN:0x0-0x8008: \n', two)).toBe(true)
    expect(await isFront('ASN:0x0-0x9009: \n', appsText.replace('8008:', '8008: (in front)'))).toBe(
      false,
    )
    expect(await isFront('[ NULL ] \n', appsText.replace('8008:', '8008: (in front)'))).toBe(false)
  })

  test('is the one that the list marks, where nobody is named alone', async () => {
    expect(await isFront(failed, appsText.replace('8008:', '8008: (in front)'))).toBe(true)
    expect(await isFront(failed, two)).toBe(false)
  })
})

test('without LaunchServices apps are grouped by their files, and windows are not known', async () => {
  const world = macWorld().set(asks.apps, failed).set(asks.front, failed)
  const { advance, app } = watchMac(world)
  await advance(1)
  expect(app('Notes')).toMatchObject({
    id: notes,
    bundleId: null,
    hasWindows: null,
    isFront: false,
  })
  expect(app('launchd')).toMatchObject({ hasWindows: false })
})

test('the number of an app that has exited may be another’s by now', async () => {
  const world = macWorld()
  const exited = appsText
    .replace('pid = 300', 'pid = 400 (exited-with-subordinates)')
    .replace(`bundle path="${notes}"`, 'bundle path=[ NULL ]')
  world.set(asks.apps, exited)
  const { advance, app } = watchMac(world)
  await advance(1)
  expect(app('llama-server')).toMatchObject({ bundleId: null, hasWindows: false })
})

describe('a process', () => {
  const beginner = { pid: 600, parentPid: 1, user: 'user', file: '/opt/n/new', rssKib: 5_000 }

  test('that begins is told once it is named', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(1)
    world.set(asks.times, timesText([...listed, beginner]))
    await advance(5_000)
    expect(last().apps.map(({ name }) => name)).not.toContain('new')
    world.set(asks.facts, factsText([...listed, beginner]))
    await advance(20_000)
    expect(last().apps.map(({ name }) => name)).toContain('new')
  })

  test('that has ended is told no more', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(1)
    setProcesses(
      world,
      listed.filter(({ pid }) => pid !== 300),
    )
    await advance(5_000)
    expect(last().apps.map(({ name }) => name)).not.toContain('Notes')
  })

  test.each([
    ['listed', asks.times],
    ['named', asks.facts],
  ])('is not told before it is %s: no apps, rather than wrong ones', async (_, name) => {
    const { advance, last } = watchMac(macWorld().set(name, failed))
    await advance(6_000)
    expect(last().apps).toEqual([])
    expect(last().memory.kind).toBe('ok')
  })
})
