import type { ReactNode } from 'react'
import { usePreferencesNow } from '../store/live.ts'
import { updateSentence } from '../updates/update-sentence.ts'
import { useWords } from '../words/use-words.ts'

/** What is known of newer versions, among the versions; nothing where none can be had. */
export function UpdateNote(): ReactNode {
  const words = useWords()
  const updates = usePreferencesNow()?.shell.updates ?? null
  if (updates === null || updates.kind === 'absent') return null
  return (
    <>
      <dt>{words.t('updates.title')}</dt>
      <dd>{updateSentence(updates, words)}</dd>
    </>
  )
}
