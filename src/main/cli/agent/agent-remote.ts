import { X509Certificate } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import type { AgentRemote } from '../../../shared/agent.ts'
import { isLoopback } from '../../../shared/host-name.ts'
import { valuesOf, type AgentFile } from './agent-plist.ts'
import type { AgentWorld } from './agent-world.ts'

/** Where its screens are: `others` are its words for `serve`. */
export function agentUrl(port: number, others: readonly string[] | undefined): string {
  const [address = '127.0.0.1'] = valuesOf(others, '--host')
  const isHere = isLoopback(address)
  const isTls = !isHere || valuesOf(others, '--tls-cert').length > 0
  const [name = isEvery(address) ? hostname().toLowerCase() : address] = valuesOf(others, '--name')
  const shown = isHere ? address : name
  return `${isTls ? 'https' : 'http'}://${isIPv6(shown) ? `[${shown}]` : shown}:${port}/`
}

/** null: it speaks no TLS. */
export async function agentRemote(
  { host, settingsFolder }: Pick<AgentWorld, 'host' | 'settingsFolder'>,
  { port, others }: Pick<AgentFile, 'port' | 'others'>,
): Promise<AgentRemote | null> {
  const [address = '127.0.0.1'] = valuesOf(others, '--host')
  const [given] = valuesOf(others, '--tls-cert')
  if (isLoopback(address) && given === undefined) return null
  const path = given ?? `${settingsFolder}/tls/certificate.pem`
  const found = await host.ask({ kind: 'file', path, maxBytes: 2 ** 18 })
  return {
    url: agentUrl(port, others),
    fingerprint: found.kind === 'ok' ? fingerprintIn(found.value) : null,
  }
}

function fingerprintIn(certPem: string): string | null {
  try {
    return new X509Certificate(certPem).fingerprint256
  } catch {
    // of OpenSSL: it is no certificate
    return null
  }
}

const isEvery = (address: string): boolean => address === '0.0.0.0' || address === '::'
