import type { ReactNode } from 'react'
import type { DetailsPlace, Section } from '../../shared/details.ts'
import type { Mend } from '../../shared/mend.ts'
import { useDetails } from '../details/use-details.ts'
import { Command } from '../ui/Command.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './SourceRow.module.css'

/** What can be done about a source: in words, to be typed, or in another place. */
export function MendNote({ mend }: { readonly mend: Mend }): ReactNode {
  const { t, say } = useWords()
  const { open } = useDetails()
  const { text, command, place } = mend
  return (
    <div className={styles['mend']}>
      <p>{say(text)}</p>
      {command === null ? null : <Command command={command} />}
      {place === null ? null : <SmallButton text={t(wayTo(place))} onClick={() => open(place)} />}
    </div>
  )
}

const ways = {
  settings: 'doctor.toSettings',
  doctor: 'doctor.toSource',
} as const satisfies Partial<Record<Section, string>>

const wayTo = ({ section }: DetailsPlace) => (section === 'doctor' ? ways.doctor : ways.settings)
