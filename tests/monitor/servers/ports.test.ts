import { describe, expect, test } from 'vitest'
import { createPorts } from '../../../src/main/monitor/servers/ports.ts'
import type { Listener } from '../../../src/main/probes/listener.ts'
import { pid } from '../../../src/shared/ids.ts'
import { foundOf, running } from '../../inference/server-told.ts'
import { composeWorld } from '../../servers/composed-world.ts'
import { askerOf } from '../../world.ts'

const listener = (id: number | null, address: string, port: number, user = '501'): Listener => ({
  pid: id === null ? null : pid(id),
  user,
  address,
  port,
})

/** The ports of an Ollama with pid 100, in a world with these listeners. */
function portsIn(listeners: readonly Listener[], command = 'ollama serve') {
  const found = foundOf(running(command, { startedAtMs: 0 }))
  let count = 0
  const ports = createPorts({
    ...composeWorld().world,
    listeners: async (_, pids) => {
      count++
      expect(pids).toEqual([100])
      return { kind: 'ok', value: listeners, atMs: 0, tookMs: 0 }
    },
  })
  const read = async (second: number, isMissing = false, isLooked = true): Promise<number> => {
    const asker = askerOf(new Map(), second * 1_000)
    await ports.read(asker, [found], { isLooked, isMissing })
    return count
  }
  return { found, ports, read, of: () => ports.of(found) }
}

describe('the ports of a server', () => {
  test('are those on loopback that its own processes listen on', async () => {
    const { read, of } = portsIn([
      listener(100, '127.0.0.1', 11434),
      listener(100, '*', 5001),
      listener(100, '192.168.1.7', 5002),
      listener(200, '127.0.0.1', 5003),
      listener(null, '127.0.0.1', 5004),
    ])
    await read(1_000)
    expect(of()).toEqual([
      { host: '127.0.0.1', port: 11434, pid: 100 },
      { host: '127.0.0.1', port: 5001, pid: 100 },
    ])
  })

  test('are one where both families listen, and reached by IPv4', async () => {
    const { read, of } = portsIn([listener(100, '::1', 81), listener(100, '127.0.0.1', 81)])
    await read(1_000)
    expect(of()).toEqual([{ host: '127.0.0.1', port: 81, pid: 100 }])
  })

  test('are reached by IPv6 where there is no other', async () => {
    const { read, of } = portsIn([listener(100, '::1', 81)])
    await read(1_000)
    expect(of()).toMatchObject([{ host: '[::1]' }])
  })

  test('of a service that may not be looked into are the usual and the named one, of its user', async () => {
    const hidden = [
      listener(null, '127.0.0.1', 11434),
      listener(null, '127.0.0.1', 77),
      listener(null, '127.0.0.1', 78),
    ]
    const own = portsIn(hidden, 'ollama serve --port 77')
    await own.read(1_000)
    expect(own.of().map(({ port }) => port)).toEqual([11434, 77])
    const foreign = portsIn([listener(null, '127.0.0.1', 11434, '0')])
    await foreign.read(1_000)
    expect(foreign.of()).toEqual([])
  })
})

describe('how often ports are read', () => {
  test('at first, and then seldom while all is known', async () => {
    const { read } = portsIn([])
    expect(await read(1_000)).toBe(1)
    expect(await read(1_029)).toBe(1)
    expect(await read(1_400)).toBe(2)
  })

  test('soon while a server that has just begun has none', async () => {
    const { read } = portsIn([])
    await read(10)
    expect(await read(15, true)).toBe(2)
  })

  test('seldom while nobody looks', async () => {
    const { read } = portsIn([])
    await read(1_000, true, false)
    expect(await read(1_029, true, false)).toBe(1)
  })

  test('at once when they are hurried, or the clock was set back', async () => {
    const { read, ports } = portsIn([])
    await read(1_000)
    ports.hurry()
    expect(await read(1_001)).toBe(2)
    expect(await read(900)).toBe(3)
  })

  test('not at all where no server has any', async () => {
    const python = foundOf(running('gpt4all', { executable: '/opt/gpt4all/bin/gpt4all' }))
    let count = 0
    const ports = createPorts({
      ...composeWorld().world,
      listeners: async () => {
        count++
        return { kind: 'ok', value: [], atMs: 0, tookMs: 0 }
      },
    })
    await ports.read(askerOf(new Map()), [python], { isLooked: true, isMissing: false })
    expect(count).toBe(0)
  })
})

describe('ports that cannot be read', () => {
  test('and a failure is told, with what was known before', async () => {
    const found = foundOf(running('ollama serve'))
    let isBroken = false
    const ports = createPorts({
      ...composeWorld().world,
      listeners: async () =>
        isBroken
          ? { kind: 'failed', reason: 'lsof: no such file', atMs: 0, tookMs: 0 }
          : { kind: 'ok', value: [listener(100, '127.0.0.1', 81)], atMs: 0, tookMs: 0 },
    })
    const read = () =>
      ports.read(askerOf(new Map(), 1e9), [found], { isLooked: true, isMissing: false })
    expect((await read()).kind).toBe('ok')
    isBroken = true
    ports.hurry()
    expect(await read()).toMatchObject({ kind: 'failed', reason: 'lsof: no such file' })
    expect(ports.of(found)).toHaveLength(1)
  })
})
