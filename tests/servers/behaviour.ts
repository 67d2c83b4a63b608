import type { ServerResponse } from 'node:http'

/** How a server behaves, whatever it is. */
export type Behaviour =
  | { readonly kind: 'well' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'busy' | 'html' | 'huge' | 'malformed' | 'drips' | 'resets' }
  /** Only at these paths, where they are given. */
  | { readonly kind: 'hangs'; readonly at?: RegExp }
  /** All but `open` wants this key. */
  | { readonly kind: 'keyed'; readonly key: string; readonly open?: RegExp }
  | { readonly kind: 'redirect'; readonly toPort: number }

export const well: Behaviour = { kind: 'well' }

/** Whether a test waits for what it will not get in time, or only late. */
export function isLate(behaviour: Behaviour, path: string): boolean {
  if (behaviour.kind === 'hangs') return behaviour.at?.test(path) ?? true
  return behaviour.kind === 'slow' || behaviour.kind === 'drips'
}

export const hugeBytes = 10 * 2 ** 20

/** What a page in place of an API says. */
const page = '<!doctype html><html><head><title>Welcome</title></head><body>It works!</body></html>'

/** Answers in its own way; false: the kind itself is to answer. */
export function misbehave(behaviour: Behaviour, path: string, key: string, to: ServerResponse) {
  switch (behaviour.kind) {
    case 'well':
    case 'slow':
      return false
    case 'keyed':
      if (behaviour.open?.test(path) === true || key === `Bearer ${behaviour.key}`) return false
      to.writeHead(401, { 'content-type': 'application/json' })
      to.end('{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}')
      return true
    case 'busy':
      to.writeHead(503, { 'content-type': 'application/json' })
      to.end('{"error":"server busy, please try again. maximum pending requests exceeded"}')
      return true
    case 'html':
      to.writeHead(200, { 'content-type': 'text/html' }).end(page)
      return true
    case 'huge':
      to.writeHead(200, { 'content-type': 'application/json' })
      to.end(`{"models":["${'x'.repeat(hugeBytes)}"]}`)
      return true
    case 'malformed':
      to.writeHead(200, { 'content-type': 'application/json' }).end('{"models":[{"name":"half"')
      return true
    case 'redirect':
      to.writeHead(302, { location: `http://127.0.0.1:${behaviour.toPort}${path}` }).end()
      return true
    case 'drips':
      drip(to)
      return true
    case 'hangs':
      return behaviour.at?.test(path) ?? true
    case 'resets':
      to.socket?.resetAndDestroy()
      return true
  }
}

/** A second is as good as a minute: no answer is whole before its time is over. */
const dripEveryMs = 1_000

function drip(to: ServerResponse): void {
  to.writeHead(200, { 'content-type': 'application/json' })
  to.write('{')
  const timer = setInterval(() => to.write(' '), dripEveryMs)
  to.on('close', () => clearInterval(timer))
}
