import type { Claim } from '../../../src/main/alerts/rule.ts'
import type { Alert } from '../../../src/shared/alert.ts'

/**
 * All that an alert says, but what a card (a finding) has put into its words, and lists of which a part is the foreign name of a
 * server that is silent.
 */
export function wordsOf({ title, sentence, advice, about }: Claim | Alert): readonly string[] {
  const { findingId = null, serverId = null } = about
  if (findingId !== null) return []
  const isOfSilent = title.startsWith('No answer') && serverId !== null
  return [title, ...(isOfSilent ? [] : [sentence]), ...(advice === null ? [] : [advice])]
}
