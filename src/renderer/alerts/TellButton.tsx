import Bell from 'lucide-react/icons/bell'
import BellRing from 'lucide-react/icons/bell-ring'
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './TellButton.module.css'
import type { Telling } from './telling.ts'

/** null in a shell that tells by itself. */
export const TellingContext = createContext<Telling | null>(null)

/** Has this page tell of alerts by the browser's notifications, also in the background. */
export function TellButton(): ReactNode {
  const telling = use(TellingContext)
  return telling === null ? null : <Choice telling={telling} />
}

function Choice({ telling }: { readonly telling: Telling }): ReactNode {
  const { t } = useWords()
  const state = useSyncExternalStore(telling.watch, telling.state, telling.state)
  if (state === 'absent') return null
  const isOn = state === 'on'
  return (
    <div className={styles['tell']}>
      <button
        type="button"
        className={styles['button']}
        aria-disabled={state === 'asking'}
        onClick={() => (isOn ? telling.turnOff() : void telling.turnOn())}
      >
        {isOn ? (
          <BellRing size={12} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <Bell size={12} strokeWidth={1.75} aria-hidden="true" />
        )}
        {isOn ? t('notices.telling.turnOff') : t('notices.telling.turnOn')}
      </button>
      <span className={styles['said']} aria-live="polite">
        {state === 'off' ? '' : t(`notices.telling.${state}`)}
      </span>
    </div>
  )
}
