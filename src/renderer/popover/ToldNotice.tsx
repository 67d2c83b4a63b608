import { useState, type ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'

/** What has come of what was chosen in the menu, where it is not done. */
export function ToldNotice(): ReactNode {
  const { say } = useWords()
  const { told = null } = useView()
  const [read, setRead] = useState<string | null>(null)
  // the window was closed: what comes next is news, also where it says the same
  if (told === null && read !== null) setRead(null)
  if (told === null || told.sentence === read) return null
  return (
    <Notice
      tone="attention"
      title={unbroken(say(told.sentence))}
      onDismiss={() => setRead(told.sentence)}
    >
      {told.help === null ? null : <p>{unbroken(say(told.help))}</p>}
    </Notice>
  )
}
