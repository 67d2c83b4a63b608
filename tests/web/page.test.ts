import { describe, expect, test } from 'vitest'
import { askServer } from '../http-server.ts'
import { page, secretBeside, startWeb } from './web-server.ts'

describe('the page', () => {
  test('is given without a token: it holds nothing of the machine', async () => {
    const port = await startWeb()
    for (const path of ['/', '/index.html']) {
      const answer = await askServer(port, { path })
      expect([answer.status, answer.body]).toEqual([200, page])
      expect(answer.headers['content-type']).toContain('text/html')
    }
  })

  test('may run its own scripts only, and stand in no frame', async () => {
    const { headers } = await askServer(await startWeb(), { path: '/' })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(policy.join(' ')).not.toMatch(/unsafe|\*|https?:/)
  })

  test('and every other answer carries the headers of safety', async () => {
    const port = await startWeb()
    for (const path of ['/', '/assets/index.js', '/no/such', '/api/snapshot', '/metrics']) {
      const { headers } = await askServer(port, { path })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      })
      expect(headers).not.toHaveProperty('set-cookie')
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  })
})

describe('a path that leads out of the folder of the page', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//secret.txt',
    '/.../secret.txt',
    '/%00/../secret.txt',
    '/index.html%00.txt',
    '//../../../../../../../../etc/passwd',
    '/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
  ])('%s gets nothing', async (path) => {
    const answer = await askServer(await startWeb(), { path })
    expect([400, 403, 404]).toContain(answer.status)
    expect(answer.body).not.toContain(secretBeside)
    expect(answer.body).not.toContain('root:')
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'refused' })
  })

  test('a folder is not listed', async () => {
    const answer = await askServer(await startWeb(), { path: '/assets/' })
    expect([403, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('index.js')
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s changes nothing', async (method) => {
    const answer = await askServer(await startWeb(), { path: '/index.html', method })
    expect(answer.status).toBe(404)
  })
})
