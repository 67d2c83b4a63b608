/** What every command ends with (design §3). */
export const exitCode = {
  yes: 0,
  /** Does not fit, not enough, findings, failed sources. */
  no: 1,
  /** Wrong use, unreadable input. */
  wrongUse: 2,
  cannotTell: 3,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** Wrong use or unreadable input, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
