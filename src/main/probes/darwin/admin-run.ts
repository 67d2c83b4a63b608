import type { SudoersName } from '../../../shared/sudoers-name.ts'
import { Refusal } from '../../host/attempt.ts'
import type { CommandQuestion } from '../../host/host.ts'

/** What may stand behind a script: AppleScript's integers end at 2^29, and are printed whole up to there. */
const mostNumber = 2 ** 29 - 1
/** A person reads the question of macOS, and types a password. */
const deadlineMs = 180_000

/**
 * A constant AppleScript with numbers or the name of a user as its argv: there is nothing in it that could be taken for a part of
 * the script. macOS asks its user for an administrator; the password stays with macOS. Throws Refusal where a number is no count.
 */
export function adminRun(
  script: string,
  values: readonly (number | SudoersName)[],
): CommandQuestion {
  const isCount = (value: number): boolean =>
    Number.isSafeInteger(value) && value >= 0 && value <= mostNumber
  if (!values.every((value) => typeof value === 'string' || isCount(value)))
    throw new Refusal('this number is none that can be set')
  return {
    kind: 'command',
    argv: ['/usr/bin/osascript', '-e', script, ...values.map(String)],
    deadlineMs,
  }
}

/** Why macOS has not run it as an administrator. */
export type AdminRefusal = 'cancelled' | 'not-administrator' | 'nobody-to-ask'

/**
 * By the number alone, as the words are in the user's language: userCanceledErr, errAuthorizationCanceled; errAuthorizationDenied;
 * errAENoUserInteraction and errAuthorizationInteractionNotAllowed (ssh, no screen). errAEPrivilegeError (-10004) is none: a sandbox
 * has refused, and neither a name nor a password was wrong.
 */
const refusalOf: ReadonlyMap<number, AdminRefusal> = new Map([
  [-128, 'cancelled'],
  [-60_006, 'cancelled'],
  [-60_005, 'not-administrator'],
  [-1713, 'nobody-to-ask'],
  [-60_007, 'nobody-to-ask'],
])

// exit 1: 0:131: execution error: User canceled. (-128)
/** null where macOS says something else: the command itself has failed, or it did not come to that. */
export function adminRefusalIn(reason: string): AdminRefusal | null {
  const number = /\((-\d{3,5})\)\.?\s*$/.exec(reason)?.[1]
  return number === undefined ? null : (refusalOf.get(Number(number)) ?? null)
}
