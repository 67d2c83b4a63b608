import { useEffect, useRef, type ReactNode } from 'react'
import type { DetailsPlace, Section } from '../../shared/details.ts'
import { AlertSaid } from '../notices/AlertSaid.tsx'
import { ConnectionNotice } from '../notices/ConnectionNotice.tsx'
import { LanguageNotice } from '../notices/LanguageNotice.tsx'
import { ReplayNotice } from '../notices/ReplayNotice.tsx'
import { useConnection, useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './DetailsView.module.css'
import { SectionList } from './SectionList.tsx'
import { Sections } from './Sections.tsx'
import { titleOf } from './titles.ts'
import { useDetails } from './use-details.ts'
import { useDetailsKeys } from './use-details-keys.ts'
import { FindContext } from './use-find.ts'
import { useLed } from './use-led.ts'
import { goToHead, useSectionHead } from './use-section-head.ts'

interface Props {
  readonly place: DetailsPlace
  /** Back to the overview; null where there is none. */
  readonly onLeave: (() => void) | null
}

/** For the moment when a glance is not enough: one section at a time. */
export function DetailsView({ place, onLeave }: Props): ReactNode {
  const { t } = useWords()
  const { open } = useDetails()
  const isLive = useConnection() === 'live'
  const hasSnapshot = useSnapshot(() => true) === true
  const room = useRef<HTMLElement>(null)
  const go = (section: Section): void => open({ section, focus: null })
  const goHome = (): void => goToHead(room.current, place.section)
  const takeField = useDetailsKeys({ go, home: goHome, leave: onLeave })
  useLed()
  useSectionHead(room, place)
  const title = t('details.windowTitle', { section: t(titleOf[place.section]) })
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <FindContext value={takeField}>
      <div className={styles['details']}>
        <button type="button" className={styles['skip']} onClick={goHome}>
          {t('details.skip')}
        </button>
        <SectionList current={place.section} onGo={go} onLeave={onLeave} />
        <main ref={room} className={styles['room']} aria-label={t('details.title')}>
          <ConnectionNotice />
          <LanguageNotice />
          <ReplayNotice />
          <AlertSaid />
          <div className={styles['figures']} data-stale={hasSnapshot && !isLive}>
            <Sections place={place} />
          </div>
        </main>
      </div>
    </FindContext>
  )
}
