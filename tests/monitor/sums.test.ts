import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import { createFakeHost } from '../fake-host.ts'
import { addCard, linuxWorld, meminfoText } from './linux-world.ts'

const kib = fc.nat(2 ** 36)
const moment = fc.record({
  memory: fc.record({
    totalKib: fc.integer({ min: 1, max: 2 ** 36 }),
    availableKib: kib,
    anonymousKib: kib,
    sharedKib: kib,
    kernelKib: kib,
  }),
  card: fc.option(
    fc.record({ totalMib: fc.integer({ min: 1, max: 2 ** 20 }), usedMib: fc.nat(2 ** 20) }),
    { nil: null },
  ),
})

function expectToAddUp({ memory, room, limit, gpu, apps }: Snapshot): void {
  if (memory.kind !== 'ok' || room.kind !== 'ok') throw new Error('memory must be known here')
  expect(memory.usedBytes + memory.availableBytes).toBe(memory.totalBytes)
  expect(memory.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(memory.usedBytes)
  expect(room.ramRoomBytes + room.ramHeldBackBytes).toBe(memory.availableBytes)
  expect(room.roomBytes).toBe(Math.min(room.ramRoomBytes, room.gpuRoomBytes ?? Infinity))
  expect(room.roomBytes).toBeGreaterThanOrEqual(0)
  expect(room.gpuRoomBytes === null).toBe(gpu.kind !== 'ok')
  if (gpu.kind === 'ok' && limit.kind === 'ok') {
    const gpuRoomBytes = room.gpuRoomBytes ?? Number.NaN
    const leftBytes = Math.max(0, limit.limitBytes - gpu.inUseBytes)
    expect(gpuRoomBytes + room.gpuHeldBackBytes).toBe(leftBytes)
  }
  expect(apps.length).toBe(3)
  for (const app of apps)
    expect(app.processes.reduce((sum, one) => sum + one.memoryBytes, 0)).toBe(app.memoryBytes)
}

test('every Snapshot adds up, whatever the machine answers', async () => {
  const cap = fc.option(fc.nat(2 ** 46), { nil: null })
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 1, maxLength: 4 }),
      cap,
      async (walk, roomCapBytes) => {
        const world = linuxWorld()
        const { host, advance } = createFakeHost(world)
        const monitor = createMonitor(host, createLinuxSenses(host, { roomCapBytes }))
        for (const { memory, card } of walk) {
          world.set('file /proc/meminfo', meminfoText(memory))
          if (card === null) world.delete('stat /usr/bin/nvidia-smi')
          else addCard(world, card.totalMib, card.usedMib)
          const snapshot = monitor.once(1_000)
          await advance(31_000)
          expectToAddUp(await snapshot)
        }
      },
    ),
    { numRuns: 150 },
  )
})
