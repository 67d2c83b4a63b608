import { expect, test } from 'vitest'
import { addressesOf } from '../../../src/main/monitor/servers/addresses.ts'
import type { Listener } from '../../../src/main/probes/listener.ts'
import { pid } from '../../../src/shared/ids.ts'

const at = (address: string, port: number, id: number | null = 100): Listener => ({
  pid: id === null ? null : pid(id),
  user: '501',
  address,
  port,
})
/** `host:port` of each, where `others` listen as well. */
const addresses = (own: readonly Listener[], ...others: readonly Listener[]): readonly string[] =>
  addressesOf(own, [...own, ...others]).map(({ host, port }) => `${host}:${port}`)

test.each([
  ['127.0.0.1', ['127.0.0.1:80']],
  ['0.0.0.0', ['127.0.0.1:80']],
  ['::1', ['[::1]:80']],
  ['::', ['127.0.0.1:80', '[::1]:80']],
])('a port at %s is reached at %s', (address, reached) => {
  expect(addresses([at(address, 80)])).toEqual(reached)
})

test.each([
  ['::1', '127.0.0.1'],
  ['::', '0.0.0.0'],
  ['127.0.0.53', '127.0.0.1'],
])('one port at %s and at %s is one', (one, other) => {
  expect(addresses([at(one, 80), at(other, 80)])).toEqual(['127.0.0.1:80'])
})

test('a port at every address of IPv6 is reached by IPv6 where somebody else has it on IPv4', () => {
  expect(addresses([at('::', 80)], at('127.0.0.1', 80, 200))).toEqual(['[::1]:80'])
  expect(addresses([at('::', 80)], at('0.0.0.0', 80, null))).toEqual(['[::1]:80'])
  expect(addresses([at('::', 80)], at('0.0.0.0', 81, 200))).toHaveLength(2)
})

test('ports stay in their order, each with its process', () => {
  const own = [at('::', 90), at('127.0.0.1', 80, 101), at('127.0.0.1', 80, 102)]
  expect(addressesOf(own, own)).toEqual([
    { host: '127.0.0.1', port: 90, pid: 100 },
    { host: '[::1]', port: 90, pid: 100 },
    { host: '127.0.0.1', port: 80, pid: 101 },
  ])
})
