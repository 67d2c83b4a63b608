/** The one rule of sudo that lets Headroom run `powermetrics`, and nothing else: what it is, and whether it is there. */
export interface PowerRule {
  readonly schema: 'headroom/power-rule/1'
  /** `absent`: there is no such rule here, for the reason given (no Mac, a recording, a user's name that sudoers would misread). */
  readonly state:
    | { readonly kind: 'ok'; readonly isAllowed: boolean }
    /** The file is there, and sudo does not allow it all the same: another rule of this machine comes later. */
    | { readonly kind: 'overruled' }
    | { readonly kind: 'absent'; readonly reason: string }
  /** What the file holds, or would: shown before it is written. null where there can be none. */
  readonly text: string | null
  readonly path: string
  /** For a terminal of any administrator, by whoever would rather do it by hand; null with the text. */
  readonly allowCommand: string | null
  readonly forbidCommand: string
}

export interface PowerRuleInput {
  readonly isAllowed: boolean
  /** Whoever asks has seen the rule; macOS asks for an administrator beside that. */
  readonly isConfirmed: boolean
}
