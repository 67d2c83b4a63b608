import { expect, test } from 'vitest'
import { fixture } from '../world.ts'
import {
  addCard,
  counted,
  headroomPid,
  linuxWorld,
  meminfoText,
  vmstatText,
} from './linux-world.ts'
import { watch } from './watched.ts'

const kib = 1024

test('the first Snapshot is whole', async () => {
  const { advance, last, monitor } = watch(linuxWorld())
  await advance(1)
  expect(monitor.current()).toBe(last())
  expect(last()).toMatchObject({
    schema: 'headroom/snapshot/1',
    mode: 'live',
    memory: {
      kind: 'ok',
      totalBytes: counted.totalKib * kib,
      availableBytes: counted.availableKib * kib,
      usedBytes: (counted.totalKib - counted.availableKib) * kib,
      parts: [
        { kind: 'programs', bytes: counted.anonymousKib * kib },
        { kind: 'shared', bytes: counted.sharedKib * kib },
        { kind: 'kernel', bytes: counted.kernelKib * kib },
        { kind: 'other', bytes: 1_200_000 * kib },
      ],
    },
    room: {
      kind: 'ok',
      state: 'plenty',
      stateCause: null,
      roomBytes: counted.availableKib * kib,
      ramRoomBytes: counted.availableKib * kib,
      gpuRoomBytes: null,
      ramHeldBackBytes: 0,
      gpuHeldBackBytes: 0,
    },
    gpu: { kind: 'absent' },
    limit: { kind: 'absent' },
    pressure: { kind: 'ok', level: 'normal', stalls: { some10sRatio: 0 }, kernel: null },
    swap: {
      kind: 'ok',
      totalBytes: 2_000_000 * kib,
      usedBytes: 500_000 * kib,
      freeBytes: 1_500_000 * kib,
      inBytesPerSecond: null,
      outBytesPerSecond: null,
    },
    disk: { kind: 'ok', path: '/', freeBytes: 85e9 },
    battery: { kind: 'absent' },
    power: { kind: 'absent' },
    wired: { kind: 'absent' },
    thermal: { kind: 'absent' },
    cost: { kind: 'ok', residentBytes: 61e6, cpuRatio: null },
  })
})

test('apps are told with their memory, their age and their processes, the biggest first', async () => {
  const { advance, last } = watch(linuxWorld())
  await advance(1)
  expect(last().apps).toMatchObject([
    {
      name: 'ollama',
      isHeadroom: false,
      memoryBytes: 500_000 * 4096,
      startedAtMs: 1_795_100_000_000 + 2_000,
      growthBytesPerMinute: null,
      processes: [{ pid: 77, name: 'ollama' }],
    },
    { name: 'Headroom', isHeadroom: true, processes: [{ pid: headroomPid }] },
    { name: 'init' },
  ])
})

test('an app that grows is told by how much', async () => {
  const world = linuxWorld()
  const { advance, last } = watch(world)
  const stat = world.get('file /proc/77/stat')
  if (typeof stat !== 'string') throw new Error('no such process')
  await advance(1)
  world.set('file /proc/77/stat', stat.replace(' 500000 ', ' 515000 '))
  await advance(30_000)
  const [ollama, headroom] = last().apps
  expect(ollama?.growthBytesPerMinute).toBeCloseTo(2 * 15_000 * 4096, 3)
  expect(headroom?.growthBytesPerMinute).toBe(0)
})

test('without the size of a page there are no apps, rather than wrong ones', async () => {
  const world = linuxWorld()
  world.delete('file /proc/self/status')
  const { advance, last } = watch(world)
  await advance(6_000)
  expect(last().apps).toEqual([])
  expect(last().memory.kind).toBe('ok')
})

test('swap traffic and our own cost are rates between two answers', async () => {
  const world = linuxWorld()
  const { advance, last } = watch(world)
  await advance(1)
  world.set('file /proc/vmstat', vmstatText(50, 2_000))
  world.set('library node/process', '{"cpuMs":437,"residentBytes":61000000}')
  await advance(5_000)
  const outBytesPerSecond = (2_000 * 4096) / 5
  expect(last().swap).toMatchObject({ inBytesPerSecond: (50 * 4096) / 5, outBytesPerSecond })
  expect(last().cost).toMatchObject({ cpuRatio: 0.005 })
  expect(last().room).toMatchObject({ state: 'tight', stateCause: 'swapping' })
})

test('programs that wait for memory make the state full, with much room left', async () => {
  const world = linuxWorld()
  world.set('file /proc/pressure/memory', fixture('proc/pressure-memory-stalling.txt'))
  const { advance, last } = watch(world)
  await advance(1)
  expect(last().pressure).toMatchObject({ kind: 'ok', level: 'critical' })
  expect(last().room).toMatchObject({ state: 'full', stateCause: 'pressure' })
})

test('with a card, room is the smaller of both', async () => {
  const world = linuxWorld()
  addCard(world, 8_000, 7_000)
  const { advance, last } = watch(world, { isLooked: true })
  await advance(1)
  const gpuRoomBytes = 1_000 * 2 ** 20
  expect(last().room).toMatchObject({
    state: 'tight',
    stateCause: 'room',
    roomBytes: gpuRoomBytes,
    gpuRoomBytes,
    ramRoomBytes: counted.availableKib * kib,
  })
  world.set('file /proc/meminfo', meminfoText({ availableKib: 300_000 }))
  await advance(1_000)
  expect(last().room).toMatchObject({ state: 'full', roomBytes: 300_000 * kib, gpuRoomBytes })
})

test('a lowered room is held for RAM and card alike, and then moves as the machine does', async () => {
  const world = linuxWorld()
  addCard(world, 8_000, 1_000)
  const roomCapBytes = 4_000 * 2 ** 20
  const { advance, last } = watch(world, { isLooked: true, roomCapBytes })
  await advance(1)
  expect(last().room).toMatchObject({
    roomBytes: roomCapBytes,
    ramRoomBytes: roomCapBytes,
    gpuRoomBytes: roomCapBytes,
    ramHeldBackBytes: counted.availableKib * kib - roomCapBytes,
    gpuHeldBackBytes: 3_000 * 2 ** 20,
  })
  addCard(world, 8_000, 2_500)
  await advance(5_000)
  expect(last().room).toMatchObject({ roomBytes: 2_500 * 2 ** 20, ramRoomBytes: roomCapBytes })
})
