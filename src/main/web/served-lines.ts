import { isLoopback } from '../../shared/host-name.ts'
import { inUrl, shownNameAt, thisMachine } from './machine-names.ts'
import type { OpenedCertificate } from './tls/open-certificate.ts'

export interface ServedShown {
  readonly address: string
  readonly names: readonly string[]
  readonly port: number
  readonly token: string
  readonly allowsActs: boolean
  readonly certificate: Pick<OpenedCertificate, 'first' | 'isOwn'> | null
}

/** What is said when it is served: the address first, as scripts read it. */
export function servedLines(shown: ServedShown): readonly string[] {
  const { address, port, token, certificate, allowsActs } = shown
  const name = inUrl(isLoopback(address) ? address : shownNameAt(shown, thisMachine()))
  const scheme = certificate === null ? 'http' : 'https'
  const url = `Headroom: ${scheme}://${name}:${port}/#token=${token}`
  if (certificate === null) return [url]
  const { first, isOwn } = certificate
  return [
    url,
    `  certificate  SHA-256 ${first.fingerprint}`,
    `  its key      ${first.keyPin}`,
    ...(isOwn ? [compare] : []),
    ...(isLoopback(address) ? [] : [allowsActs ? mayAct : mayRead]),
  ]
}

const compare =
  '  Headroom has made this certificate: compare its fingerprint with what the other machine shows'
const mayRead =
  '  whoever has the token may look from other machines, and change nothing (--allow-acts)'
const mayAct =
  '  whoever has the token may act from other machines: unload, quit, change settings (--allow-acts)'
