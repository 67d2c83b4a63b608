import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { makeCertificate, makeKey } from '../../../src/main/web/tls/make-certificate.ts'
import { tempFolder } from '../../processes.ts'

const dayMs = 86_400_000

export interface TestCertificate {
  readonly certFile: string
  readonly keyFile: string
  readonly certPem: string
  readonly keyPem: string
}

/** A certificate and its key in files of a folder of their own; `agoDays`: when it was made. */
export async function givenFiles({
  names = ['localhost', '127.0.0.1'],
  agoDays = 0,
}: {
  readonly names?: readonly string[]
  readonly agoDays?: number
} = {}): Promise<TestCertificate> {
  const folder = tempFolder()
  const keyPem = makeKey()
  const certPem = await makeCertificate(keyPem, names, Date.now() - agoDays * dayMs)
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  put(files.certFile, certPem)
  put(files.keyFile, keyPem)
  return { ...files, certPem, keyPem }
}

export function put(path: string, text: string, mode = 0o600): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, mode)
}

export const encryptedKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'secret',
    })
    .toString()
