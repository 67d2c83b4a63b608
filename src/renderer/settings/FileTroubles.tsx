import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

/** What in the file is not used as it was written. */
export function FileTroubles({ troubles }: { readonly troubles: readonly string[] }): ReactNode {
  const { t, say } = useWords()
  if (troubles.length === 0) return null
  return (
    <Notice tone="attention" title={t('settings.fileTrouble')}>
      <ul>
        {troubles.map((trouble) => (
          <li key={trouble}>{capital(say(trouble))}</li>
        ))}
      </ul>
    </Notice>
  )
}
