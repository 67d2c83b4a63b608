import { useState, type ReactNode } from 'react'
import type { ActLog } from '../../shared/act.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { ActDayList } from './ActDayList.tsx'
import { ActFilterBar } from './ActFilterBar.tsx'
import { allActs, byDay, cameBackIn, filtered, outcomeOf } from './acts-shown.ts'
import styles from './ActsSection.module.css'
import { logIn, useActLog } from './use-act-log.ts'

/** What Headroom has done to this machine, by whom it was asked, and what came of it. */
export function ActsSection(_: SectionProps): ReactNode {
  const { t, say } = useWords()
  const { read, again } = useActLog()
  const isRecording = useSnapshot(({ mode }) => mode === 'replay') === true
  const log = logIn(read)
  return (
    <div className={styles['section']}>
      <h1>{t('acts.title')}</h1>
      {read.kind === 'reading' ? <p role="status">{t('acts.reading')}</p> : null}
      {read.kind === 'refused' ? (
        <Notice tone="attention" title={t('acts.refused')}>
          {say(read.reason)} <SmallButton text={t('acts.again')} onClick={again} />
        </Notice>
      ) : null}
      {log === null ? null : log.acts.length === 0 ? (
        <div className={styles['none']}>
          <p>{t(isRecording ? 'acts.noneInRecording' : 'acts.none')}</p>
          <p className={styles['quiet']}>{t('acts.noneWhat')}</p>
        </div>
      ) : (
        <Log log={log} onDone={again} />
      )}
    </div>
  )
}

function Log({ log, onDone }: { readonly log: ActLog; readonly onDone: () => void }): ReactNode {
  const { t, say, figure } = useWords()
  const [filter, setFilter] = useState(allActs)
  const shown = filtered(log.acts, filter, (act) => [
    act.target,
    act.server,
    act.request,
    act.sentence,
    act.sentence === null ? null : say(act.sentence),
    t(`acts.kind.${act.act}`),
    t(`acts.by.${act.by}`),
    act.from ?? null,
    t(`acts.outcome.${outcomeOf(act)}`),
  ])
  const back = cameBackIn(shown)
  return (
    <>
      <ActFilterBar filter={filter} acts={log.acts} onFilter={setFilter} />
      <p className={styles['total']} role="status" data-total>
        {t('acts.count', { count: shown.length })}
        {back === null ? null : (
          <>
            {t('acts.joint')}
            {t(back.addsUp ? 'acts.cameBack' : 'acts.cameBackAbout', { bytes: figure(back.total) })}
          </>
        )}
      </p>
      {shown.length === 0 ? <p className={styles['quiet']}>{t('acts.noMatch')}</p> : null}
      {byDay(shown).map((ofDay) => (
        <ActDayList key={ofDay.date} {...ofDay} onDone={onDone} />
      ))}
      {log.isCut ? (
        <p className={styles['quiet']}>{t('acts.cut', { count: log.acts.length })}</p>
      ) : null}
    </>
  )
}
