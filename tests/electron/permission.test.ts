import { expect, test } from 'vitest'
import { isGranted } from '../../src/main/electron/permission.ts'

const own = 'headroom://screens/index.html'

test('our own page may copy a text', () => {
  expect(isGranted('clipboard-sanitized-write', own)).toBe(true)
  expect(isGranted('clipboard-sanitized-write', 'headroom://screens')).toBe(true)
})

test('it may not read what was copied, nor anything else', () => {
  const others = ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'hid']
  expect(others.filter((permission) => isGranted(permission, own))).toEqual([])
})

test('no other page may copy', () => {
  const others = ['https://example.org/', 'headroom://elsewhere/', 'file:///index.html', '', 'null']
  expect(others.filter((from) => isGranted('clipboard-sanitized-write', from))).toEqual([])
})
