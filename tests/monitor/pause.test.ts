import { describe, expect, test } from 'vitest'
import { linuxWorld, meminfoText } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const hourMs = 3_600_000
const seconds = (atMs: readonly number[]): readonly number[] => atMs.map((ms) => ms / 1_000)

/** Each reason to pause, and its end. */
const pauses = [
  { begin: 'asleep', end: 'awake', other: 'locked', otherEnd: 'unlocked' },
  { begin: 'locked', end: 'unlocked', other: 'asleep', otherEnd: 'awake' },
] as const

describe.each(pauses)('while the machine is $begin', ({ begin, end }) => {
  test('nothing is asked in an hour, and no Snapshot is told', async () => {
    const { advance, monitor, asked, snapshots } = watch(linuxWorld(), { isLooked: true })
    await advance(5_500)
    monitor.tell({ kind: begin })
    const before = { asked: asked.length, told: snapshots.length }
    await advance(hourMs)
    expect({ asked: asked.length, told: snapshots.length }).toEqual(before)
    expect(before.told).toBe(6)
  })

  test('who begins to look is served at once: the end was not told', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(5_500)
    monitor.tell({ kind: begin })
    await advance(54_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5])
    monitor.setLooked(true)
    await advance(2_500)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 60, 61, 62])
    monitor.tell({ kind: end })
    await advance(1_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 60, 61, 62, 63])
  })

  test('who has been looking all the while is not served', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld(), { isLooked: true })
    await advance(1_500)
    monitor.tell({ kind: begin })
    monitor.setLooked(true)
    await advance(60_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 1])
  })

  test('it goes on at once when that is over, at its old pace', async () => {
    const { advance, monitor, askedAtMs } = watch(linuxWorld())
    await advance(6_000)
    monitor.tell({ kind: begin })
    await advance(hourMs)
    monitor.tell({ kind: end })
    await advance(11_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 5, 3_606, 3_611, 3_616])
  })
})

describe.each(pauses)(
  'a pause of the machine that is $begin',
  ({ begin, end, other, otherEnd }) => {
    test('told again and again, is over with one end', async () => {
      const { advance, monitor, askedAtMs } = watch(linuxWorld())
      await advance(1_000)
      for (let count = 0; count < 3; count++) monitor.tell({ kind: begin })
      await advance(9_000)
      monitor.tell({ kind: end })
      await advance(1)
      expect(seconds(askedAtMs(meminfo))).toEqual([0, 10])
    })

    test('lasts until the end of every reason', async () => {
      const { advance, monitor, askedAtMs } = watch(linuxWorld())
      await advance(1_000)
      monitor.tell({ kind: begin })
      monitor.tell({ kind: other })
      await advance(9_000)
      monitor.tell({ kind: end })
      await advance(60_000)
      expect(seconds(askedAtMs(meminfo))).toEqual([0])
      monitor.tell({ kind: otherEnd })
      await advance(1)
      expect(seconds(askedAtMs(meminfo))).toEqual([0, 70])
    })

    test('lets a single Snapshot be answered, and nothing goes on for that', async () => {
      const { advance, monitor, askedAtMs, host } = watch(linuxWorld())
      await advance(1_000)
      monitor.tell({ kind: begin })
      await advance(59_000)
      const single = monitor.once(1_000)
      await advance(hourMs)
      expect(await single).toMatchObject({
        atMs: host.clock.nowMs() - hourMs,
        memory: { kind: 'ok', isStale: false },
      })
      expect(seconds(askedAtMs(meminfo))).toEqual([0, 60])
    })
  },
)

describe('one loop goes on', () => {
  /** A tick of this machine takes 250 ms. */
  const slowly = () => linuxWorld().set(meminfo, { kind: 'slow', text: meminfoText(), tookMs: 250 })

  test('when a pause begins and ends in the middle of a tick', async () => {
    const { advance, monitor, snapshots, askedAtMs } = watch(slowly(), { isLooked: true })
    await advance(5_100)
    monitor.tell({ kind: 'locked' })
    await advance(50)
    monitor.tell({ kind: 'unlocked' })
    await advance(4_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 1, 2, 3, 4, 5, 6.25, 7.25, 8.25])
    // the tick that was wanted in the middle of one begins behind it: fast sources are not due yet
    const ticks = snapshots.map(({ atMs }) => atMs - (snapshots[0]?.atMs ?? 0))
    expect(seconds(ticks)).toEqual([0, 1, 2, 3, 4, 5, 5.25, 6.25, 7.25, 8.25])
  })

  test('when it is stopped and started in the middle of a tick', async () => {
    const { advance, monitor, askedAtMs } = watch(slowly(), { isLooked: true })
    await advance(3_100)
    monitor.stop()
    monitor.start()
    await advance(3_000)
    expect(seconds(askedAtMs(meminfo))).toEqual([0, 1, 2, 3, 4.25, 5.25])
  })

  test('when a pause begins and ends between two ticks', async () => {
    const { advance, monitor, snapshots } = watch(linuxWorld())
    await advance(2_000)
    monitor.tell({ kind: 'asleep' })
    monitor.tell({ kind: 'awake' })
    await advance(10_500)
    const ticks = snapshots.map(({ atMs }) => atMs - (snapshots[0]?.atMs ?? 0))
    expect(seconds(ticks)).toEqual([0, 2, 7, 12])
  })

  test('when what ends had never begun', async () => {
    const { advance, monitor, snapshots } = watch(linuxWorld())
    await advance(2_000)
    monitor.tell({ kind: 'awake' })
    monitor.tell({ kind: 'unlocked' })
    await advance(8_500)
    const ticks = snapshots.map(({ atMs }) => atMs - (snapshots[0]?.atMs ?? 0))
    expect(seconds(ticks)).toEqual([0, 5, 10])
  })

  test('until a tick under way has ended, and no further', async () => {
    const { advance, monitor, snapshots } = watch(slowly(), { isLooked: true })
    await advance(100)
    monitor.tell({ kind: 'asleep' })
    await advance(hourMs)
    expect(snapshots.map(({ memory }) => memory.kind)).toEqual(['ok'])
  })
})

test('a lock that flutters brings no more than one tick a second', async () => {
  const { advance, monitor, snapshots } = watch(linuxWorld())
  await advance(7_000)
  const before = snapshots.length
  for (let count = 0; count < 100; count++) {
    monitor.tell({ kind: 'locked' })
    await advance(20)
    monitor.tell({ kind: 'unlocked' })
    await advance(20)
  }
  expect(snapshots.length).toBeGreaterThan(before)
  expect(snapshots.length).toBeLessThanOrEqual(before + 5)
})
