import {
  removeRuleScript,
  ruleExitCodes,
  writeRuleScript,
} from '../../../shared/powermetrics-rule.ts'
import type { SudoersName } from '../../../shared/sudoers-name.ts'
import type { Probe } from '../probe.ts'
import { adminRun } from './admin-run.ts'

/** As a text of AppleScript: within its quotes these two alone mean something else. */
const appleScriptText = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** Never changed: the name comes by argv, is one word of the shell by `quoted form`, and is looked at again before it is written. */
const writeScript = `
on run argv
  do shell script "set -- " & quoted form of (item 1 of argv) & linefeed & ${appleScriptText(writeRuleScript)} with prompt "Headroom writes a rule of sudo: it may run powermetrics, with the arguments that it has shown, and nothing else." with administrator privileges
end run
`.trim()

const removeScript = `
on run argv
  do shell script ${appleScriptText(removeRuleScript)} with prompt "Headroom removes its rule of sudo." with administrator privileges
end run
`.trim()

/** Nothing of this has run on a Mac. */
export const writePowerRule = (user: SudoersName): Probe<true> => ({
  question: adminRun(writeScript, [user]),
  parse: () => true,
})

export const removePowerRule: Probe<true> = {
  question: adminRun(removeScript, []),
  parse: () => true,
}

/** Why the script itself has written nothing. */
export type RuleRefusal = 'not-a-name' | 'not-taken'

const refusalOf: ReadonlyMap<number, RuleRefusal> = new Map([
  [ruleExitCodes.notAName, 'not-a-name'],
  [ruleExitCodes.notTaken, 'not-taken'],
])

// exit 1: 0:512: execution error: The command exited with a non-zero status. (65)
/** null where something else went wrong. */
export function ruleRefusalIn(reason: string): RuleRefusal | null {
  const number = /\((\d{1,3})\)\.?\s*$/.exec(reason)?.[1]
  return number === undefined ? null : (refusalOf.get(Number(number)) ?? null)
}
