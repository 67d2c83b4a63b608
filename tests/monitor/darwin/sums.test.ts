import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { createDarwinSenses } from '../../../src/main/monitor/darwin.ts'
import { createMonitor } from '../../../src/main/monitor/monitor.ts'
import { createFakeHost } from '../../fake-host.ts'
import { numbersIn } from '../../mutated.ts'
import type { World } from '../../world.ts'
import { acceleratorText, clientsText, memoryText, metalText, vmStatText } from './mac-texts.ts'
import { asks, listed, macWorld, setProcesses } from './mac-world.ts'

const count = fc.nat(6_000_000)
const unknown = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 4 })
const moment = fc.record({
  pages: unknown(
    fc.record({
      free: count,
      active: count,
      inactive: count,
      speculative: count,
      wired: count,
      purgeable: count,
      fileBacked: count,
      anonymous: count,
      compressor: count,
      swapIns: count,
      swapOuts: count,
    }),
  ),
  level: unknown(fc.constantFrom(1, 2, 4)),
  gpu: unknown(fc.record({ inUseBytes: unknown(fc.nat(90e9)), busyPercent: fc.nat(100) })),
  metalBytes: unknown(fc.integer({ min: 1, max: 90e9 })),
  gpuMs: unknown(fc.nat(1e6)),
  rssKib: fc.array(fc.nat(8e6), { minLength: listed.length, maxLength: listed.length }),
})
type Moment = typeof moment extends fc.Arbitrary<infer T> ? T : never

function set(world: World, now: Moment): void {
  const or = (text: string | null): string | { kind: 'failed'; reason: string } =>
    text ?? { kind: 'failed', reason: 'exit 1' }
  world
    .set(asks.vmStat, or(now.pages && vmStatText(now.pages)))
    .set(asks.memory, or(now.level === null ? null : memoryText({ level: now.level })))
    .set(asks.accelerators, or(now.gpu && acceleratorText(now.gpu)))
    .set(asks.metal, or(now.metalBytes === null ? null : metalText(now.metalBytes)))
    .set(asks.clients, or(now.gpuMs === null ? null : clientsText({ 400: now.gpuMs })))
  setProcesses(
    world,
    listed.map((one, index) => ({ ...one, rssKib: now.rssKib[index] ?? 0 })),
  )
}

function expectToAddUp({ memory, room, limit, gpu, swap, wired, pressure, apps }: Snapshot): void {
  const sum = (parts: readonly number[]): number => parts.reduce((all, one) => all + one, 0)
  if (memory.kind === 'ok') {
    expect(memory.usedBytes + memory.availableBytes).toBe(memory.totalBytes)
    expect(sum(memory.parts.map(({ bytes }) => bytes))).toBe(memory.usedBytes)
    expect(memory.parts.every(({ bytes }) => bytes >= 0)).toBe(true)
  }
  if (room.kind === 'ok') {
    expect(room.roomBytes).toBe(Math.min(room.ramRoomBytes, room.gpuRoomBytes ?? Infinity))
    expect(room.roomBytes).toBeGreaterThanOrEqual(0)
  }
  if (room.kind === 'ok' && limit.kind === 'ok' && gpu.kind === 'ok') {
    const left = (room.gpuRoomBytes ?? Number.NaN) + room.gpuHeldBackBytes
    expect(limit.limitBytes + (gpu.beyondLimitBytes ?? Number.NaN)).toBe(gpu.inUseBytes + left)
    expect(gpu.inUseBytes).toBeGreaterThanOrEqual(gpu.inUseNowBytes)
  }
  if (swap.kind === 'ok') expect(swap.usedBytes + swap.freeBytes).toBe(swap.totalBytes)
  if (wired.kind === 'ok') expect(wired.gpuBytes + wired.unattributedBytes).toBe(wired.wiredBytes)
  if (pressure.kind === 'ok') {
    expect(pressure.kernel?.availableRatio ?? 0).toBeGreaterThanOrEqual(0)
    expect(pressure.kernel?.availableRatio ?? 0).toBeLessThanOrEqual(1)
  }
  for (const { memoryBytes, gpuRatio, processes } of apps) {
    expect(sum(processes.map((one) => one.memoryBytes))).toBe(memoryBytes)
    expect(gpuRatio ?? 0).toBeGreaterThanOrEqual(0)
    expect(gpuRatio ?? 0).toBeLessThanOrEqual(1)
  }
}

test('every Snapshot of a Mac adds up, whatever its commands answer, or fail to', async () => {
  const cap = fc.option(fc.nat(2 ** 40), { nil: null })
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 1, maxLength: 5 }),
      cap,
      fc.boolean(),
      async (walk, roomCapBytes, isLooked) => {
        const world = macWorld()
        const { host, advance } = createFakeHost(world, 'darwin')
        const monitor = createMonitor(host, createDarwinSenses(host, { roomCapBytes }))
        monitor.setLooked(isLooked)
        for (const now of walk) {
          set(world, now)
          const snapshot = monitor.once(1_000)
          await advance(31_000)
          expectToAddUp(await snapshot)
          expect(numbersIn(await snapshot).every(Number.isFinite)).toBe(true)
        }
      },
    ),
    { numRuns: 150 },
  )
})
