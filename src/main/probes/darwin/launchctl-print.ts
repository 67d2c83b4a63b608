import { numberIn, ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'

/** What launchd says of a service. */
export interface LaunchdService {
  /** As launchd calls it: `running`, `not running`, `spawn scheduled`, and `SIGTERMed` while it goes. */
  readonly state: string
  readonly pid: number | null
  /** null: it has never ended. */
  readonly lastExitCode: number | null
}

/** Could not find service "…" in domain for user gui: 501 */
const noService = 113

/** null: launchd knows none by this name. Fails with exit 125 where nobody is logged in at the screen: there is no such domain then. */
export const launchctlPrint = (target: string): Probe<LaunchdService | null> => ({
  question: {
    kind: 'command',
    argv: ['/bin/launchctl', 'print', target],
    toleratedExitCodes: [noService],
    maxBytes: 2 ** 20,
  },
  parse: parseLaunchctlPrint,
})

// gui/501/dev.headroom.agent = {
// 	active count = 1
// 	state = running
// 	runs = 1
// 	pid = 913
// 	last exit code = (never exited)          or 0, or 78: EX_CONFIG
// 	endpoints = {
// 		"x" = {
// 			state = active
/** Apple calls the form no interface: lines of the first level are read alone, and what is not known is passed over. */
export function parseLaunchctlPrint(text: string): LaunchdService | null {
  if (text.trim() === '') return null
  const valueOf = (name: string): string | null =>
    new RegExp(`^\\t${name} = (.*)$`, 'm').exec(text)?.[1]?.trim() ?? null
  const state = valueOf('state')
  if (state === null) throw new ParseError('launchctl names no state')
  const pid = valueOf('pid')
  const exit = valueOf('last exit code')
  return {
    state,
    pid: pid === null ? null : numberIn(pid, /^(\d{1,10})$/),
    lastExitCode:
      exit === null || exit.startsWith('(') ? null : numberIn(exit, /^(-?\d{1,10})(?:$|:)/),
  }
}
