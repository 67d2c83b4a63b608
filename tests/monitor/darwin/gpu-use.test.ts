import { describe, expect, test } from 'vitest'
import { acceleratorText, pageBytes, pages } from './mac-texts.ts'
import { asks, listed, macWorld, setAnswer, setProcesses, setServer } from './mac-world.ts'
import { macmonLine, withMacmon } from './streams.ts'
import { watchMac } from './watched-mac.ts'

const using = (inUseBytes: number): string => acceleratorText({ inUseBytes, busyPercent: 0 })

describe('GPU memory in use', () => {
  test('is the most of the last three minutes: an idle model comes back', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(1)
    world.set(asks.accelerators, using(1e9))
    await advance(170_000)
    expect(last().gpu).toMatchObject({ inUseBytes: 10e9, inUseNowBytes: 1e9 })
    await advance(15_000)
    expect(last().gpu).toMatchObject({ inUseBytes: 1e9, inUseNowBytes: 1e9 })
  })

  test('falls at once when an engine ends', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(10_000)
    setProcesses(
      world,
      listed.filter(({ pid }) => pid !== 400),
    )
    world.set(asks.accelerators, using(1e9))
    await advance(2_500)
    expect(last().gpu).toMatchObject({ inUseBytes: 1e9 })
  })

  test('once an engine has ended, keeps the most of what others use from then on', async () => {
    const world = macWorld()
    const { advance, last } = watchMac(world)
    await advance(40_000)
    // the list of processes is asked every 30 s: until then it names the engine still
    world.set(asks.process(400), 'ended').set(asks.accelerators, using(8e9))
    await advance(10_000)
    world.set(asks.accelerators, using(1e9))
    await advance(5_000)
    expect(last().gpu).toMatchObject({ inUseBytes: 8e9, inUseNowBytes: 1e9 })
  })

  test('of several nodes is added up', async () => {
    const world = macWorld()
    world.set(asks.accelerators, using(3e9) + using(4e9).replace('0x100000400', '0x100000401'))
    const { advance, last } = watchMac(world)
    await advance(1)
    expect(last().gpu).toMatchObject({ inUseBytes: 7e9 })
  })
})

/** Ollama with these models, each with its size in bytes, all of it on the GPU. */
const ollamaWith = (models: Readonly<Record<string, number>>): string =>
  JSON.stringify({
    models: Object.entries(models).map(([name, size]) => ({
      name,
      model: name,
      size,
      size_vram: size,
    })),
  })

function macWithOllama(models: Readonly<Record<string, number>>) {
  const world = macWorld()
  const ollama = { pid: 400, command: '/opt/homebrew/bin/ollama serve', port: 11_434 }
  setServer(world, ollama, {
    '/': 'Ollama is running',
    '/api/version': '{"version":"0.32.15"}',
    '/api/ps': ollamaWith(models),
  })
  return world
}

describe('GPU memory in use, by what servers tell of their models', () => {
  test('falls when a model is unloaded and its server goes on', async () => {
    const world = macWithOllama({ a: 9e9 })
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(10_000)
    expect(last().models).toMatchObject([{ name: 'a', memory: { onGpu: { bytes: 9e9 } } }])
    setAnswer(world, 11_434, '/api/ps', ollamaWith({}))
    world.set(asks.accelerators, using(1e9))
    await advance(10_000)
    expect(last().models).toEqual([])
    expect(last().gpu).toMatchObject({ inUseBytes: 1e9, inUseNowBytes: 1e9 })
    // its process runs on: nobody has ended
    expect(last().servers).toMatchObject([{ kind: 'ollama', pid: 400, state: 'ready' }])
  })

  test('of two models keeps the one that stays, however little the driver has of it now', async () => {
    const world = macWithOllama({ a: 5e9, b: 4e9 })
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(10_000)
    setAnswer(world, 11_434, '/api/ps', ollamaWith({ b: 4e9 }))
    world.set(asks.accelerators, using(1e9))
    await advance(10_000)
    // and beside it what others have
    expect(last().gpu).toMatchObject({ inUseBytes: 4e9 + 1e9, inUseNowBytes: 1e9 })
  })

  test('is what an idle model is known to have there, long after the driver has dropped it', async () => {
    const world = macWithOllama({ a: 9e9 })
    const { advance, last } = watchMac(world, { isLooked: true })
    await advance(1)
    world.set(asks.accelerators, using(1e9))
    await advance(200_000)
    expect(last().gpu).toMatchObject({ inUseBytes: 9e9 + 1e9, inUseNowBytes: 1e9 })
  })
})

describe('the power of the GPU', () => {
  test('stands in the part and at the device while somebody looks', async () => {
    const { advance, last, streams, monitor } = watchMac(withMacmon(macWorld()), { isLooked: true })
    await advance(400)
    expect(last().power).toMatchObject({ kind: 'waiting' })
    streams.running().print(macmonLine(17.5))
    await advance(2_000)
    expect(last().power).toMatchObject({ kind: 'ok', source: 'macmon', gpuWatts: 17.5 })
    expect(last().gpu).toMatchObject({ devices: [{ powerWatts: 17.5, clockHertz: 462e6 }] })
    monitor.setLooked(false)
    await advance(120_000)
    expect(streams.begun.map((stream) => stream.isRunning())).toEqual([false])
    expect(last().gpu).toMatchObject({ devices: [{ powerWatts: null }] })
  })

  test('is a failure where a stream says nothing for long, and never 0 W', async () => {
    const { advance, last, streams } = watchMac(withMacmon(macWorld()), { isLooked: true })
    await advance(1_000)
    expect(streams.begun).toHaveLength(1)
    await advance(20_000)
    expect(last().power).toMatchObject({ kind: 'failed' })
    expect(last().gpu).toMatchObject({ devices: [{ powerWatts: null }] })
    expect(streams.begun).toHaveLength(1)
  })

  test('is asked again when somebody looks again, by one stream at a time', async () => {
    const { advance, last, streams, monitor } = watchMac(withMacmon(macWorld()))
    for (const gpuWatts of [1, 2, 3]) {
      monitor.setLooked(true)
      await advance(6_000)
      streams.running().print(macmonLine(gpuWatts))
      await advance(2_000)
      expect(last().power).toMatchObject({ kind: 'ok', gpuWatts })
      monitor.setLooked(false)
      await advance(60_000)
    }
    expect(streams.begun).toHaveLength(3)
  })
})

test('wired memory is split into the GPU’s and what nothing explains, with its history', async () => {
  const world = macWorld()
  const { advance, last } = watchMac(world)
  await advance(1)
  const wiredBytes = pages.wired * pageBytes
  const unattributedBytes = wiredBytes - 10e9
  expect(last().wired).toMatchObject({
    kind: 'ok',
    wiredBytes,
    gpuBytes: 10e9,
    unattributedBytes,
    history: [{ unattributedBytes }],
  })
  await advance(120_000)
  const { wired } = last()
  expect(wired.kind === 'ok' && wired.history).toHaveLength(3)
})
