import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { History } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

const maxTroubleLength = 400

/** Why what is shown ends with Headroom, though it should stay; or what became of what was there before. */
export function HistoryTrouble({
  trouble,
  keptIn,
}: Pick<History, 'trouble' | 'keptIn'>): ReactNode {
  const { t, say } = useWords()
  if (trouble === null) return null
  const reason = capital(say(printable(trouble, maxTroubleLength)))
  return keptIn === 'memory' ? (
    <Notice tone="attention" title={t('history.notOnDisk')}>
      {[reason, t('history.notOnDiskHelp')].join(t('overview.joint.sentence'))}
    </Notice>
  ) : (
    <Notice tone="attention" title={t('history.notWhole')}>
      {reason}
    </Notice>
  )
}
