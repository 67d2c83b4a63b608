import { describe, expect, test } from 'vitest'
import { fromPageUrl, originOf, toPageHeader, toPageUrl } from './own-scheme.ts'

describe('a URL of our own scheme', () => {
  test.each([
    ['headroom://app', 'https://app.headroom.standin.invalid'],
    ['headroom://app/', 'https://app.headroom.standin.invalid/'],
    ['headroom://app/a/b.js?c#d', 'https://app.headroom.standin.invalid/a/b.js?c#d'],
  ])('%s is a page of an own host, and back', (own, page) => {
    expect(toPageUrl(own)).toBe(page)
    expect(fromPageUrl(page)).toBe(own)
  })

  test.each(['https://example.com/', 'file:///tmp/a', 'about:blank', 'data:,x'])(
    '%s stays as it is',
    (url) => {
      expect(toPageUrl(url)).toBe(url)
      expect(fromPageUrl(url)).toBe(url)
    },
  )

  test('has an origin, which it has not in Node', () => {
    expect(originOf('headroom://app/index.html')).toBe('headroom://app')
    expect(originOf('https://example.com/x')).toBe('https://example.com')
    expect(originOf('about:blank')).toBe('null')
  })

  test('a policy with it means its pages', () => {
    const policy = "script-src 'self' headroom:; img-src headroom://app data:"
    expect(toPageHeader(policy, 'headroom')).toBe(
      "script-src 'self' https://*.headroom.standin.invalid; img-src https://app.headroom.standin.invalid data:",
    )
  })
})
