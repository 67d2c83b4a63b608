import { expect, test } from 'vitest'
import { isOnLoopback, loopbackHostsOf, type Listener } from '../../src/main/probes/listener.ts'

const at = (address: string): Listener => ({ pid: null, user: null, address, port: 80 })

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.53', '127.0.0.53'],
  ['0.0.0.0', '127.0.0.1'],
  ['*', '127.0.0.1'],
  ['::1', '[::1]'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::ffff:127.8.9.1', '127.8.9.1'],
  ['::ffff:0.0.0.0', '127.0.0.1'],
])('who listens on %s is reached at %s', (address, host) => {
  expect(isOnLoopback(at(address))).toBe(true)
  expect(loopbackHostsOf(at(address))).toEqual([host])
})

test('who listens on every address of IPv6 may be reached by IPv4 as well, or by IPv6 alone', () => {
  expect(isOnLoopback(at('::'))).toBe(true)
  expect(loopbackHostsOf(at('::'))).toEqual(['127.0.0.1', '[::1]'])
})

test.each([
  '192.168.1.5',
  '10.127.0.1',
  '::2',
  'fe80::1',
  '::ffff:10.0.0.1',
  '127.0.0.1.example.com',
  'localhost.example.com',
  '',
])('who listens on "%s" is not reached without the network', (address) => {
  expect(isOnLoopback(at(address))).toBe(false)
})
