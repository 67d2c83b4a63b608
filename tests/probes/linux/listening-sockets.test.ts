import { describe, expect, test } from 'vitest'
import {
  parseListeningSockets,
  readListeners,
} from '../../../src/main/probes/linux/listening-sockets.ts'
import { pid } from '../../../src/shared/ids.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound } from '../../mutated.ts'
import { askerOf, valueOf, type World } from '../../world.ts'

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n'
const rowOf = (local: string, state: string, user: number, inode: number): string => {
  const remote = `${'0'.repeat(local.length - 5)}:0000`
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${String(user).padStart(5)}        0 ${inode} 1 0000000000000000 100 0 0 10 0                     \n`
}
const tcp =
  header +
  rowOf('0100007F:2CAA', '0A', 1000, 88_123) +
  rowOf('00000000:0016', '0A', 0, 501) +
  rowOf('0501A8C0:1F90', '0A', 1000, 88_124) +
  rowOf('0100007F:2CAA', '01', 1000, 88_200) +
  rowOf('0100007F:2CAA', '06', 0, 0)
const tcp6 =
  header.replace('rem_address  ', 'remote_address                        ') +
  rowOf('00000000000000000000000001000000:04D2', '0A', 1000, 91) +
  rowOf('00000000000000000000000000000000:1F91', '0A', 1000, 92) +
  rowOf('0000000000000000FFFF00000100007F:1F92', '0A', 1000, 93) +
  rowOf('000080FE00000000FF005450A8F7B4FE:1F93', '0A', 0, 94)

describe('the table of sockets', () => {
  test('tells those that listen, with their address, port, user and inode', () => {
    expect(parseListeningSockets(tcp)).toEqual([
      { inode: '88123', user: '1000', address: '127.0.0.1', port: 11_434 },
      { inode: '501', user: '0', address: '0.0.0.0', port: 22 },
      { inode: '88124', user: '1000', address: '192.168.1.5', port: 8_080 },
    ])
  })

  test('tells those of IPv6 as people write them', () => {
    expect(parseListeningSockets(tcp6)).toEqual([
      { inode: '91', user: '1000', address: '::1', port: 1_234 },
      { inode: '92', user: '1000', address: '::', port: 8_081 },
      { inode: '93', user: '1000', address: '::ffff:127.0.0.1', port: 8_082 },
      { inode: '94', user: '0', address: 'fe80::5054:ff:feb4:f7a8', port: 8_083 },
    ])
  })

  test('may be empty, and its last row may be cut', () => {
    expect(parseListeningSockets(header)).toEqual([])
    expect(parseListeningSockets(tcp.slice(0, header.length + 100))).toEqual([])
  })

  test('is no other table', () => {
    expect(() => parseListeningSockets('')).toThrow(ParseError)
    expect(() => parseListeningSockets('Num RefCount Protocol Flags\n')).toThrow(ParseError)
  })

  test.each([tcp, tcp6])('that is foreign is a ParseError or has ports', (text) => {
    expectSound(parseListeningSockets, text, (sockets) =>
      sockets.every(({ port, address }) => port <= 65_535 && address !== ''),
    )
  })
})

const worldOf = (...descriptors: readonly (readonly [id: number, targets: string[]])[]): World => {
  const world: World = new Map([
    ['file /proc/net/tcp', tcp],
    ['file /proc/net/tcp6', tcp6],
  ])
  for (const [id, targets] of descriptors) {
    world.set(`dir /proc/${id}/fd`, JSON.stringify(targets.map((_, index) => String(index))))
    targets.forEach((target, index) => world.set(`link /proc/${id}/fd/${index}`, target))
  }
  return world
}
const lookIn = (world: World, ...ids: readonly number[]) =>
  readListeners(askerOf(world), ids.map(pid))
const readIn = async (world: World, ...ids: readonly number[]): Promise<unknown> => {
  const reading = await lookIn(world, ...ids)
  return reading.kind === 'ok' ? reading.value.listeners : valueOf(reading)
}

describe('who listens', () => {
  test('is told by the sockets that it holds; of others only the user is', async () => {
    const world = worldOf([42, ['/dev/null', 'pipe:[91]', 'socket:[88123]', 'socket:[7]']])
    expect(await readIn(world, 42)).toEqual([
      { pid: 42, user: '1000', address: '127.0.0.1', port: 11_434 },
      { pid: null, user: '0', address: '0.0.0.0', port: 22 },
      { pid: null, user: '1000', address: '192.168.1.5', port: 8_080 },
      { pid: null, user: '1000', address: '::1', port: 1_234 },
      { pid: null, user: '1000', address: '::', port: 8_081 },
      { pid: null, user: '1000', address: '::ffff:127.0.0.1', port: 8_082 },
      { pid: null, user: '0', address: 'fe80::5054:ff:feb4:f7a8', port: 8_083 },
    ])
  })

  test('is told once where it holds a socket twice, and is each of those that share one', async () => {
    const world = worldOf([42, ['socket:[91]', 'socket:[91]']], [43, ['socket:[91]']])
    world.set('file /proc/net/tcp', header)
    world.set('file /proc/net/tcp6', header + rowOf(`${'0'.repeat(32)}:0050`, '0A', 5, 91))
    expect(await readIn(world, 42, 43)).toEqual([
      { pid: 42, user: '5', address: '::', port: 80 },
      { pid: 43, user: '5', address: '::', port: 80 },
    ])
  })
})

describe('who listens, as far as it may be known,', () => {
  test('is not known where a process has ended or may not be looked into', async () => {
    const world = worldOf([43, ['socket:[88123]']])
    world.set('dir /proc/42/fd', { kind: 'failed', reason: 'permission denied' })
    world.set('dir /proc/44/fd', 'garbage')
    expect(await readIn(world, 41, 42, 43, 44)).toMatchObject([
      { pid: 43 },
      { pid: null },
      {},
      {},
      {},
      {},
      {},
    ])
  })

  test('is refused by those that may not be looked into, and by no other', async () => {
    const denied = { kind: 'failed', reason: 'permission denied' } as const
    const world = worldOf([43, ['socket:[88123]']], [44, ['socket:[91]', '/dev/null']])
    world.set('dir /proc/42/fd', denied)
    world.set('link /proc/44/fd/0', denied)
    world.delete('link /proc/43/fd/0')
    expect(await lookIn(world, 41, 42, 43, 44)).toMatchObject({ value: { refused: [42, 44] } })
  })

  test('is known on a kernel without IPv6', async () => {
    const world = worldOf([42, ['socket:[501]']])
    world.delete('file /proc/net/tcp6')
    expect(await readIn(world, 42)).toMatchObject([{ pid: null }, { pid: 42, port: 22 }, {}])
  })

  test('is not known at all where a table cannot be read', async () => {
    const refused = { kind: 'failed', reason: 'permission denied' } as const
    for (const name of ['tcp', 'tcp6']) {
      const world = worldOf().set(`file /proc/net/${name}`, refused)
      expect(await readIn(world, 42)).toBe('failed: permission denied')
    }
    const garbled = worldOf().set('file /proc/net/tcp', 'garbage\n')
    expect(await readIn(garbled, 42)).toBe('failed: not a table of sockets')
  })

  test('is not looked for among more than 4,096 descriptors of one process', async () => {
    const others = Array.from({ length: 4_095 }, () => '/dev/null')
    const within = worldOf([42, [...others, 'socket:[88123]']])
    expect(await readIn(within, 42)).toMatchObject([{ pid: 42 }, {}, {}, {}, {}, {}, {}])
    const beyond = worldOf([42, [...others, '/dev/null', 'socket:[88123]']])
    expect(await readIn(beyond, 42)).toMatchObject([{ pid: null }, {}, {}, {}, {}, {}, {}])
  })
})
