import { expect, test } from 'vitest'
import { linuxWorld, meminfoText } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const rollup = 'file /proc/77/smaps_rollup'
const seconds = (atMs: readonly number[]): readonly number[] => atMs.map((ms) => ms / 1_000)

test('while nobody looks, fast sources are asked every 5 s and slow ones every 30 s', async () => {
  const { advance, askedAtMs } = watch(linuxWorld())
  await advance(61_000)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60])
  expect(seconds(askedAtMs('disk /'))).toEqual([0, 30, 60])
})

test('while somebody looks, fast sources are asked every second and slow ones every 5 s', async () => {
  const { advance, askedAtMs } = watch(linuxWorld(), { isLooked: true })
  await advance(11_500)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(seconds(askedAtMs('disk /'))).toEqual([0, 5, 10])
})

test('what is costly is asked only while somebody looks', async () => {
  const { advance, askedAtMs, monitor, source } = watch(linuxWorld())
  await advance(60_000)
  expect(askedAtMs(rollup)).toEqual([])
  expect(source('proportional-sets')).toMatchObject({
    kind: 'waiting',
    reason: 'asked only while somebody looks',
  })
  monitor.setLooked(true)
  await advance(10_500)
  expect(seconds(askedAtMs(rollup))).toEqual([60, 65, 70])
  monitor.setLooked(false)
  await advance(120_000)
  expect(askedAtMs(rollup).length).toBe(3)
})

test('the proportional sets of the biggest make their apps smaller', async () => {
  const { advance, monitor, last } = watch(linuxWorld())
  const ollama = () => last().apps.find((app) => app.name === 'ollama')
  await advance(5_500)
  expect(ollama()).toMatchObject({ memoryBytes: 500_000 * 4096, memoryKind: 'rss' })
  monitor.setLooked(true)
  await advance(1_000)
  expect(ollama()).toMatchObject({ memoryBytes: 1_900_000 * 1024, memoryKind: 'pss' })
})

test('what never changes is asked until it has answered, and then no more', async () => {
  const world = linuxWorld()
  world.set('file /proc/stat', { kind: 'failed', reason: 'permission denied' })
  const { advance, askedAtMs } = watch(world, { isLooked: true })
  await advance(90_000)
  expect(seconds(askedAtMs('file /proc/stat'))).toEqual([0, 60])
  world.set('file /proc/stat', 'btime 1795100000\n')
  await advance(300_000)
  expect(seconds(askedAtMs('file /proc/stat'))).toEqual([0, 60, 120])
})

test('when somebody begins to look and the last tick is older than a second, the next comes at once', async () => {
  const { advance, monitor, snapshots, askedAtMs } = watch(linuxWorld())
  await advance(3_000)
  expect(snapshots.length).toBe(1)
  monitor.setLooked(true)
  await advance(1)
  expect(snapshots.length).toBe(2)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 3])
  await advance(2_000)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 3, 4, 5])
})

test('when somebody begins to look just after a tick, the next comes a second after that', async () => {
  const { advance, monitor, askedAtMs } = watch(linuxWorld())
  await advance(400)
  monitor.setLooked(true)
  await advance(1_000)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 1])
})

test('whoever looks away and looks again does not make it ask more often', async () => {
  const { advance, monitor, askedAtMs } = watch(linuxWorld(), { isLooked: true })
  await advance(2_500)
  for (const isLooked of [false, true, false, true]) monitor.setLooked(isLooked)
  await advance(1_000)
  expect(seconds(askedAtMs(meminfo))).toEqual([0, 1, 2, 3])
})

test('started twice, it ticks once', async () => {
  const { advance, monitor, snapshots } = watch(linuxWorld())
  monitor.start()
  await advance(10_500)
  expect(snapshots.length).toBe(3)
})

test('when it is stopped, nothing is asked any more', async () => {
  const { advance, monitor, asked } = watch(linuxWorld())
  await advance(6_000)
  const count = asked.length
  monitor.stop()
  await advance(600_000)
  expect(asked.length).toBe(count)
})

test('whoever no longer wants Snapshots gets none', async () => {
  const { advance, monitor } = watch(linuxWorld())
  const seen: number[] = []
  const stop = monitor.onSnapshot(({ atMs }) => void seen.push(atMs))
  await advance(6_000)
  stop()
  await advance(60_000)
  expect(seen.length).toBe(2)
})

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %d ms does not stop the ticks, and what they tell is fresh',
  async (byMs) => {
    const world = linuxWorld()
    const { advance, setClock, snapshots, last, host } = watch(world, { isLooked: true })
    await advance(5_500)
    const before = snapshots.length
    setClock(byMs)
    await advance(10_000)
    expect(snapshots.length).toBe(before + 10)
    expect(last().memory).toMatchObject({ kind: 'ok', isStale: false, atMs: last().atMs })
    expect(host.clock.nowMs() - last().atMs).toBeLessThanOrEqual(1_000)
  },
)

test('a clock that is set back in the middle of a tick does not hold up the next', async () => {
  const world = linuxWorld()
  world.set('disk /', { kind: 'hangs' })
  const { advance, setClock, snapshots } = watch(world, { isLooked: true })
  await advance(100)
  setClock(-3_600_000)
  await advance(10_000)
  expect(snapshots.length).toBe(10)
})

test('proportional sets that nobody asks for any more give way to what is fresh', async () => {
  const { advance, monitor, last } = watch(linuxWorld(), { isLooked: true })
  const kindOfOllama = () => last().apps.find((app) => app.name === 'ollama')?.memoryKind
  await advance(5_500)
  expect(kindOfOllama()).toBe('pss')
  monitor.setLooked(false)
  await advance(96_000)
  expect(last().sources.find(({ id }) => id === 'processes')?.ageMs).toBe(0)
  expect(kindOfOllama()).toBe('rss')
})

test('a single Snapshot asked for during a tick waits for what is under way', async () => {
  const world = linuxWorld()
  world.set('file /proc/meminfo', { kind: 'slow', text: meminfoText(), tookMs: 800 })
  const { advance, monitor, last } = watch(world, { isLooked: true })
  await advance(400)
  expect(last().memory.kind).toBe('waiting')
  const single = monitor.once(5_000)
  await advance(500)
  expect((await single).memory.kind).toBe('ok')
})

test('a single Snapshot that waited long is not told after newer ones', async () => {
  const world = linuxWorld()
  world.set('disk /', { kind: 'hangs' })
  const { advance, monitor, snapshots } = watch(world, { isLooked: true })
  await advance(2_500)
  void monitor.once(5_500)
  await advance(10_000)
  const told = snapshots.map(({ atMs }) => atMs)
  expect(told.length).toBeGreaterThan(12)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
})
