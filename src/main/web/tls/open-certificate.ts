import { reasonOf } from '../../host/attempt.ts'
import { createLocalHost } from '../../host/local.ts'
import { settingsFolder } from '../../host/settings-folder.ts'
import { namesToCertify, thisMachine, type ServedAt } from '../machine-names.ts'
import type { Certificate } from './certificate.ts'
import { givenCertificate, markOf, type CertificateFiles } from './given-certificate.ts'
import { ownCertificate } from './own-certificate.ts'

export interface OpenedCertificate {
  readonly first: Certificate
  /** Headroom has made it: no authority vouches for it, so people compare its fingerprint. */
  readonly isOwn: boolean
  /** Looks whether there is another by now, and tells it; answers with the way to stop. */
  follow(onNew: (certificate: Certificate) => void): () => void
}

export interface OpenCertificateOptions {
  /** null: Headroom's own. */
  readonly given: CertificateFiles | null
  readonly servedAt: ServedAt
  readonly say: (trouble: string) => void
  /** How often files are looked at; the end of one's own comes slowly. */
  readonly lookEveryMs?: number
}

const givenEveryMs = 20_000
const ownEveryMs = 6 * 3_600_000

/** Throws UsageError. */
export async function openCertificate({
  given,
  servedAt,
  say,
  lookEveryMs,
}: OpenCertificateOptions): Promise<OpenedCertificate> {
  if (given === null) return openOwn(servedAt, say, lookEveryMs ?? ownEveryMs)
  const first = await givenCertificate(given, Date.now())
  first.troubles.forEach(say)
  const followed = createFollowed(given, first.mark, say)
  return {
    first,
    isOwn: false,
    follow: (onNew) => every(lookEveryMs ?? givenEveryMs, () => followed(onNew)),
  }
}

async function openOwn(
  servedAt: ServedAt,
  say: (trouble: string) => void,
  everyMs: number,
): Promise<OpenedCertificate> {
  const host = createLocalHost()
  const folder = `${settingsFolder()}/tls`
  // what it must name is settled at the start: another with each network would have to be compared with each
  const names = namesToCertify(servedAt, thisMachine())
  const open = () => ownCertificate({ host, folder, names, nowMs: Date.now() })
  const first = await open()
  first.troubles.forEach(say)
  if (first.madeAnew !== null) say(`its certificate was made anew: ${first.madeAnew}`)
  let known = first.fingerprint
  const look = async (onNew: (certificate: Certificate) => void): Promise<void> => {
    const now = await open()
    if (now.fingerprint === known) return
    known = now.fingerprint
    say(`its certificate was made anew; its fingerprint is ${now.fingerprint} now`)
    onNew(now)
  }
  return { first, isOwn: true, follow: (onNew) => every(everyMs, () => look(onNew), say) }
}

/**
 * Two files are put in place one after the other: between them they do not belong together, so what is wrong is told when it
 * still is at the next look. What was read last goes on.
 */
function createFollowed(
  files: CertificateFiles,
  firstMark: string,
  say: (trouble: string) => void,
) {
  let used = firstMark
  let wrong: string | null = null
  let told: string | null = null
  return async (onNew: (certificate: Certificate) => void): Promise<void> => {
    const mark = await markOf(files)
    if (mark === null || mark === used || mark === told) return
    try {
      const next = await givenCertificate(files, Date.now())
      used = next.mark
      next.troubles.forEach(say)
      onNew(next)
    } catch (error) {
      // UsageError: they cannot be served
      if (wrong === mark) {
        say(`the certificate of before goes on: ${reasonOf(error)}`)
        told = mark
      }
      wrong = mark
    }
  }
}

/** One look after the other. Nobody is held up by it when the process is to end. */
function every(
  ms: number,
  look: () => Promise<void>,
  say: (trouble: string) => void = () => undefined,
): () => void {
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      // UsageError of the own: its folder cannot be written; what was read goes on
      .catch((error: unknown) => say(reasonOf(error)))
      .finally(() => {
        isLooking = false
      })
  }, ms)
  timer.unref()
  return () => clearInterval(timer)
}
