import { printable } from '../../../shared/printable.ts'

/** Whether macOS shows what it is given: there is no way to ask, so the last one tells (electron.md §3). */
export type Health =
  { readonly kind: 'untried' | 'working' } | { readonly kind: 'failed'; readonly reason: string }

/** So long macOS may be silent on one. */
export const silentAfterMs = 3_000

const maxErrorLength = 160

/** UNErrorCodeNotificationsNotAllowed: its user has said no, or this copy of the app is one that macOS does not know. */
const notAllowed = /UNErrorDomain error 1\b|not allowed/i

export const silent: Health = {
  kind: 'failed',
  reason: 'it has said nothing for 3 s; its own question may still be open',
}

/** `error`: in the system’s words, whichever language they are in. */
export function failedBy(error: string): Health {
  if (notAllowed.test(error))
    return { kind: 'failed', reason: 'System Settings does not allow them' }
  const said = printable(error.trim(), maxErrorLength)
  return { kind: 'failed', reason: said === '' ? 'it gave no reason' : said }
}
