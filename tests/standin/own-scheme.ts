/**
 * Chromium opens no page of a scheme that it does not know. So a page of `headroom://app/x` is, for Chromium, one of
 * `https://app.headroom.standin.invalid/x` (.invalid: RFC 2606, it can never exist), and every request is answered before
 * it reaches the network. Main sees its own URLs alone.
 */
export const pageDomain = 'standin.invalid'

const native: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'chrome',
  'data',
  'file',
  'http',
  'https',
  'ws',
  'wss',
])
const ownUrl = /^([a-z][a-z0-9+.-]*):\/\/([a-z0-9-]+)(?=[/?#]|$)/i
const pageUrl = new RegExp(
  String.raw`^https://([a-z0-9-]+)\.([a-z0-9-]+)\.${pageDomain.replace('.', String.raw`\.`)}(?=[/?#]|$)`,
)

export const isNative = (scheme: string): boolean => native.has(scheme)

/** The URL under which Chromium opens it. */
export function toPageUrl(url: string): string {
  const [start = '', scheme = '', host = ''] = ownUrl.exec(url) ?? []
  if (start === '' || isNative(scheme.toLowerCase())) return url
  return `https://${host.toLowerCase()}.${scheme.toLowerCase()}.${pageDomain}${url.slice(start.length)}`
}

/** The URL as the app knows it. */
export function fromPageUrl(url: string): string {
  const [start = '', host = '', scheme = ''] = pageUrl.exec(url) ?? []
  return start === '' ? url : `${scheme}://${host}${url.slice(start.length)}`
}

/** A header with the app's URLs, as Chromium must read it; also the sources of a content security policy. */
export const toPageHeader = (value: string, scheme: string): string =>
  value
    .replaceAll(
      new RegExp(String.raw`\b${scheme}://([a-z0-9-]+)`, 'gi'),
      `https://$1.${scheme}.${pageDomain}`,
    )
    .replaceAll(
      new RegExp(String.raw`(^|\s)${scheme}:(?=[\s;]|$)`, 'gi'),
      `$1https://*.${scheme}.${pageDomain}`,
    )

export const fromPageHeader = (value: string): string =>
  value.startsWith('https://') ? fromPageUrl(value) : value

/** `headroom://app`; a Chromium that knows the scheme as standard has an origin for it, Node's URL has none. */
export function originOf(url: string): string {
  const [start = ''] = ownUrl.exec(url) ?? []
  if (start !== '' && !isNative(start.slice(0, start.indexOf(':')))) return start
  return URL.canParse(url) ? new URL(url).origin : 'null'
}
