import type { ReactNode } from 'react'
import type { Doctor } from '../../shared/doctor.ts'
import { printable } from '../../shared/printable.ts'
import type { Server } from '../../shared/server.ts'
import { useDetails } from '../details/use-details.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Findings.module.css'

interface Props {
  readonly found: Doctor | null
  readonly servers: readonly Server[]
}

/** What is to be mended is never cut: it begins with the path of a file. */
const maxFindingLength = 6_000

/** What is wrong beside the sources, and servers that tell nothing. */
export function Findings({ found, servers }: Props): ReactNode {
  const { t, say } = useWords()
  const { open } = useDetails()
  const mute = servers.filter(({ state }) => state === 'closed' || state === 'silent')
  const findings = found?.findings ?? []
  if (mute.length === 0 && findings.length === 0) return null
  return (
    <section className={styles['findings']} aria-label={t('doctor.findings')}>
      <h2 className={styles['title']}>{t('doctor.findings')}</h2>
      <ul>
        {findings.map((finding) => (
          <li key={finding} className={styles['finding']}>
            {say(printable(finding, maxFindingLength))}
          </li>
        ))}
        {mute.map(({ id, title, stateReason }) => (
          <li key={id} className={styles['finding']}>
            <bdi dir="auto">{printable(title)}</bdi>
            {stateReason === null ? null : t('doctor.joint') + say(stateReason)}{' '}
            <SmallButton
              text={t('doctor.toServers')}
              spoken={`${t('doctor.toServers')}: ${printable(title)}`}
              onClick={() => open({ section: 'models', focus: null })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
