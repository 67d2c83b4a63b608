import type { ReactNode } from 'react'
import { sections, type Section } from '../../shared/details.ts'
import { BackButton } from '../ui/BackButton.tsx'
import { useWords } from '../words/use-words.ts'
import { keysText } from './section-keys.ts'
import styles from './SectionList.module.css'
import { SectionSign } from './SectionSign.tsx'
import { titleOf } from './titles.ts'

interface Props {
  readonly current: Section
  readonly onGo: (section: Section) => void
  /** Back to the overview; null where there is none. */
  readonly onLeave: (() => void) | null
}

const isMac = /Mac/.test(navigator.userAgent)

/** The sections, beside what they show; where there is little room, one field above it. */
export function SectionList({ current, onGo, onLeave }: Props): ReactNode {
  const { t } = useWords()
  return (
    <nav className={styles['list']} aria-label={t('details.sections')}>
      {onLeave === null ? null : <BackButton text={t('details.overview')} onClick={onLeave} />}
      <ul className={styles['rows']}>
        {sections.map((section) => (
          <li key={section} data-section-row={section}>
            <button
              type="button"
              className={styles['row']}
              aria-current={section === current ? 'page' : undefined}
              aria-keyshortcuts={ariaKeys(section)}
              onClick={() => onGo(section)}
            >
              <SectionSign of={section} />
              <span>{t(titleOf[section])}</span>
              <kbd className={styles['keys']} aria-hidden="true">
                {keysText(section, isMac)}
              </kbd>
            </button>
          </li>
        ))}
      </ul>
      <select
        className={styles['choice']}
        aria-label={t('details.section')}
        value={current}
        onChange={({ target }) => {
          const chosen = sections.find((section) => section === target.value)
          if (chosen !== undefined) onGo(chosen)
        }}
      >
        {sections.map((section) => (
          <option key={section} value={section}>
            {t(titleOf[section])}
          </option>
        ))}
      </select>
    </nav>
  )
}

const ariaKeys = (section: Section): string | undefined =>
  keysText(section, isMac)?.replace('⌘', 'Meta+').replace('Ctrl+', 'Control+')
