import { describe, expect, test } from 'vitest'
import { createDarwinSources } from '../../../src/main/monitor/darwin/sources.ts'
import { darwinServerWorld } from '../../../src/main/monitor/darwin/server-world.ts'
import { pid } from '../../../src/shared/ids.ts'
import { createFakeHost } from '../../fake-host.ts'
import { askerOf, type World } from '../../world.ts'
import { asks, macWorld } from './mac-world.ts'

const startMs = 1_795_200_000_000
const engine = '/opt/homebrew/bin/llama-server'
const line = `  400 ${engine} -m /m/a.gguf\n`

/** A Mac with a llama-server, pid 400, whose processes are listed. */
async function serverWorld(world: World = macWorld()) {
  const { host, advance } = createFakeHost(world, 'darwin')
  const sources = createDarwinSources(host)
  for (const source of [sources.own, sources.processes, sources.processFacts]) {
    void source.ask(host, startMs, { isLooked: true, isOnBattery: false })
    await advance(1)
  }
  const servers = darwinServerWorld(sources)
  const processAt = async (second: number, id: number) => {
    const processes = await servers.processes(askerOf(world, startMs + second * 1_000))
    return processes?.find((one) => one.pid === id)
  }
  return { world, servers, argvAt: async (second: number) => (await processAt(second, 400))?.argv }
}

describe('the arguments of a server of macOS', () => {
  test('are told once, and are the same list from then on', async () => {
    const { world, argvAt } = await serverWorld()
    world.set(asks.arguments(400), line)
    const told = await argvAt(0)
    expect(told).toEqual([engine, '-m', '/m/a.gguf'])
    world.set(asks.arguments(400), '400 another one\n')
    expect(await argvAt(40)).toBe(told)
  })

  test.each([
    ['ps fails', { kind: 'failed', reason: 'fork: not enough memory' } as const],
    ['ps has no row of it', ''],
    ['it just becomes another program', '  400 (llama-server)\n'],
  ])('are asked for again where %s', async (_, reply) => {
    const { world, argvAt } = await serverWorld()
    world.set(asks.arguments(400), reply)
    const alone = await argvAt(0)
    expect(alone).toEqual([engine])
    world.set(asks.arguments(400), line)
    expect(await argvAt(1)).toBe(alone)
    expect(await argvAt(2)).toEqual([engine, '-m', '/m/a.gguf'])
  })

  test('are asked for less and less often while they are not told', async () => {
    const { world, argvAt } = await serverWorld()
    world.set(asks.arguments(400), '')
    for (const second of [0, 2, 6]) await argvAt(second)
    world.set(asks.arguments(400), line)
    expect(await argvAt(13)).toHaveLength(1)
    expect(await argvAt(14)).toHaveLength(3)
  })

  test('are asked for at once when the clock was set back', async () => {
    const { world, argvAt } = await serverWorld()
    world.set(asks.arguments(400), '')
    await argvAt(3)
    world.set(asks.arguments(400), line)
    expect(await argvAt(1)).toHaveLength(3)
  })
})

describe('the ports of a server of macOS', () => {
  test('are told with their family, and nobody refuses', async () => {
    const { world, servers } = await serverWorld()
    world.set(asks.listening(400), 'p400\ncllama-server\nLuser\nf9\ntIPv6\nn*:8080\n')
    expect(await servers.listeners(askerOf(world, startMs), [pid(400)])).toMatchObject({
      value: {
        listeners: [{ pid: 400, user: 'user', address: '::', port: 8080 }],
        refused: [],
      },
    })
    world.set(asks.listening(400), { kind: 'failed', reason: 'no answer for 10 s' })
    expect(await servers.listeners(askerOf(world, startMs), [pid(400)])).toMatchObject({
      kind: 'failed',
      reason: 'no answer for 10 s',
    })
  })
})

test('the folder of a server of macOS is told by lsof, and is not known of one that has ended', async () => {
  const { world, servers } = await serverWorld()
  const asked = 'command /usr/sbin/lsof -nP -w -a -d cwd -p 400 -F fn'
  world.set(asked, 'p400\nfcwd\nn/Users/ann\n')
  expect(await servers.folderOf(askerOf(world, startMs), pid(400))).toBe('/Users/ann')
  world.set(asked, '')
  expect(await servers.folderOf(askerOf(world, startMs), pid(400))).toBeNull()
})
