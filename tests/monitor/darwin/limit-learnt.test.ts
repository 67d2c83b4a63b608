import { describe, expect, onTestFinished, test } from 'vitest'
import type { LearntUse } from '../../../src/main/history/learnt/learnt-use.ts'
import { createDarwinSenses } from '../../../src/main/monitor/darwin.ts'
import { createMonitor } from '../../../src/main/monitor/monitor.ts'
import type { LearntLimit } from '../../../src/shared/learnt.ts'
import { learntInMemory } from '../../history/learnt-fake.ts'
import type { World } from '../../world.ts'
import { fakeLogs } from '../logs/watched-logs.ts'
import { ramBytes } from './mac-texts.ts'
import { asks, macWorld } from './mac-world.ts'
import { createFakeStreams } from './streams.ts'

const path = '/Users/user/.ollama/logs/server.log'
const raised = 'iogpu.wired_limit_mb: 57344\n'
const failed = { kind: 'failed', reason: 'exit 1' } as const
const line = (megabytes: string): string =>
  `ggml_metal_device_init: recommendedMaxWorkingSetSize  = ${megabytes} MB\n`

/** A Mac whose Metal does not answer, which macOS has not been told another limit. */
const silentMac = (): World =>
  macWorld()
    .set(asks.metal, failed)
    .set(asks.wiredLimit, 'iogpu.wired_limit_mb: 0\n')
    .set(asks.macOs, 'ProductName: macOS\nProductVersion: 26.1\nBuildVersion: 1A1\n')
    .set('library node/home', '{"home":"/Users/user"}')

async function watchLimit(world: World, learnt: LearntUse, text: string | null) {
  const logs = fakeLogs(world, 'darwin')
  if (text !== null) logs.write(path, text)
  const mac = { ...logs.host, stream: createFakeStreams().stream }
  const senses = createDarwinSenses(mac, { roomCapBytes: null, learnt })
  const monitor = createMonitor(mac, senses)
  onTestFinished(() => monitor.stop())
  monitor.start()
  while (text !== null && !logs.isFollowed(path)) await logs.advance(1_000)
  await logs.advance(6_000)
  const limit = () => {
    const found = monitor.current()?.limit
    if (found?.kind !== 'ok') throw new Error('no limit')
    return found
  }
  return { ...logs, limit, nowMs: () => mac.clock.nowMs() }
}

const remembered = (atMs: number): LearntLimit => ({
  limitBytes: 51_539_610_000,
  program: 'Ollama',
  atMs,
  ramBytes,
  overrideBytes: null,
  macOsMajor: 26,
})

describe('the limit that an engine logs', () => {
  test('is remembered once, with who said it, under which override and on which machine', async () => {
    const learnt = learntInMemory()
    const mac = await watchLimit(silentMac(), learnt.use, line('51539.61'))
    await mac.advance(120_000)
    expect(learnt.parts().limit).toEqual(remembered(learnt.parts().limit?.atMs ?? 0))
    expect(learnt.noteCount()).toBe(1)
    expect(mac.limit()).toMatchObject({ source: 'engine-log', logged: { program: 'Ollama' } })
  })

  test('holds where its log is gone, and says who saw it when', async () => {
    const first = await watchLimit(silentMac(), learntInMemory().use, null)
    expect(first.limit()).toMatchObject({ source: 'rule' })
    const limit = remembered(first.nowMs() - 72 * 3_600_000)
    const { limit: limitNow } = await watchLimit(silentMac(), learntInMemory({ limit }).use, null)
    expect(limitNow()).toMatchObject({
      limitBytes: 51_539_610_000,
      source: 'engine-log',
      isEstimated: false,
      logged: { program: 'Ollama', atMs: limit.atMs },
    })
  })

  test('is not used where a log of now says another, nor beside Metal', async () => {
    const limit = { ...remembered(0), limitBytes: 40e9 }
    const mac = await watchLimit(silentMac(), learntInMemory({ limit }).use, line('51539.61'))
    expect(mac.limit()).toMatchObject({ limitBytes: 51_539_610_000, source: 'engine-log' })
    const metal = await watchLimit(macWorld(), learntInMemory({ limit }).use, null)
    expect(metal.limit()).toMatchObject({ source: 'metal' })
    expect(metal.limit().logged).toBeUndefined()
  })

  test('is old while the limit is raised, and is not taken for the one of macOS when it is set back', async () => {
    const learnt = learntInMemory({ limit: remembered(0) })
    const world = silentMac().set(asks.wiredLimit, raised)
    const mac = await watchLimit(world, learnt.use, line('60129.54'))
    expect(mac.limit()).toMatchObject({ source: 'wired-limit' })
    expect(learnt.parts().limit).toMatchObject({ overrideBytes: 57_344 * 2 ** 20 })
    world.set(asks.wiredLimit, 'iogpu.wired_limit_mb: 0\n')
    await mac.advance(120_000)
    expect(mac.limit()).toMatchObject({ source: 'rule', isEstimated: true })
  })

  test.each([['512.00'], ['99999999.00']])(
    'is neither used nor remembered where no Mac has it: %s MB',
    async (megabytes) => {
      const learnt = learntInMemory()
      const mac = await watchLimit(silentMac(), learnt.use, line(megabytes))
      expect(mac.limit()).toMatchObject({ source: 'rule' })
      expect(learnt.parts().limit).toBeNull()
    },
  )
})
