import type { ReactNode } from 'react'
import { sections, type DetailsPlace, type Section } from '../../shared/details.ts'
import { BackButton } from '../ui/BackButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './DetailsView.module.css'
import { SectionPlace } from './SectionPlace.tsx'
import { useDetails } from './use-details.ts'

interface Props {
  readonly place: DetailsPlace
  /** Back to the overview; null where there is none. */
  readonly onLeave: (() => void) | null
}

/** For the moment when a glance is not enough: one section at a time. */
export function DetailsView({ place, onLeave }: Props): ReactNode {
  const { t } = useWords()
  const { open } = useDetails()
  const go = (section: Section): void => open({ section, focus: null })
  return (
    <div className={styles['details']}>
      {onLeave === null ? null : <BackButton text={t('details.overview')} onClick={onLeave} />}
      <nav aria-label={t('details.sections')}>
        {sections.map((section) => (
          <button
            key={section}
            type="button"
            aria-current={section === place.section ? 'page' : undefined}
            onClick={() => go(section)}
          >
            {t(titleOf[section])}
          </button>
        ))}
      </nav>
      <main aria-label={t('details.title')}>
        <SectionPlace {...place} />
      </main>
    </div>
  )
}

const titleOf = {
  history: 'history.title',
  models: 'inventory.title',
  log: 'log.title',
  findings: 'diagnosis.title',
  fit: 'fit.title',
  doctor: 'doctor.title',
  acts: 'acts.title',
  settings: 'settings.title',
  about: 'about.title',
} as const satisfies Record<Section, string>
