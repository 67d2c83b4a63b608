import { describe, expect, test } from 'vitest'
import {
  asks,
  engineFile,
  headroomPid,
  listed,
  macWorld,
  notes,
  setProcesses,
} from './mac-world.ts'
import { footprintText } from './process-texts.ts'
import { withMacmon, withPowermetrics } from './streams.ts'
import { watchMac } from './watched-mac.ts'

const costly = [asks.top, asks.clients]

test('while nobody looks neither top nor GPU clients are asked, and no stream is begun', async () => {
  const world = withMacmon(withPowermetrics(macWorld()))
  const { advance, askedAtS, streams, asked } = watchMac(world)
  await advance(300_000)
  expect(costly.flatMap(askedAtS)).toEqual([])
  expect(asked.filter(({ name }) => name.includes('powermetrics'))).toEqual([])
  expect(streams.begun).toEqual([])
})

test('while somebody looks top and GPU clients are asked every 5 s, and stop with the looking', async () => {
  const { advance, askedAtS, monitor } = watchMac(macWorld(), { isLooked: true })
  await advance(11_000)
  expect(costly.map(askedAtS)).toEqual([
    [0, 5, 10],
    [0, 5, 10],
  ])
  monitor.setLooked(false)
  await advance(200_000)
  expect(askedAtS(asks.top)).toHaveLength(3)
})

test('a slow top is asked so seldom that it keeps to a hundredth of the time', async () => {
  const world = macWorld()
  world.set(asks.top, { kind: 'slow', text: 'PID COMMAND MEM CMPRS\n', tookMs: 200 })
  const { advance, askedAtS } = watchMac(world, { isLooked: true })
  await advance(301_000)
  const times = askedAtS(asks.top)
  expect(times.length).toBeGreaterThan(2)
  const gaps = times.slice(1).map((atS, index) => atS - (times[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20)
})

test('what never changes is asked once, and the kernel’s log and vmmap not at all', async () => {
  const { advance, askedAtS, asked } = watchMac(macWorld(), { isLooked: true })
  await advance(300_000)
  const once = [asks.machine, asks.profile, asks.macOs, asks.metal]
  expect(once.map(askedAtS)).toEqual(once.map(() => [0]))
  expect(asked.filter(({ name }) => /vmmap|\/usr\/bin\/log\b/.test(name))).toEqual([])
})

describe('facts of processes', () => {
  test('are asked once in a minute while the same processes run', async () => {
    const { advance, askedAtS } = watchMac(macWorld(), { isLooked: true })
    await advance(125_000)
    expect(askedAtS(asks.facts)).toEqual([0, 60, 120])
  })

  test('are not asked again for the commands that Headroom itself starts, which are new each time', async () => {
    const world = macWorld()
    const { advance, askedAtS } = watchMac(world, { isLooked: true })
    for (let at = 0; at < 10; at++) {
      const ps = {
        pid: 9_000 + at,
        parentPid: headroomPid,
        user: 'user',
        file: '/bin/ps',
        rssKib: 1,
      }
      setProcesses(world, [...listed, ps])
      await advance(5_000)
    }
    expect(askedAtS(asks.facts)).toEqual([0])
  })
})

describe('of suspects alone', () => {
  test('footprints and files are asked, and only of one’s own user', async () => {
    const world = macWorld()
    world.set(asks.footprints(400), footprintText({ 400: 11e9 }))
    world.set(asks.files(engineFile), `${engineFile}: Mach-O 64-bit executable arm64\n`)
    const { advance, asked, askedAtS } = watchMac(world, { isLooked: true })
    await advance(30_000)
    const names = new Set(
      asked.map(({ name }) => name).filter((name) => /footprint|bin.file/.test(name)),
    )
    expect(names).toEqual(new Set([asks.footprints(400), asks.files(engineFile)]))
    expect(askedAtS(asks.files(engineFile))).toHaveLength(1)
    expect(asked.some(({ name }) => name.includes(notes))).toBe(false)
  })

  test('nothing is asked before processes are listed and named', async () => {
    const world = macWorld()
    world.set(asks.facts, { kind: 'failed', reason: 'exit 1' })
    const { advance, asked, source } = watchMac(world, { isLooked: true })
    await advance(30_000)
    expect(asked.some(({ name }) => /footprint|bin.file|^process /.test(name))).toBe(false)
    expect(source('footprints').kind).toBe('waiting')
  })

  test('whether they still run is asked at every tick, by no program', async () => {
    const { advance, askedAtS } = watchMac(macWorld(), { isLooked: true })
    await advance(8_500)
    expect(askedAtS(asks.process(400))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})
