import { describe, expect, test } from 'vitest'
import { createPorts } from '../../../src/main/monitor/servers/ports.ts'
import type { Found } from '../../../src/main/inference/programs/discover.ts'
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

interface Machine {
  readonly command?: string
  /** Its process may not be looked into. */
  readonly isHidden?: boolean
}

/** The ports of an Ollama with pid 100, in a world with these listeners. */
function portsIn(
  listeners: readonly Listener[],
  { command = 'ollama serve', isHidden = false }: Machine = {},
) {
  const found = foundOf(running(command, { startedAtMs: 0 }))
  const refused = isHidden ? [pid(100)] : []
  let count = 0
  const ports = createPorts({
    ...composeWorld().world,
    listeners: async (_, pids) => {
      count++
      expect(pids).toEqual([100])
      return { kind: 'ok', value: { listeners, refused }, atMs: 0, tookMs: 0 }
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
    const own = portsIn(hidden, { command: 'ollama serve --port 77', isHidden: true })
    await own.read(1_000)
    expect(own.of().map(({ port }) => port)).toEqual([11434, 77])
    const foreign = portsIn([listener(null, '127.0.0.1', 11434, '0')], { isHidden: true })
    await foreign.read(1_000)
    expect(foreign.of()).toEqual([])
  })

  test('are none where it listens on none, whoever else of its user does', async () => {
    const { read, of } = portsIn([listener(null, '127.0.0.1', 11434)])
    await read(1_000)
    expect(of()).toEqual([])
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
        return { kind: 'ok', value: { listeners: [], refused: [] }, atMs: 0, tookMs: 0 }
      },
    })
    await ports.read(askerOf(new Map()), [python], { isLooked: true, isMissing: false })
    expect(count).toBe(0)
  })
})

/** Servers whose processes come and go; how often their ports were read. */
function machine() {
  let running: readonly Found[] = []
  let listeners: readonly Listener[] = []
  let isBroken = false
  let count = 0
  const ports = createPorts({
    ...composeWorld().world,
    listeners: async () => {
      count++
      return isBroken
        ? { kind: 'failed', reason: 'lsof: no answer for 10 s', atMs: 0, tookMs: 0 }
        : { kind: 'ok', value: { listeners, refused: [] }, atMs: 0, tookMs: 0 }
    },
  })
  return {
    ports,
    run: (...now: readonly Found[]) => {
      running = now
    },
    listen: (...now: readonly Listener[]) => {
      listeners = now
    },
    breakDown: (isDown: boolean) => {
      isBroken = isDown
    },
    read: (second: number) =>
      ports.read(askerOf(new Map(), second * 1_000), running, { isLooked: true, isMissing: false }),
    countAt: async (second: number): Promise<number> => {
      await ports.read(askerOf(new Map(), second * 1_000), running, {
        isLooked: true,
        isMissing: false,
      })
      return count
    },
  }
}

const ollama = (options: { readonly pid?: number; readonly helper?: number } = {}): Found => {
  const found = foundOf(running('ollama serve', { pid: options.pid ?? 100, startedAtMs: 0 }))
  const helpers = options.helper === undefined ? [] : [running('helper', { pid: options.helper })]
  return { ...found, members: [...found.members, ...helpers] }
}

describe('ports are read again', () => {
  test('when another server runs, but not at once', async () => {
    const { run, countAt } = machine()
    run(ollama())
    await countAt(1_000)
    run(ollama(), ollama({ pid: 200 }))
    expect(await countAt(1_001)).toBe(1)
    expect(await countAt(1_002)).toBe(2)
    expect(await countAt(1_010)).toBe(2)
  })

  test('when a server without a port has another helper, but not for those of the others', async () => {
    const { run, listen, countAt } = machine()
    listen(listener(100, '127.0.0.1', 11434))
    run(ollama(), ollama({ pid: 200 }))
    await countAt(1_000)
    run(ollama({ helper: 101 }), ollama({ pid: 200 }))
    expect(await countAt(1_010)).toBe(1)
    run(ollama({ helper: 101 }), ollama({ pid: 200, helper: 201 }))
    expect(await countAt(1_020)).toBe(2)
  })

  test('when the helper that listened has ended', async () => {
    const { run, listen, countAt } = machine()
    listen(listener(101, '127.0.0.1', 11434))
    run(ollama({ helper: 101 }))
    await countAt(1_000)
    expect(await countAt(1_010)).toBe(1)
    run(ollama({ helper: 102 }))
    expect(await countAt(1_020)).toBe(2)
  })
})

describe('ports that cannot be read', () => {
  test('are told as they were, with why, until they are read', async () => {
    const { run, listen, breakDown, read, ports } = machine()
    run(ollama())
    listen(listener(100, '127.0.0.1', 81))
    expect((await read(1_000)).kind).toBe('ok')
    breakDown(true)
    ports.hurry()
    const failed = { kind: 'failed', reason: 'lsof: no answer for 10 s' }
    expect(await read(1_001)).toMatchObject({ ...failed, atMs: 1_001_000 })
    expect(await read(1_002)).toMatchObject({ ...failed, atMs: 1_002_000 })
    expect(ports.of(ollama())).toHaveLength(1)
    breakDown(false)
    expect((await read(1_005)).kind).toBe('failed')
    expect((await read(1_006)).kind).toBe('ok')
  })

  test('are tried soon, and less and less often', async () => {
    const { run, breakDown, countAt } = machine()
    run(ollama())
    breakDown(true)
    const counts: number[] = []
    for (const second of [0, 4, 5, 14, 15, 34, 35, 74, 75, 134, 135]) {
      counts.push(await countAt(1_000 + second))
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6])
  })

  test('are no trouble of a machine without servers', async () => {
    const { run, breakDown, read } = machine()
    run(ollama())
    breakDown(true)
    await read(1_000)
    run()
    expect((await read(1_001)).kind).toBe('ok')
  })
})
