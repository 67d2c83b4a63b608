import { useState, type ReactNode, type RefObject } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { useLive, useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import rows from './Rows.module.css'
import styles from './ServerKeySettings.module.css'

interface Props {
  readonly servers: Preferences['serverKeys']
  /** Where the keyboard goes with a row that goes. */
  readonly home: RefObject<HTMLElement | null>
}

const maxReasonLength = 400

/** The servers that a key is kept for, whether they run or not. */
export function KeptKeys({ servers, home }: Props): ReactNode {
  const { t, say } = useWords()
  const live = useLive()
  const { mayAct } = useView()
  const [refusal, setRefusal] = useState<string | null>(null)
  const forget = async (server: string): Promise<void> => {
    home.current?.focus({ preventScroll: true })
    setRefusal(null)
    const outcome = await live.request('serverKey', { server, apiKey: null })
    if (outcome.kind === 'refused') setRefusal(printable(outcome.reason, maxReasonLength))
  }
  return (
    <>
      <ul>
        {servers.map(({ server }) => (
          <li key={server} className={styles['kept']}>
            <span>
              <code dir="auto">{server}</code>
              <span className={rows['note']}> {t('settings.keys.kept')}</span>
            </span>
            <ConfirmButton
              text={t('settings.keys.forget')}
              spoken={t('relief.about', { act: t('settings.keys.forget'), name: server })}
              question={t('settings.keys.ask')}
              yes={t('settings.keys.forget')}
              isDisabled={!mayAct}
              onConfirm={() => void forget(server)}
            />
          </li>
        ))}
      </ul>
      <p className={rows['refusal']} role="alert">
        {refusal === null ? null : capital(say(refusal))}
      </p>
    </>
  )
}
