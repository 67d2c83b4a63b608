import type { RequestListener, Server } from 'node:http'
import { limitConnections } from './connection-limit.ts'
import { secureOptions, type Certificate } from './tls/certificate.ts'

/** A client that is slow to begin, to shake hands or to say what it wants is not waited for. */
const withinMs = 10_000
const lookEveryMs = 2_000
const keepAliveMs = 30_000

const times = {
  requestTimeout: withinMs,
  headersTimeout: withinMs,
  connectionsCheckingInterval: lookEveryMs,
  keepAliveTimeout: keepAliveMs,
} as const

/** The servers of one address: `localhost` has one for IPv4 and one for IPv6. */
export interface Listeners {
  make(listener: RequestListener): Server
  renew(certificate: Certificate): void
}

/** `first`: null: no TLS is spoken. What is no TLS is given no answer. */
export function createListeners(first: Certificate | null): Listeners {
  let certificate = first
  const renewals: ((certificate: Certificate) => void)[] = []
  return {
    make: (listener) => {
      if (certificate === null) {
        const server = process.getBuiltinModule('node:http').createServer(times, listener)
        limitConnections(server)
        return server
      }
      const options = { ...times, handshakeTimeout: withinMs, ...contextOf(certificate) }
      const server = process.getBuiltinModule('node:https').createServer(options, listener)
      limitConnections(server)
      renewals.push((next) => server.setSecureContext(contextOf(next)))
      return server
    },
    renew: (next) => {
      certificate = next
      renewals.forEach((renew) => renew(next))
    },
  }
}

const contextOf = ({ certPem, keyPem }: Certificate) => ({
  ...secureOptions,
  cert: certPem,
  key: keyPem,
})
