import { useState, type ReactNode } from 'react'
import type { DetailsFocus } from '../../shared/details.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useDetails } from '../details/use-details.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { LogPicker } from './LogPicker.tsx'
import { LogReader } from './LogReader.tsx'
import styles from './LogSection.module.css'
import { useLogs } from './use-logs.ts'

type Line = Extract<DetailsFocus, { readonly kind: 'line' }>

/** The logs of this machine's servers, as they are written. */
export function LogSection({ focus }: SectionProps): ReactNode {
  const { t, say } = useWords()
  const { logs, trouble } = useLogs()
  const wanted = focus?.kind === 'line' ? focus : null
  const [chosen, setChosen] = useChosen(wanted)
  const first = logs?.find(({ trouble }) => trouble === null) ?? logs?.[0]
  const path = chosen ?? first?.path ?? null
  return (
    <div className={styles['log']}>
      <div className={styles['head']}>
        <h1>{t('log.title')}</h1>
        {path === null ? null : <LogPicker logs={logs ?? []} path={path} onPath={setChosen} />}
      </div>
      {path !== null ? (
        <LogReader key={path} path={path} wanted={wanted?.path === path ? wanted : null} />
      ) : trouble !== null ? (
        <Notice tone="attention" title={t('log.unread')}>
          <p>{say(trouble)}</p>
        </Notice>
      ) : logs === null ? (
        <p role="status">{t('log.reading')}</p>
      ) : (
        <NoLogs />
      )}
    </div>
  )
}

/** The one that was chosen last: by the reader, or by a link. The one that is shown stays, whichever is written to. */
function useChosen(wanted: Line | null): readonly [string | null, (path: string) => void] {
  const [chosen, setChosen] = useState(wanted?.path ?? null)
  const [led, setLed] = useState(wanted)
  if (led !== wanted) {
    setLed(wanted)
    if (wanted !== null) setChosen(wanted.path)
  }
  return [chosen, setChosen]
}

function NoLogs(): ReactNode {
  const { t } = useWords()
  const details = useDetails()
  return (
    <Notice tone="note" title={t('log.none')}>
      <p>{t('log.noneWhy')}</p>
      <div className={styles['answers']}>
        <SmallButton
          text={t('log.toSettings')}
          onClick={() =>
            details.open({ section: 'settings', focus: { kind: 'group', group: 'sources' } })
          }
        />
      </div>
    </Notice>
  )
}
