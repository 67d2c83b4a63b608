import { useState, type ReactNode } from 'react'
import { usePreferencesNow } from '../store/live.ts'
import { useLater } from '../ui/use-later.ts'
import { addLateWords } from '../words/english.ts'

// few ever see it
const loadNotice = () =>
  Promise.all([import('./NotificationNotice.tsx'), addLateWords()]).then(
    ([{ NotificationNotice }]) => NotificationNotice,
  )

/** That macOS does not show what it is asked to, until somebody has read it, or it does. */
export function NotificationPlace(): ReactNode {
  const part = usePreferencesNow()?.shell.notifications
  const reason = part?.kind === 'failed' ? part.reason : null
  const [read, setRead] = useState<string | null>(null)
  // what comes next is news, also where it says the same
  if (reason === null && read !== null) setRead(null)
  const isWanted = reason !== null && reason !== read
  const { part: notice } = useLater(isWanted, loadNotice)
  if (!isWanted || notice === null) return null
  return <notice.Part reason={reason} onDismiss={() => setRead(reason)} />
}
