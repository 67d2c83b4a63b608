import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askAt } from '../../../src/main/host/ask-at.ts'
import type { Power } from '../../../src/shared/snapshot.ts'
import { createPowerStream } from '../../../src/main/monitor/darwin/power-stream.ts'
import { createFakeHost } from '../../fake-host.ts'
import { askerOf, valueOf, type World } from '../../world.ts'
import {
  macmonFile,
  macmonLine,
  macmonStat,
  permission,
  powerDocument,
  readPower,
  settled,
  sudoRule,
  withMacmon,
  withPowermetrics,
} from './streams.ts'

const byMacmon = (gpuWatts: number): Power => ({
  source: 'macmon',
  gpuWatts,
  cpuWatts: 2.5,
  gpuClockHertz: 462e6,
})

describe('power is read', () => {
  test('by powermetrics where the rule of sudo is there and allows it', async () => {
    const { read, running } = readPower(withMacmon(withPowermetrics(new Map())))
    const reading = read()
    await settled()
    expect(running().program).toBe('/usr/bin/powermetrics')
    running().print(powerDocument(3_500))
    expect(valueOf(await reading)).toEqual({
      source: 'powermetrics',
      gpuWatts: 3.5,
      cpuWatts: 0.25,
      gpuClockHertz: 714.5e6,
    })
  })

  test.each([
    ['without the rule, though sudo would allow it', sudoRule],
    ['without the permission, though the rule is there', permission],
  ])('by macmon %s', async (_, missing) => {
    const world = withMacmon(withPowermetrics(new Map()))
    world.set(missing, { kind: 'failed', reason: 'a password is required' })
    const { read, running } = readPower(world)
    const reading = read()
    await settled()
    expect(running().program).toBe(macmonFile)
    running().print(macmonLine(17.5))
    expect(valueOf(await reading)).toEqual(byMacmon(17.5))
  })

  test('by nobody where there is neither: it is absent, and no program is begun', async () => {
    const { read, begun } = readPower(new Map())
    expect(await read()).toMatchObject({
      kind: 'absent',
      reason: 'needs permission for powermetrics, or macmon',
    })
    expect(begun).toEqual([])
  })

  test('and sudo is not even asked where Headroom’s rule is not there', async () => {
    const world: World = withPowermetrics(new Map())
    world.delete(sudoRule)
    const asker = askerOf(world)
    const asked: string[] = []
    const { power } = readPower(world)
    await power.read(
      askAt(
        {
          ask: (question) => {
            asked.push(question.kind)
            return asker.ask(question)
          },
        },
        0,
      ),
    )
    expect(asked.length).toBeGreaterThan(1)
    expect(new Set(asked)).toEqual(new Set(['stat']))
  })
})

describe('of what a stream prints', () => {
  test('each question gets the newest, and waits where nothing new has come', async () => {
    const { read, running, begun } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().print(macmonLine(1))
    expect(valueOf(await first)).toEqual(byMacmon(1))
    running().print(macmonLine(2) + macmonLine(3))
    running().print(macmonLine(4))
    expect(valueOf(await read())).toEqual(byMacmon(4))
    const told: unknown[] = []
    const last = read().then((reading) => told.push(valueOf(reading)))
    await settled()
    expect(told).toEqual([])
    running().print(macmonLine(5))
    await last
    expect(told).toEqual([byMacmon(5)])
    expect(begun).toHaveLength(1)
  })

  test('a line of another form is a failure, and the next good one is read again', async () => {
    const { read, running } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().print('Error: no IOReport\n')
    expect(await first).toMatchObject({ kind: 'failed' })
    running().print(macmonLine(6))
    expect(valueOf(await read())).toEqual(byMacmon(6))
  })

  test('a line longer than any is given up, and the next good one is read again', async () => {
    const { read, running } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().print(`{"note":"${'x'.repeat(70_000)}`)
    running().print('","gpu_power":1}\n')
    expect(await first).toMatchObject({ kind: 'failed' })
    running().print(macmonLine(7))
    expect(valueOf(await read())).toEqual(byMacmon(7))
  })

  test('a line that says nothing of the GPU is no answer', async () => {
    const { read, running } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().print('{"cpu_power":2.5}\n')
    running().print(macmonLine(8))
    expect(valueOf(await first)).toEqual(byMacmon(8))
  })
})

/** A text cut at any places. */
const pieces = (text: string): fc.Arbitrary<readonly string[]> =>
  fc
    .array(fc.nat(text.length), { maxLength: 8 })
    .map((at) => [0, ...at.toSorted((a, b) => a - b), text.length])
    .map((at) => at.slice(1).map((end, index) => text.slice(at[index], end)))

describe('pieces may be cut anywhere', () => {
  test.each([
    ['macmon', withMacmon, macmonLine(1.5) + macmonLine(2.5) + macmonLine(3.5)],
    ['powermetrics', withPowermetrics, [1_500, 2_500, 3_500].map(powerDocument).join('\0')],
  ])('of %s', async (_, allow, text) => {
    await fc.assert(
      fc.asyncProperty(pieces(text), async (cut) => {
        const { read, running } = readPower(allow(new Map()))
        const reading = read()
        await settled()
        cut.forEach((piece) => running().print(piece))
        expect(await reading).toMatchObject({ kind: 'ok', value: { gpuWatts: 3.5 } })
      }),
      { numRuns: 200 },
    )
  })
})

describe('a stream that ends', () => {
  test('without an answer is a failure, and is begun again with the next question', async () => {
    const { read, running, begun } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().end('exit 1')
    expect(await first).toMatchObject({ kind: 'failed', reason: 'exit 1' })
    const second = read()
    await settled()
    running().print(macmonLine(8))
    expect(valueOf(await second)).toEqual(byMacmon(8))
    expect(begun).toHaveLength(2)
  })

  test('in the midst of a document is begun again with a new reader', async () => {
    const { read, running, begun } = readPower(withPowermetrics(new Map()))
    const first = read()
    await settled()
    running().print(powerDocument(1_000))
    await first
    running().print(powerDocument(2_000).slice(0, 90))
    running().end('it has ended')
    const second = read()
    await settled()
    running().print(powerDocument(3_000))
    expect(await second).toMatchObject({ kind: 'ok', value: { gpuWatts: 3 } })
    expect(begun).toHaveLength(2)
  })

  test('at once, before anybody can wait, is a failure as well', async () => {
    const world = withMacmon(new Map())
    const power = createPowerStream(createFakeHost(world, 'darwin').host)
    expect(await power.read(askerOf(world))).toMatchObject({
      kind: 'failed',
      reason: 'not in this test',
    })
  })

  test('where macmon was removed meanwhile, is absent', async () => {
    const world = withMacmon(new Map())
    const { read, running } = readPower(world)
    const first = read()
    await settled()
    running().end('it was ended by SIGKILL')
    await first
    world.delete(macmonStat)
    expect((await read()).kind).toBe('absent')
  })
})

describe('when nobody looks any more', () => {
  test('the stream is stopped, and whoever waits is told that there is no answer', async () => {
    const { read, power, begun } = readPower(withMacmon(new Map()))
    const reading = read()
    await settled()
    power.stop()
    expect((await reading).kind).not.toBe('ok')
    expect(begun.map((stream) => stream.isRunning())).toEqual([false])
  })

  test('what the stopped one had printed is forgotten, and a new one is begun', async () => {
    const { read, power, running, begun } = readPower(withMacmon(new Map()))
    const first = read()
    await settled()
    running().print(macmonLine(1))
    await first
    running().print(macmonLine(2))
    power.stop()
    const second = read()
    await settled()
    running().print(macmonLine(3))
    expect(valueOf(await second)).toEqual(byMacmon(3))
    expect(begun.map((stream) => stream.isRunning())).toEqual([false, true])
  })

  test('no stream is begun by a question that was still choosing one', async () => {
    const { read, power, begun } = readPower(withPowermetrics(new Map()))
    const reading = read()
    power.stop()
    await settled()
    power.stop()
    await reading
    expect(begun.map((stream) => stream.program)).toEqual([])
  })

  test('stopping twice, or before anything was begun, is no harm', async () => {
    const { read, power, running } = readPower(withMacmon(new Map()))
    power.stop()
    power.stop()
    const reading = read()
    await settled()
    running().print(macmonLine(9))
    expect(valueOf(await reading)).toEqual(byMacmon(9))
  })
})
