import type { RuleId } from '../../shared/alert.ts'
import { mayHold, ruleHoldSeconds, type AlertSettings } from '../../shared/alert-settings.ts'
import type { Dwell, View } from './rule.ts'

/**
 * A dwell of a rule where the user has chosen how long it waits: those that differ from the rule's own go along with it, and where
 * it is shorter, their readings too. Of what is read seldom a second may be long in coming.
 */
export function holdAsChosen(
  rule: RuleId,
  dwell: Dwell,
  { holdSeconds }: Pick<AlertSettings, 'holdSeconds'>,
): Dwell {
  const chosen = holdSeconds[rule]
  if (chosen === undefined || !mayHold(rule)) return dwell
  const factor = chosen / ruleHoldSeconds[rule]
  const { holdMs, readingCount } = dwell
  return {
    ...dwell,
    holdMs: holdMs * factor,
    readingCount: Math.max(1, Math.ceil(readingCount * Math.min(1, factor))),
  }
}

/** The same of all that a rule sees. */
export const viewAsChosen = (rule: RuleId, view: View, settings: AlertSettings): View =>
  settings.holdSeconds[rule] === undefined
    ? view
    : {
        ...view,
        sights: view.sights.map((sight) =>
          sight.level === 'high' && sight.dwell !== undefined
            ? { ...sight, dwell: holdAsChosen(rule, sight.dwell, settings) }
            : sight,
        ),
      }
