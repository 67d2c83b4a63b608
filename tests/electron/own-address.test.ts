import { join, relative, sep } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isOwnAddress,
  isOwnMade,
  isOwnSender,
  ownFileOf,
  popoverAddress,
} from '../../src/main/electron/own-address.ts'

const folder = '/opt/headroom/out/renderer'
const html = 'text/html; charset=utf-8'
const js = 'text/javascript; charset=utf-8'

const foreign = [
  'https://screens/index.html',
  'file:///opt/headroom/out/renderer/index.html',
  'headroom://screens.example/index.html',
  'headroom://example/index.html',
  'headroom://screens:80/index.html',
  'headroom://user@screens/index.html',
  'headroom://user:word@screens/index.html',
  'headroom://:word@screens/index.html',
  'headroom://screens@example/index.html',
  'headroom://example/@screens/index.html',
  'headroom://example\\@screens/index.html',
  'headroom://example#@screens/index.html',
  'headroom://SCREENS/index.html',
  'headroom://scr%65ens/index.html',
  'headroom://screens./index.html',
  'headroom:///index.html',
  'headroom:screens/index.html',
  'headroom:/screens/index.html',
  'headrooms://screens/index.html',
  'blob:headroom://screens/1',
  'data:text/html,headroom://screens/',
  'about:blank',
  'javascript:void 0',
  'index.html',
  'screens',
  '',
]

describe('an address of our own screens', () => {
  test('is one of our scheme and our only host, whatever its case', () => {
    expect(isOwnAddress(popoverAddress)).toBe(true)
    expect(isOwnAddress('HeadRoom://screens/assets/index-1a2b.js?x=1#y')).toBe(true)
  })

  test.each(foreign)('is not %j', (address) => {
    expect(isOwnAddress(address)).toBe(false)
    expect(isOwnMade(`blob:${address}`)).toBe(false)
    expect(ownFileOf(address, folder)).toBeNull()
    expect(isOwnSender({ url: address, parent: null })).toBe(false)
  })
})

describe('what a page hands to its user', () => {
  test('is ours where one of our pages has made it', () => {
    expect(isOwnMade('blob:headroom://screens/0b6c9a0e-3f0e-4a53-8f6e-1f2d3c4b5a69')).toBe(true)
  })

  test.each([popoverAddress, 'data:text/html,x', 'blob:null/0b6c', 'blob:'])(
    'is not %j',
    (address) => {
      expect(isOwnMade(address)).toBe(false)
    },
  )
})

describe('a request comes from a screen of ours', () => {
  test('where its page is ours and stands alone', () => {
    expect(isOwnSender({ url: popoverAddress, parent: null })).toBe(true)
  })

  test('but not from a frame within one, and not from one that is gone', () => {
    expect(isOwnSender({ url: popoverAddress, parent: {} })).toBe(false)
    expect(isOwnSender(null)).toBe(false)
  })
})

describe('an address of ours means the file', () => {
  test.each([
    ['headroom://screens/', 'index.html', html],
    ['headroom://screens/index.html', 'index.html', html],
    ['headroom://screens/index.html?view=1#top', 'index.html', html],
    ['headroom://screens/assets/index-1a2b.js', 'assets/index-1a2b.js', js],
    ['headroom://screens/assets/index.css', 'assets/index.css', 'text/css; charset=utf-8'],
    ['headroom://screens/a%20b.svg', 'a b.svg', 'image/svg+xml'],
    ['headroom://screens/a.png', 'a.png', 'image/png'],
    ['headroom://screens/a.json', 'a.json', 'application/json'],
    ['headroom://screens/a.woff2', 'a.woff2', 'font/woff2'],
    ['headroom://screens/../../../etc/a.html', 'etc/a.html', html],
    ['headroom://screens/%2e%2e/%2e%2e/a.html', 'a.html', html],
    ['headroom://screens//etc/a.html', 'etc/a.html', html],
    ['headroom://screens/%2fetc%2fa.html', 'etc/a.html', html],
    ['headroom://screens/%252e%252e%252fa.html', '%2e%2e%2fa.html', html],
  ])('%s: %s', (address, name, mime) => {
    expect(ownFileOf(address, folder)).toEqual({ path: join(folder, name), mime })
  })

  test.each([
    'headroom://screens',
    'headroom://screens/..%2fa.html',
    'headroom://screens/..%2f..%2f..%2f..%2fetc%2fpasswd.html',
    'headroom://screens/assets/..%2f..%2fa.html',
    'headroom://screens/%2e%2e%2fa.html',
    'headroom://screens/%2E%2E%2Frenderer.html',
    'headroom://screens/..%5c..%5ca.html',
    'headroom://screens/a.html%00',
    'headroom://screens/a%00.html',
    'headroom://screens/%00/a.html',
    'headroom://screens/%',
    'headroom://screens/%zz.html',
    'headroom://screens/%ff.html',
    'headroom://screens/%c0%ae%c0%ae%c0%afa.html',
  ])('none: %s', (address) => {
    expect(ownFileOf(address, folder)).toBeNull()
  })

  test.each(['', 'a', '.', 'js', 'a.', 'a.JS', 'a.map', 'a.js.map', 'a.cjs', 'a.node', 'a.html/'])(
    'none for a name that is of no kind we serve: %j',
    (name) => {
      expect(ownFileOf(`headroom://screens/assets/${name}`, folder)).toBeNull()
    },
  )

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'none for the ending .%s, which every object knows',
    (ending) => {
      expect(ownFileOf(`headroom://screens/a.${ending}`, folder)).toBeNull()
    },
  )
})

/** Pieces of paths, plain and in every disguise that a decoder may take off. */
const pieces = fc.oneof(
  fc.constantFrom('..', '.', '/', '\\', 'a', 'assets', 'index.html', '.js', '', 'etc/passwd'),
  fc.constantFrom('%2e', '%2E', '%2f', '%2F', '%5c', '%5C', '%00', '%25', '%252e', '%252f', '%'),
  fc.constantFrom(' ', '?', '#', '@', ':', 'C:', '\0', '\n', '\t', 'ä', '%c3%a4', '%ed%a0%80'),
)

test('no address leads out of the folder, however it is written', () => {
  let found = 0
  const addresses = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 12 })
    .map((all) => `headroom://screens/${all.join('')}`)
  fc.assert(
    fc.property(addresses, fc.constantFrom('.html', '.js', ''), (address, ending) => {
      const file = ownFileOf(`${address}${ending}`, folder)
      if (file === null) return
      found++
      expect(file.path.startsWith(`${folder}${sep}`)).toBe(true)
      expect(relative(folder, file.path).split(sep)).not.toContain('..')
      expect(file.path).not.toContain('\0')
      expect(typeof file.mime).toBe('string')
    }),
    { numRuns: 3_000 },
  )
  expect(found).toBeGreaterThan(100)
})
