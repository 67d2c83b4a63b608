import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  /** null: nothing is wrong. */
  readonly trouble: string | null
}

const maxTroubleLength = 400

/** Why what is shown ends with Headroom, though it should stay. */
export function NotOnDisk({ trouble }: Props): ReactNode {
  const { t, say } = useWords()
  if (trouble === null) return null
  const reason = capital(say(printable(trouble, maxTroubleLength)))
  return (
    <Notice tone="attention" title={t('history.notOnDisk')}>
      {[reason, t('history.notOnDiskHelp')].join(t('overview.joint.sentence'))}
    </Notice>
  )
}
