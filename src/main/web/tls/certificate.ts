import { createHash, createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { isHostName, isLoopback } from '../../../shared/host-name.ts'
import { reasonOf } from '../../host/attempt.ts'

/** A certificate and its key, which belong together and hold now. */
export interface Certificate {
  readonly certPem: string
  readonly keyPem: string
  /** SHA-256 of the certificate, as browsers and `openssl x509 -fingerprint -sha256` show it. */
  readonly fingerprint: string
  /** SHA-256 of the public key, as `curl --pinnedpubkey` takes it: the same for as long as the key is. */
  readonly keyPin: string
  readonly endsAtMs: number
  /** Whom it vouches for beyond loopback: names without wildcards, addresses of IPv4. */
  readonly names: readonly string[]
}

/** What TLS is spoken: 1.2 and 1.3, forward secret and authenticated (Mozilla's "intermediate", version 5.7). */
export const secureOptions: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
}

const maxNames = 64

/** Throws a sentence where they cannot be served. */
export function certificateOf(certPem: string, keyPem: string, nowMs: number): Certificate {
  const leaf = leafIn(certPem)
  if (!leaf.checkPrivateKey(keyIn(keyPem)))
    throw new Error('the key belongs to another certificate')
  if (leaf.validToDate.getTime() <= nowMs)
    throw new Error(`the certificate ended on ${dayOf(leaf.validToDate)}`)
  if (leaf.validFromDate.getTime() > nowMs)
    throw new Error(`the certificate holds only from ${dayOf(leaf.validFromDate)} on`)
  try {
    process
      .getBuiltinModule('node:tls')
      .createSecureContext({ ...secureOptions, cert: certPem, key: keyPem })
  } catch (error) {
    // of OpenSSL: a key that is too short, a chain that is cut off
    throw new Error(`TLS does not take the certificate: ${reasonOf(error)}`, { cause: error })
  }
  const publicKey = leaf.publicKey.export({ type: 'spki', format: 'der' })
  return {
    certPem,
    keyPem,
    fingerprint: leaf.fingerprint256,
    keyPin: `sha256//${createHash('sha256').update(publicKey).digest('base64')}`,
    endsAtMs: leaf.validToDate.getTime(),
    names: namesOf(leaf),
  }
}

/** `DNS:studio.example, IP Address:192.0.2.7`; what Node puts in quotes is no name of a machine. */
const namesOf = ({ subjectAltName = '' }: X509Certificate): readonly string[] =>
  subjectAltName
    .split(', ')
    .map((part) => /^(?:DNS|IP Address):(.+)$/.exec(part)?.[1]?.toLowerCase() ?? '')
    .filter((name) => (isIPv4(name) || isHostName(name)) && !isLoopback(name))
    .slice(0, maxNames)

/** The first of the file is the server's own (RFC 8446 §4.4.2). Throws a sentence. */
export function leafIn(certPem: string): X509Certificate {
  try {
    return new X509Certificate(certPem)
  } catch {
    // of OpenSSL, in its own words: it is no PEM, or no certificate
    throw new Error('there is no certificate in it, as PEM')
  }
}

/** Throws a sentence. */
export function keyIn(keyPem: string): KeyObject {
  // PKCS #8, and the older form of OpenSSL
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(keyPem))
    throw new Error('the key is encrypted: nobody is there to type its passphrase')
  try {
    return createPrivateKey(keyPem)
  } catch {
    // of OpenSSL, in its own words
    throw new Error('there is no private key in it, as PEM')
  }
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
