import type { ReactNode } from 'react'
import type { ShownLog } from '../../shared/log-view.ts'
import { useWords } from '../words/use-words.ts'
import { TextList, type EntryNote } from './TextList.tsx'
import { useAnswer } from './use-answer.ts'
import { useSettingsHere } from './use-settings.ts'

/** Logs beside those in the usual places, and whether each is followed. */
export function LogFileSettings(): ReactNode {
  const { t, say } = useWords()
  const { inForce } = useSettingsHere()
  const entries = inForce?.logFiles ?? []
  const { answer, askAgain } = useAnswer('logs')
  const logs = answer?.kind === 'ok' ? answer.value.logs : null
  const noteOf = (path: string): EntryNote | null => {
    if (logs === null) return null
    const log = logs.find((one) => one.path === path)
    return log === undefined ? { text: t('settings.log.not'), isWrong: true } : noteOfLog(log)
  }
  const noteOfLog = ({ trouble, program }: ShownLog): EntryNote => {
    if (trouble !== null) return { text: say(trouble), isWrong: true }
    const text =
      program === null ? t('settings.log.followed') : t('settings.log.followedAs', { program })
    return { text, isWrong: false }
  }
  return (
    <TextList
      control="logFiles"
      label={t('settings.log.title')}
      help={t('settings.log.help')}
      none={t('settings.log.none')}
      placeholder="/path/to/server.log"
      isPath
      entries={entries}
      change={(logFiles) => ({ logFiles })}
      noteOf={noteOf}
      onChange={askAgain}
    />
  )
}
