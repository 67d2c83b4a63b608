import 'reflect-metadata' // before the next one: it asks for it as it is loaded
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

const dayMs = 86_400_000
/** Apple's clients take no more than 825 days (support.apple.com/103769). */
const holdsDays = 820
/** Clocks of other machines may be behind. */
const beforeDays = 1

/** A key on P-256, which every client of these days knows. */
export const makeKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

/** A certificate that the key has signed itself, for these names and addresses. It signs no others. */
export async function makeCertificate(
  keyPem: string,
  names: readonly string[],
  nowMs: number,
): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
  const own = createPrivateKey(keyPem)
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    own.export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    true,
    ['sign'],
  )
  const publicKey = await crypto.subtle.importKey(
    'spki',
    createPublicKey(own).export({ type: 'spki', format: 'der' }),
    algorithm,
    true,
    ['verify'],
  )
  const [first = 'localhost'] = names
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: [{ CN: [first.slice(0, maxCommonName)] }, { O: ['Headroom'] }],
    notBefore: new Date(nowMs - beforeDays * dayMs),
    notAfter: new Date(nowMs + holdsDays * dayMs),
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name })),
      ),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(publicKey),
    ],
  })
  return `${made.toString('pem')}\n`
}

/** RFC 5280, ub-common-name. */
const maxCommonName = 64
