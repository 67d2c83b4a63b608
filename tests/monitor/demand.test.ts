import { describe, expect, onTestFinished, test } from 'vitest'
import { kernelMemoryLog } from '../../src/main/probes/darwin/kernel-log.ts'
import { macmonArgv, macmonPaths } from '../../src/main/probes/darwin/macmon.ts'
import type { Host } from '../../src/main/host/host.ts'
import { createDarwinSenses } from '../../src/main/monitor/darwin.ts'
import { createMonitor, type Monitor } from '../../src/main/monitor/monitor.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeHost, type FakeHost } from '../fake-host.ts'
import { statOf } from './darwin/streams.ts'
import { nameOfQuestion, type World } from '../world.ts'

const log = nameOfQuestion(kernelMemoryLog.question)
const fastest = nameOfQuestion({ kind: 'library', name: 'node/process' })

const monitorOf = (host: Host): Monitor =>
  createMonitor(host, createDarwinSenses(host, { roomCapBytes: null }))

/** A Mac of which only this is known; its monitor does not run by itself. */
function macWith(world: World): FakeHost & { readonly monitor: Monitor } {
  const fake = createFakeHost(world, 'darwin')
  return { ...fake, monitor: monitorOf(fake.host) }
}
const sourceIn = ({ sources }: Snapshot, id: string) =>
  sources.find((source) => source.id === id) ?? null

describe('what is asked only on demand', () => {
  test('is asked by no tick and by no single Snapshot', async () => {
    const { monitor, advance, asked } = macWith(new Map())
    onTestFinished(() => monitor.stop())
    monitor.setLooked(true)
    monitor.start()
    await advance(180_000)
    void monitor.once(100)
    await advance(1_000)
    expect(asked.map(({ name }) => name)).toContain(fastest)
    expect(asked.map(({ name }) => name)).not.toContain(log)
    expect(sourceIn(monitor.current() ?? (await monitor.once(0)), 'kernel-log')).toMatchObject({
      kind: 'waiting',
      reason: 'asked only by doctor',
    })
  })

  test('is asked and waited for where it is wanted, longer than all else', async () => {
    const world: World = new Map([[log, { kind: 'slow', text: 'Timestamp\n', tookMs: 800 }]])
    const { monitor, advance, host } = macWith(world)
    const startedAtMs = host.clock.nowMs()
    const single = monitor.once(100, 1_000).then((snapshot) => ({
      snapshot,
      afterMs: host.clock.nowMs() - startedAtMs,
    }))
    await advance(5_000)
    const { snapshot, afterMs } = await single
    expect(afterMs).toBe(800)
    expect(sourceIn(snapshot, 'kernel-log')).toMatchObject({ kind: 'ok', tookMs: 800 })
  })

  test('is waited for no longer than that', async () => {
    const world: World = new Map([[log, { kind: 'hangs' }]])
    const { monitor, advance, host } = macWith(world)
    const startedAtMs = host.clock.nowMs()
    const afterMs = monitor.once(100, 1_000).then(() => host.clock.nowMs() - startedAtMs)
    await advance(5_000)
    expect(await afterMs).toBe(1_000)
  })

  test('lends its time to nothing else', async () => {
    const world: World = new Map([[log, 'Timestamp\n']])
    world.set(fastest, { kind: 'hangs' })
    const { monitor, advance, host } = macWith(world)
    const startedAtMs = host.clock.nowMs()
    const afterMs = monitor.once(100, 1_000).then(() => host.clock.nowMs() - startedAtMs)
    await advance(5_000)
    expect(await afterMs).toBe(100)
  })
})

/** A Mac with macmon, whose stream the test sees begin and end. */
function macWithMacmon() {
  const [path = ''] = macmonPaths
  const fake = createFakeHost(new Map([[`stat ${path}`, statOf('file', 0o555)]]), 'darwin')
  const events: string[] = []
  const host = {
    ...fake.host,
    stream: (
      argv: readonly string[],
      _onText: (text: string) => void,
      onEnd: (end: { readonly reason: string | null }) => void,
    ) => {
      events.push(`begins ${argv.join(' ')}`)
      return () => {
        events.push('ends')
        onEnd({ reason: null })
      }
    },
  }
  const monitor = monitorOf(host)
  onTestFinished(() => monitor.stop())
  return { advance: fake.advance, monitor, events, begins: `begins ${macmonArgv(path).join(' ')}` }
}

describe('what keeps something running rests', () => {
  test('when nobody looks any more, and begins when somebody does', async () => {
    const { advance, monitor, events, begins } = macWithMacmon()
    monitor.start()
    await advance(60_000)
    expect(events).toEqual([])
    monitor.setLooked(true)
    await advance(20_000)
    expect(events).toEqual([begins])
    monitor.setLooked(false)
    expect(events).toEqual([begins, 'ends'])
    await advance(60_000)
    expect(events).toEqual([begins, 'ends'])
    monitor.setLooked(true)
    await advance(20_000)
    expect(events).toEqual([begins, 'ends', begins])
  })

  test('when the monitor is stopped', async () => {
    const { advance, monitor, events, begins } = macWithMacmon()
    monitor.setLooked(true)
    monitor.start()
    await advance(10_000)
    monitor.stop()
    await advance(60_000)
    expect(events).toEqual([begins, 'ends'])
  })

  test('after a single Snapshot for which nobody looks', async () => {
    const { advance, monitor, events, begins } = macWithMacmon()
    const single = monitor.once(100)
    await advance(10_000)
    await single
    expect(events).toEqual([begins, 'ends'])
  })

  test('not after a single Snapshot while somebody looks', async () => {
    const { advance, monitor, events, begins } = macWithMacmon()
    monitor.setLooked(true)
    monitor.start()
    await advance(10_000)
    void monitor.once(100)
    await advance(10_000)
    expect(events).toEqual([begins])
  })
})

/** Where the question which program there is waits for its answer just then. */
test('what was still choosing its program when nobody looked any more keeps none running', async () => {
  const [path = ''] = macmonPaths
  const fake = createFakeHost(
    new Map([[`stat ${path}`, { kind: 'slow', text: statOf('file', 0o555), tookMs: 50 }]]),
    'darwin',
  )
  let runningCount = 0
  const stream = () => {
    runningCount++
    return () => void runningCount--
  }
  const monitor = monitorOf({ ...fake.host, stream })
  onTestFinished(() => monitor.stop())
  monitor.setLooked(true)
  monitor.start()
  await fake.advance(20)
  monitor.setLooked(false)
  await fake.advance(10_000)
  expect(runningCount).toBe(0)
})
