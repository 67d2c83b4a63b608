import { isRuleId } from '../../shared/alert.ts'
import { holdBounds, mayHold, type AlertSettings } from '../../shared/alert-settings.ts'
import { formatSpan } from '../../shared/units.ts'
import { isObject } from './group.ts'
import { lineOf, shown, type Line } from './line.ts'
import { isNumber, isWithin, numberTrouble, within } from './number-lines.ts'

type Holds = AlertSettings['holdSeconds']

const ruleTime = "the rule's own time is used"

function troublesOf(rule: string, seconds: unknown, name: string): readonly string[] {
  const whole = `${name}.${shown(rule)}`
  if (!isRuleId(rule)) return [`${whole} is no rule (headroom snooze lists them)`]
  if (!mayHold(rule)) return [`${whole} is not used: this alert comes at once`]
  if (isWithin(seconds, holdBounds)) return []
  const instead = isNumber(seconds) ? `${within(seconds, holdBounds)} is used` : ruleTime
  return [numberTrouble(whole, seconds, holdBounds, instead)]
}

function refusalOf(rule: string, seconds: unknown): string | null {
  if (!isRuleId(rule)) return `there is no rule named ${shown(rule)}`
  if (seconds === null) return null
  if (!mayHold(rule)) return 'this alert comes at once: nothing has to last for it'
  if (isWithin(seconds, holdBounds)) return null
  return `what an alert tells of may have to last for at most ${formatSpan(holdBounds.most * 1_000)}`
}

/** By rule: each is changed by itself, and null gives one back its own time. */
export const holdLine: Line<Holds> = {
  ...lineOf<Holds>({
    otherwise: {},
    used: (given) =>
      Object.fromEntries(
        Object.entries(isObject(given) ? given : {}).flatMap(([rule, seconds]) =>
          isRuleId(rule) && mayHold(rule) && isNumber(seconds)
            ? [[rule, within(seconds, holdBounds)]]
            : [],
        ),
      ),
    troubles: (given, name) =>
      isObject(given)
        ? Object.entries(given).flatMap(([rule, seconds]) => troublesOf(rule, seconds, name))
        : [`${name} is no object: every rule has its own time`],
    refusal: (given) => {
      if (!isObject(given)) return 'how long something must last is chosen for each rule'
      const all = Object.entries(given).map(([rule, seconds]) => refusalOf(rule, seconds))
      return all.find((one) => one !== null) ?? null
    },
  }),
  changed: (before, given) => {
    if (!isObject(given)) return before ?? {}
    const all = Object.entries({ ...(isObject(before) ? before : {}), ...given })
    return Object.fromEntries(all.filter(([, seconds]) => seconds !== null))
  },
}
