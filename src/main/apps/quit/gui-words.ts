import type { Reading } from '../../../shared/reading.ts'

/** What AppleScript's answer means: it was asked (`note`: what came of it beside), or nothing was. */
export type Said =
  | { readonly kind: 'asked'; readonly note: string | null }
  | { readonly kind: 'refused'; readonly reason: string }

/** Host has ended a command at its deadline: nobody knows how far it came. */
export const isLate = (reading: Reading<string>): boolean =>
  reading.kind === 'failed' && reading.reason.startsWith('no answer within')

// exit 1: 84:88: execution error: Not authorized to send Apple events to Loom. (-1743)
const errorNumber = /\((-\d{1,6})\)\s*$/

/** Errors of Apple events (MacErrors.h), each in a sentence. Composed by us: none was seen on a Mac. */
export function sayTell(reading: Reading<string>, name: string): Said {
  if (reading.kind === 'ok') {
    return reading.value.trim() === 'none' ? refused(`${name} does not run any more`) : asked(null)
  }
  if (isLate(reading)) return asked(`macOS may be asking whether Headroom may control ${name}`)
  if (/WindowServer/.test(reading.reason)) return refused(noSession)
  switch (Number(errorNumber.exec(reading.reason)?.[1])) {
    case -1743: // errAEEventNotPermitted
      return refused(
        `macOS does not let Headroom ask ${name}: allow it in System Settings, Privacy & Security, Automation`,
      )
    case -600: // procNotFound
    case -609: // connectionInvalid
    case -1728: // errAENoSuchObject
      return refused(`macOS finds no running app for ${name}`)
    case -128: // userCanceledErr
      return asked(`${name} was asked, and its user has said no`)
    case -1712: // errAETimeout
      return asked(null)
    case -1713: // errAENoUserInteraction
    case -10810: // kLSUnknownErr
      return refused(noSession)
  }
  return refused(`${name} could not be asked: ${reading.reason}`)
}

const noSession = 'there is no desktop session here in which an app could be asked'

const asked = (note: string | null): Said => ({ kind: 'asked', note })
const refused = (reason: string): Said => ({ kind: 'refused', reason })
