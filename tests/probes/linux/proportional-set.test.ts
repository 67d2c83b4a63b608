import { expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { createProportionalSetReader } from '../../../src/main/probes/linux/proportional-set.ts'
import type { ProcessEntry } from '../../../src/main/probes/linux/processes.ts'
import { askerOf, type Reply, type World } from '../../world.ts'

const entry = (id: number, residentPages: number, startTicks = 10): ProcessEntry => ({
  pid: pid(id),
  parentPid: 1,
  sessionId: 1,
  hasTerminal: false,
  startTicks,
  residentPages,
  name: 'x',
  executable: null,
  argv: [],
  cgroup: '',
  userId: null,
})
const pss = (kib: number): string => `Rss: 99 kB\nPss: ${kib} kB\n`
const slow = (kib: number, tookMs: number): Reply => ({ kind: 'slow', text: pss(kib), tookMs })

/** Reads one process again and again; answers with its kilobytes, null where it has none. */
function createHistory(): (
  atMs: number,
  reply: Reply,
  startTicks?: number,
) => Promise<number | null> {
  const read = createProportionalSetReader()
  return async (atMs, reply, startTicks = 10) => {
    const world: World = new Map([['file /proc/5/smaps_rollup', reply]])
    const reading = await read(askerOf(world, atMs), [entry(5, 100, startTicks)])
    const bytes = reading.kind === 'ok' ? reading.value.get(pid(5)) : undefined
    return bytes === undefined ? null : bytes / 1024
  }
}

test('only the five biggest are asked', async () => {
  const sizes = [30, 90, 10, 70, 50, 80, 20, 60]
  const world: World = new Map(
    sizes.map((pages) => [`file /proc/${pages}/smaps_rollup`, pss(pages * 3)]),
  )
  const processes = sizes.map((pages) => entry(pages, pages))
  const reading = await createProportionalSetReader()(askerOf(world), processes)
  expect(reading.kind === 'ok' ? Object.fromEntries(reading.value) : reading).toEqual(
    Object.fromEntries([90, 80, 70, 60, 50].map((pages) => [pages, pages * 3 * 1024])),
  )
})

test('a process that may not be asked, or has just ended, has no figure', async () => {
  const world: World = new Map<string, Reply>([
    ['file /proc/1/smaps_rollup', { kind: 'failed', reason: 'permission denied' }],
    ['file /proc/3/smaps_rollup', 'Rss: 12 kB\n'],
    ['file /proc/4/smaps_rollup', pss(7)],
  ])
  const processes = [1, 2, 3, 4].map((id) => entry(id, 100))
  const reading = await createProportionalSetReader()(askerOf(world), processes)
  expect(reading.kind === 'ok' ? [...reading.value] : reading).toEqual([[4, 7 * 1024]])
})

test('one that answers at once is asked every time', async () => {
  const at = createHistory()
  expect(await at(0, pss(100))).toBe(100)
  expect(await at(1_000, pss(200))).toBe(200)
})

test('one whose answer took 40 ms rests for four seconds', async () => {
  const at = createHistory()
  expect(await at(0, slow(100, 40))).toBe(100)
  expect(await at(3_999, slow(200, 40))).toBe(100)
  expect(await at(4_000, slow(200, 40))).toBe(200)
})

test('a new process with an old pid does not inherit its rest', async () => {
  const at = createHistory()
  expect(await at(0, slow(100, 40))).toBe(100)
  expect(await at(1_000, pss(7), 99)).toBe(7)
})

test('a clock that is set back does not freeze the figure until it has caught up', async () => {
  const at = createHistory()
  expect(await at(3_600_000, slow(100, 40))).toBe(100)
  expect(await at(0, slow(200, 40))).toBe(200)
})

test('the reading tells how long all answers took together', async () => {
  const world: World = new Map<string, Reply>([
    ['file /proc/1/smaps_rollup', slow(1, 30)],
    ['file /proc/2/smaps_rollup', slow(1, 12.25)],
  ])
  const processes = [entry(1, 9), entry(2, 8)]
  const reading = await createProportionalSetReader()(askerOf(world, 77), processes)
  expect({ atMs: reading.atMs, tookMs: reading.tookMs }).toEqual({ atMs: 77, tookMs: 42.25 })
})
