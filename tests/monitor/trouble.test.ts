import { expect, test } from 'vitest'
import type { Reply } from '../world.ts'
import { addCard, counted, gpuCommand, linuxWorld, meminfoText } from './linux-world.ts'
import { watch } from './watched.ts'

const meminfo = 'file /proc/meminfo'
const denied: Reply = { kind: 'failed', reason: 'permission denied' }
const availableBytes = counted.availableKib * 1024

test('a source that never answers delays neither the others nor the Snapshot', async () => {
  const world = linuxWorld()
  world.set(meminfo, { kind: 'hangs' })
  const { advance, last, snapshots, askedAtMs } = watch(world, { isLooked: true })
  await advance(301)
  expect(snapshots.length).toBe(1)
  expect(last().memory).toEqual({ kind: 'waiting', reason: 'no answer yet' })
  expect(last().room).toEqual({ kind: 'waiting', reason: 'no answer yet', state: 'unknown' })
  expect(last().disk).toMatchObject({ kind: 'ok', freeBytes: 85_000_000_000 })
  await advance(4_700)
  expect(snapshots.length).toBe(6)
  expect(askedAtMs('file /proc/vmstat')).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000])
})

test('a source is not asked again while it still owes its answer', async () => {
  const world = linuxWorld()
  world.set(meminfo, { kind: 'hangs' })
  const { advance, askedAtMs } = watch(world, { isLooked: true })
  await advance(60_000)
  expect(askedAtMs(meminfo)).toEqual([0])
})

test('an answer that comes too late for its Snapshot stands in the next, with its own age', async () => {
  const world = linuxWorld()
  world.set(meminfo, { kind: 'slow', text: meminfoText(), tookMs: 700 })
  const { advance, last, snapshots, source } = watch(world, { isLooked: true })
  await advance(500)
  expect(last().memory.kind).toBe('waiting')
  await advance(900)
  expect(last().memory).toMatchObject({ kind: 'ok', availableBytes, atMs: snapshots[0]?.atMs })
  expect(source('memory')).toMatchObject({ kind: 'ok', ageMs: 1_000, tookMs: 700 })
})

test('a source that hangs after it had answered has failed and goes stale, and is shown no more', async () => {
  const world = linuxWorld()
  const { advance, last, source } = watch(world, { isLooked: true })
  await advance(500)
  world.set(meminfo, { kind: 'hangs' })
  await advance(4_000)
  expect(last().memory).toMatchObject({ kind: 'ok', isStale: true })
  expect(source('memory')).toMatchObject({ kind: 'ok', reason: null, isStale: true, ageMs: 4_000 })
  await advance(1_000)
  expect(source('memory')).toMatchObject({ kind: 'failed', reason: 'no answer for 4 s' })
  await advance(6_500)
  expect(last().memory).toEqual({ kind: 'failed', reason: 'no answer for 10 s' })
})

test('a failing source keeps its last value for ten periods, and calls it stale at once', async () => {
  const world = linuxWorld()
  const { advance, last, source, snapshots } = watch(world)
  await advance(500)
  world.set(meminfo, denied)
  const at = snapshots[0]?.atMs
  await advance(15_000)
  expect(last().memory).toMatchObject({ kind: 'ok', availableBytes, isStale: true, atMs: at })
  expect(source('memory')).toMatchObject({
    kind: 'failed',
    reason: 'permission denied',
    ageMs: 15_000,
    isStale: true,
    everyMs: 5_000,
  })
  await advance(5_000)
  expect(last().memory).toMatchObject({ kind: 'ok', availableBytes, isStale: true, atMs: at })
  expect(last().room).toMatchObject({ kind: 'ok', state: 'unknown', isStale: true, atMs: at })
  expect(source('memory')).toMatchObject({ ageMs: 20_000, isStale: true })
  await advance(30_000)
  expect(last().memory).toMatchObject({ kind: 'ok', availableBytes, isStale: true })
  await advance(5_000)
  expect(last().memory).toEqual({ kind: 'failed', reason: 'permission denied' })
  expect(last().room).toEqual({ kind: 'failed', reason: 'permission denied', state: 'unknown' })
})

test('an answer does not grow stale because somebody begins to look', async () => {
  const world = linuxWorld()
  const { monitor, advance, last } = watch(world)
  await advance(25_500)
  world.set('disk /', { kind: 'hangs' })
  monitor.setLooked(true)
  await advance(500)
  expect(last().disk).toMatchObject({ kind: 'ok', isStale: false })
})

test('a source that answers again is fresh at once', async () => {
  const world = linuxWorld()
  const { advance, last, source } = watch(world)
  await advance(500)
  world.set(meminfo, denied)
  await advance(60_000)
  world.set(meminfo, meminfoText({ availableKib: 7_000_000 }))
  await advance(5_000)
  const fresh = { kind: 'ok', isStale: false, availableBytes: 7_000_000 * 1024, atMs: last().atMs }
  expect(last().memory).toMatchObject(fresh)
  expect(source('memory')).toMatchObject({ kind: 'ok', reason: null, ageMs: 0, isStale: false })
})

test('what is no longer there takes its value away at once', async () => {
  const world = linuxWorld()
  addCard(world, 20_000, 5_000)
  const { advance, last, source } = watch(world, { isLooked: true })
  await advance(500)
  expect(last().gpu).toMatchObject({ kind: 'ok', inUseBytes: 5_000 * 2 ** 20 })
  world.delete('stat /usr/bin/nvidia-smi')
  await advance(5_000)
  const absent = { kind: 'absent', reason: 'nvidia-smi is not installed' }
  expect(last().gpu).toEqual(absent)
  expect(last().limit).toEqual(absent)
  expect(last().room).toMatchObject({ kind: 'ok', gpuRoomBytes: null, state: 'plenty' })
  expect(source('gpu')).toMatchObject(absent)
})

test('a read that throws has failed, and the others go on', async () => {
  const world = linuxWorld()
  world.set('disk /', { kind: 'throws', message: 'a fault of ours' })
  world.set('file /proc/pressure/memory', 'garbage')
  const { advance, last, source } = watch(world, { isLooked: true })
  await advance(3_500)
  expect(last().disk).toEqual({ kind: 'failed', reason: 'a fault of ours' })
  expect(last().pressure).toMatchObject({ kind: 'failed' })
  expect(source('disk')).toMatchObject({ kind: 'failed', reason: 'a fault of ours' })
  expect(last().memory).toMatchObject({ kind: 'ok', atMs: last().atMs })
})

test('a card that no longer answers makes the state unknown, and the room says so', async () => {
  const world = linuxWorld()
  addCard(world, 20_000, 5_000)
  const { advance, last } = watch(world, { isLooked: true })
  await advance(500)
  expect(last().room).toMatchObject({ state: 'plenty', isGpuUnknown: false })
  world.set(gpuCommand, { kind: 'failed', reason: 'no answer within 5 s' })
  await advance(20_000)
  expect(last().gpu).toMatchObject({ kind: 'ok', isStale: true })
  const unknown = { kind: 'ok', state: 'unknown', stateCause: null, isGpuUnknown: true }
  expect(last().room).toMatchObject(unknown)
  await advance(40_000)
  expect(last().gpu).toEqual({ kind: 'failed', reason: 'no answer within 5 s' })
  expect(last().room).toMatchObject({ ...unknown, gpuRoomBytes: null })
})

test('before the card has answered no room is promised, whatever the RAM says', async () => {
  const world = linuxWorld()
  world.set('stat /usr/bin/nvidia-smi', '{}')
  world.set(gpuCommand, { kind: 'hangs' })
  const { advance, last } = watch(world, { isLooked: true })
  await advance(1_500)
  expect(last().memory.kind).toBe('ok')
  expect(last().room).toEqual({ kind: 'waiting', reason: 'no answer yet', state: 'unknown' })
})
