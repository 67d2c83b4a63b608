import { expect, test } from 'vitest'
import {
  allowedText,
  forbiddenText,
  noRuleHere,
  notProvedText,
  overruledText,
  ruleNotSet,
  unansweredText,
  unconfirmedText,
} from '../../../src/shared/power-rule-text.ts'
import { unknownOf } from './books.ts'

const reasons = ['no answer within 2 s', 'permission denied', '/usr/bin/id is not installed']

test('what is said of the rule of sudo is known in every language', () => {
  const { noName, ...plain } = noRuleHere
  const { otherwise, ...notSet } = ruleNotSet
  const said = [
    ...Object.values(plain),
    ...Object.values(notSet),
    ...Object.values(notProvedText),
    ...reasons.flatMap((reason) => [noName(reason), unansweredText(reason), otherwise(reason)]),
    otherwise('exit 1: 0:99: execution error: chown: wheel: illegal group name (1)'),
    unconfirmedText,
    allowedText,
    forbiddenText,
    overruledText,
  ]
  expect(unknownOf(said)).toEqual([])
})
