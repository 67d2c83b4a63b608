import { expect, test } from 'vitest'
import { peerOf } from '../../src/main/web/peer.ts'

test.each([
  ['192.0.2.7', '192.0.2.7', '192.0.2.7', false],
  ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7', false],
  ['127.0.0.9', '127.0.0.9', '127.0.0.9', true],
  ['::ffff:127.0.0.1', '127.0.0.1', '127.0.0.1', true],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2/64', false],
  ['2001:db8:1:2::9', '2001:db8:1:2::9', '2001:db8:1:2/64', false],
  ['2001:db8::9', '2001:db8::9', '2001:db8:0:0/64', false],
  ['fe80::1%en0', 'fe80::1%en0', 'fe80:0:0:0/64', false],
])('%s is %s, counted as %s', (given, address, key, isHere) => {
  expect(peerOf(given)).toEqual({ address, key, isHere })
})

test('::1 is this machine; a socket that has gone is nobody, and not this machine', () => {
  expect(peerOf('::1').isHere).toBe(true)
  expect(peerOf(undefined)).toEqual({ address: 'unknown', key: 'unknown', isHere: false })
})
