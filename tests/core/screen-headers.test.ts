import { expect, test } from 'vitest'
import { screenHeaders } from '../../src/main/core/screen-headers.ts'

test('every answer forbids the page all but its own files, and tells of nobody', () => {
  const policy = (screenHeaders("'none'")['content-security-policy'] ?? '').split('; ')
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
  expect([
    screenHeaders("'none'")['x-content-type-options'],
    screenHeaders("'none'")['referrer-policy'],
  ]).toEqual(['nosniff', 'no-referrer'])
})

test('a screen that is served speaks to its server, and is as alone in all else', () => {
  const policyOf = (connect: "'self'" | "'none'"): readonly string[] =>
    (screenHeaders(connect)['content-security-policy'] ?? '').split('; ')
  const differing = policyOf("'self'").filter((rule) => !policyOf("'none'").includes(rule))
  expect(differing).toEqual(["connect-src 'self'"])
  expect(policyOf("'self'")).toHaveLength(policyOf("'none'").length)
})
