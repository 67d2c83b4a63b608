/** Why there can be no rule of sudo for powermetrics here. */
export const noRuleHere = {
  elsewhere: 'only a Mac has powermetrics',
  replay: 'this is a recording: nothing can be allowed in it',
  intel: 'this is an Intel Mac: powermetrics does not tell the power of its GPU',
  root: 'Headroom runs as root here: the rule is made for a person',
  hostileName: 'the name of this user cannot stand in a rule of sudo: it would be misread',
  noName: (reason: string): string => `the name of this user is not told: ${reason}`,
} as const

export const unansweredText = (reason: string): string =>
  `whether powermetrics is allowed is not known: ${reason}`

export const unconfirmedText = 'the rule is written only after it has been shown, and was agreed to'

export const allowedText = 'Headroom may run powermetrics now'
export const forbiddenText = 'Headroom may not run powermetrics any more'
export const overruledText =
  'the rule is written, and sudo refuses all the same: another rule of this Mac comes after it, or its folder is not read'

/** Why macOS has written or removed nothing. */
export const ruleNotSet = {
  cancelled: 'nothing was changed: the question of macOS for an administrator was cancelled',
  'not-administrator':
    'nothing was changed: macOS did not take the name and the password for those of an administrator',
  'nobody-to-ask':
    'nothing was changed: macOS can ask nobody for an administrator here (no screen, as over ssh)',
  'not-a-name': 'nothing was changed: the name of this user is none that sudo could read',
  'not-taken': 'nothing was changed: visudo, the check of sudo, does not take the rule',
  otherwise: (reason: string): string => `nothing was changed: ${reason}`,
} as const

/** macOS has run it, and it is not so. */
export const notProvedText = {
  allow: 'macOS says that the rule was written, and it is not there',
  forbid: 'macOS says that the rule was removed, and it is still there',
} as const
