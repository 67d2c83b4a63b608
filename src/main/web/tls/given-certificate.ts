import { UsageError } from '../../../shared/exit-code.ts'
import { reasonOf } from '../../host/attempt.ts'
import { readSmallFile, type SmallFile } from '../small-file.ts'
import { certificateOf, keyIn, leafIn, type Certificate } from './certificate.ts'

/** A chain of some certificates. */
const maxFileBytes = 256 * 2 ** 10
/** Said at the start: whoever renews by hand wants to know. */
const soonMs = 14 * 86_400_000

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
}

export interface GivenCertificate extends Certificate {
  /** Another where one of the files has been changed. */
  readonly mark: string
  readonly troubles: readonly string[]
}

/** The certificate of the user's own. Throws UsageError. */
export async function givenCertificate(
  { certFile, keyFile }: CertificateFiles,
  nowMs: number,
): Promise<GivenCertificate> {
  const cert = await fileAt(certFile)
  const key = await fileAt(keyFile)
  told(certFile, () => leafIn(cert.text))
  told(keyFile, () => keyIn(key.text))
  const found = told(certFile, () => certificateOf(cert.text, key.text, nowMs))
  const troubles = [
    // a group may: that is how servers of one machine share a certificate
    ...((key.permissionBits & 0o007) === 0 ? [] : [`others may read ${keyFile}: chmod 600 it`]),
    ...(found.endsAtMs - nowMs < soonMs ? [endText(certFile, found.endsAtMs)] : []),
  ]
  return { ...found, mark: `${cert.mark} ${key.mark}`, troubles }
}

/** Another where one of the files has been changed; null where they cannot be read. */
export async function markOf({ certFile, keyFile }: CertificateFiles): Promise<string | null> {
  try {
    return `${(await fileAt(certFile)).mark} ${(await fileAt(keyFile)).mark}`
  } catch {
    // UsageError: they are being put in place, or are gone; the certificate that was read goes on
    return null
  }
}

const endText = (path: string, endsAtMs: number): string =>
  `${path}: the certificate ends on ${new Date(endsAtMs).toISOString().slice(0, 10)}`

async function fileAt(path: string): Promise<SmallFile> {
  try {
    return await readSmallFile(path, maxFileBytes)
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`) // a sentence, or an error of the disk
  }
}

function told<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`) // a sentence
  }
}
