import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { TextList, type EntryNote } from './TextList.tsx'
import { useAnswer } from './use-answer.ts'
import { useSettingsHere } from './use-settings.ts'

/** Core looks at a new folder within seconds: asked again so often until it has. */
const untilLookedMs = 1_000

/** Folders with models beside those of the programs, and what was found in each. */
export function ModelFolderSettings(): ReactNode {
  const { t, say } = useWords()
  const { isShown } = useView()
  const { inForce } = useSettingsHere()
  const entries = inForce?.modelFolders ?? []
  const { answer, askAgain } = useAnswer('models')
  const places = answer?.kind === 'ok' ? answer.value.places : null
  const placeOf = (path: string) =>
    places?.find((one) => one.source === 'folder' && one.path === path)
  const isLooking = isShown && places !== null && !entries.every(placeOf)
  const again = useEffectEvent(askAgain)
  useEffect(() => {
    if (!isLooking) return undefined
    const timer = setInterval(() => again(), untilLookedMs)
    return () => clearInterval(timer)
  }, [isLooking])
  const noteOf = (path: string): EntryNote | null => {
    if (places === null) return null
    const place = placeOf(path)
    if (place === undefined) return { text: t('fit.looking'), isWrong: false }
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
