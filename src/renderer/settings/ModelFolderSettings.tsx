import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { TextList, type EntryNote } from './TextList.tsx'
import { useAnswer } from './use-answer.ts'
import { useSettingsHere } from './use-settings.ts'

/** Folders with models beside those of the programs, and what was found in each. */
export function ModelFolderSettings(): ReactNode {
  const { t, say } = useWords()
  const { inForce } = useSettingsHere()
  const entries = inForce?.modelFolders ?? []
  const { answer, askAgain } = useAnswer('models')
  const places = answer?.kind === 'ok' ? answer.value.places : null
  const noteOf = (path: string): EntryNote | null => {
    const place = places?.find((one) => one.source === 'folder' && one.path === path)
    if (place === undefined) return null
    if (place.reason !== null) return { text: say(place.reason), isWrong: true }
    return { text: t('fit.models', { count: place.modelCount }), isWrong: false }
  }
  return (
    <TextList
      control="modelFolders"
      label={t('settings.folder.title')}
      help={t('settings.folder.help')}
      none={t('settings.folder.none')}
      placeholder="/path/to/models"
      isPath
      entries={entries}
      change={(modelFolders) => ({ modelFolders })}
      noteOf={noteOf}
      onChange={askAgain}
    />
  )
}
