import { once } from 'node:events'
import { request } from 'node:https'
import { connect, rootCertificates, type TLSSocket } from 'node:tls'
import { Refusal } from '../host/attempt.ts'
import type { HttpAnswer } from '../host/host.ts'
import { wholeAnswer } from '../host/local-http.ts'

const withinMs = 5_000

export interface AskedSecurely {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  /** SHA-256 of the certificate that it must show, whoever has signed it; null: one that an authority vouches for, or `ownPem`. */
  readonly fingerprint: string | null
  /** The certificate that Headroom has made for this machine. */
  readonly ownPem: string | null
}

/** One GET by TLS. Nothing is said, and no token shown, before the certificate is known. No redirect is followed. */
export async function askSecurely(asked: AskedSecurely): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(withinMs)
  const socket = await shakeHands(asked, signal)
  try {
    return await askThrough(socket, asked, signal)
  } catch (error) {
    throw sentenceOf(error, asked.url, signal) // any error of Node's
  } finally {
    socket.destroy()
  }
}

async function shakeHands(
  { url, fingerprint, ownPem }: AskedSecurely,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({
    host,
    port: Number(url.port === '' ? 443 : url.port),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false, // it is looked at here, before anything is said
    ca: [...rootCertificates, ...(ownPem === null ? [] : [ownPem])],
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  })
  try {
    await once(socket, 'secureConnect', { signal })
    const why = whyNot(socket, fingerprint)
    if (why === null) return socket
    throw new Refusal(`${url.host} ${why}`)
  } catch (error) {
    socket.destroy()
    throw sentenceOf(error, url, signal) // any error of Node's
  }
}

/** null: it is the one that is meant. */
function whyNot(socket: TLSSocket, fingerprint: string | null): string | null {
  const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? 'none'
  if (fingerprint !== null)
    return plain(shown) === plain(fingerprint)
      ? null
      : `shows another certificate than the one that is meant: its fingerprint is ${shown}`
  if (socket.authorized) return null
  return `shows a certificate that nobody vouches for: compare its fingerprint with what that machine shows, and give it by --fingerprint ${shown}`
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase()

function askThrough(
  socket: TLSSocket,
  { url, headers, maxBytes }: AskedSecurely,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const options = { headers, createConnection: () => socket, signal }
    const sent = request(url, options, (answer) => {
      wholeAnswer(answer, maxBytes).then(resolve, reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Of what Node throws, a sentence. */
function sentenceOf(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return new Refusal(`${url.host} gives no answer within ${withinMs / 1_000} s`)
  const isNobody = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
  return isNobody ? new Refusal(`nothing listens on ${url.host}`) : error
}
