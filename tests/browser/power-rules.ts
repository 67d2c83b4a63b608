import type { PowerRule } from '../../src/shared/power-rule.ts'
import { noRuleHere } from '../../src/shared/power-rule-text.ts'
import {
  allowCommand,
  forbidCommand,
  powermetricsRulePath,
  ruleText,
} from '../../src/shared/powermetrics-rule.ts'
import { nameOf } from '../sudo/rule-acts.ts'

const user = nameOf('alice')

const ruleWith = (state: PowerRule['state']): PowerRule => ({
  schema: 'headroom/power-rule/1',
  state,
  text: ruleText(user),
  path: powermetricsRulePath,
  allowCommand: allowCommand(user),
  forbidCommand,
})

/** How the rule of sudo can stand. */
export const powerRules = {
  missing: ruleWith({ kind: 'ok', isAllowed: false }),
  allowed: ruleWith({ kind: 'ok', isAllowed: true }),
  overruled: ruleWith({ kind: 'overruled' }),
  none: {
    ...ruleWith({ kind: 'absent', reason: noRuleHere.hostileName }),
    text: null,
    allowCommand: null,
  },
} as const satisfies Readonly<Record<string, PowerRule>>
