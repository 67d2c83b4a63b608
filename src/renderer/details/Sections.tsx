import { Activity, useState, type ReactNode } from 'react'
import type { DetailsFocus, DetailsPlace, Section } from '../../shared/details.ts'
import styles from './DetailsView.module.css'
import { SectionPlace } from './SectionPlace.tsx'

interface Opened {
  readonly section: Section
  readonly focus: DetailsFocus | null
}

/** One section is shown. Those that were shown before are kept as they were left, and do no work. */
export function Sections({ place }: { readonly place: DetailsPlace }): ReactNode {
  const [opened, setOpened] = useState<readonly Opened[]>([place])
  const shown = opened.find(({ section }) => section === place.section)
  if (shown === undefined) setOpened([...opened, place])
  // in its place: a part of the page that is moved forgets how far it was scrolled
  else if (shown.focus !== place.focus)
    setOpened(opened.map((one) => (one === shown ? place : one)))
  return opened.map(({ section, focus }) => (
    <Activity key={section} mode={section === place.section ? 'visible' : 'hidden'}>
      <div className={styles['section']} data-section={section}>
        <SectionPlace section={section} focus={focus} />
      </div>
    </Activity>
  ))
}
