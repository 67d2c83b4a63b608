import { chmod, mkdir } from 'node:fs/promises'
import { isIP } from 'node:net'
import { UsageError } from '../../../shared/exit-code.ts'
import { reasonOf } from '../../host/attempt.ts'
import { whileLocked } from '../../host/file-lock.ts'
import type { Host } from '../../host/host.ts'
import type { namesToCertify } from '../machine-names.ts'
import { readSmallFile, type SmallFile } from '../small-file.ts'
import { certificateOf, keyIn, leafIn, type Certificate } from './certificate.ts'

/** Where there is less left, it is made anew: nobody shall find it ended. */
const renewBeforeEndMs = 30 * 86_400_000
const maxFileBytes = 64 * 2 ** 10

export interface OwnCertificateOptions {
  readonly host: Pick<Host, 'writeFile' | 'moveFile'>
  /** `tls` in the folder of Headroom's user. */
  readonly folder: string
  readonly names: ReturnType<typeof namesToCertify>
  readonly nowMs: number
}

export interface OwnCertificate extends Certificate {
  /** Why it is another than before: whoever has compared the fingerprint compares it once more. */
  readonly madeAnew: string | null
  /** What its user should know of its files. */
  readonly troubles: readonly string[]
}

/** The one that Headroom has made for this machine; made on first use. Throws UsageError. */
export async function ownCertificate(options: OwnCertificateOptions): Promise<OwnCertificate> {
  const { folder } = options
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    return await whileLocked(`${folder}/certificate.pem`, () => readOrMake(options))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${folder}: ${reasonOf(error)}`) // of the disk
  }
}

async function readOrMake(options: OwnCertificateOptions): Promise<OwnCertificate> {
  const { host, folder, names, nowMs } = options
  const certFile = `${folder}/certificate.pem`
  const key = await keyFrom(options)
  const before = await textOf(certFile)
  const why = key.isNew ? 'its key is new' : whyAnew(before, key.pem, names.needed, nowMs)
  if (before !== null && why === null)
    return { ...certificateOf(before, key.pem, nowMs), madeAnew: null, troubles: key.troubles }
  const { makeCertificate } = await import('./make-certificate.ts')
  const certPem = await makeCertificate(key.pem, [...names.needed, ...names.besides], nowMs)
  await written(host, certFile, certPem)
  const madeAnew = before === null ? null : why
  return { ...certificateOf(certPem, key.pem, nowMs), madeAnew, troubles: key.troubles }
}

/** null: it holds, for long enough, and names all that it must. */
function whyAnew(
  certPem: string | null,
  keyPem: string,
  needed: readonly string[],
  nowMs: number,
): string | null {
  if (certPem === null) return 'there was none'
  try {
    const { endsAtMs } = certificateOf(certPem, keyPem, nowMs)
    if (endsAtMs - nowMs < renewBeforeEndMs) return 'it was about to end'
    const leaf = leafIn(certPem)
    const isNamed = (name: string): boolean =>
      (isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) !== undefined
    const missing = needed.find((name) => !isNamed(name))
    return missing === undefined ? null : `it did not name ${missing}`
  } catch (error) {
    return reasonOf(error) // a sentence: it ended, it is of another key, it is none
  }
}

interface FoundKey {
  readonly pem: string
  readonly isNew: boolean
  readonly troubles: readonly string[]
}

/** A key stays for as long as it can be used: by it a client knows this machine, whatever the certificate. */
async function keyFrom({ host, folder }: OwnCertificateOptions): Promise<FoundKey> {
  const path = `${folder}/key.pem`
  const found = await fileAt(path)
  if (found !== null && !found.isOwn)
    throw new UsageError(`${path} belongs to another user, who may know this key: take it away`)
  if (found !== null && isUsable(found.text)) {
    const isExposed = (found.permissionBits & 0o077) !== 0
    const trouble = `others may read ${path}: chmod 600 it, or take it away where somebody may have`
    return { pem: found.text, isNew: false, troubles: isExposed ? [trouble] : [] }
  }
  const troubles: string[] = []
  if (found !== null) {
    await host.moveFile(path, `${path}.broken`)
    troubles.push(`${path} held no key that can be used: it is kept as key.pem.broken`)
  }
  const { makeKey } = await import('./make-certificate.ts')
  const pem = makeKey()
  await written(host, path, pem)
  return { pem, isNew: true, troubles }
}

function isUsable(keyPem: string): boolean {
  try {
    return keyIn(keyPem).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    // a sentence: it is no key
    return false
  }
}

async function written(
  host: OwnCertificateOptions['host'],
  path: string,
  text: string,
): Promise<void> {
  const done = await host.writeFile(path, text)
  if (done.kind !== 'ok') throw new UsageError(`${path} cannot be written: ${done.reason}`)
}

async function fileAt(path: string): Promise<SmallFile | null> {
  try {
    return await readSmallFile(path, maxFileBytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new UsageError(`${path}: ${reasonOf(error)}`)
  }
}

const textOf = async (path: string): Promise<string | null> => (await fileAt(path))?.text ?? null
