import Bell from 'lucide-react/icons/bell'
import BellRing from 'lucide-react/icons/bell-ring'
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'
import styles from './TellButton.module.css'
import type { Telling, TellingState } from './telling.ts'

/** null in a shell that tells by itself. */
export const TellingContext = createContext<Telling | null>(null)

/** Has this page tell of alerts by the browser's notifications, also in the background. */
export function TellButton(): ReactNode {
  const telling = use(TellingContext)
  return telling === null ? null : <Choice telling={telling} />
}

const said: Readonly<Record<Exclude<TellingState, 'absent'>, string>> = {
  off: '',
  asking: 'Your browser asks whether this page may',
  unanswered: 'Your browser did not allow it; press to ask again',
  on: 'Notifications are on for as long as this page is open',
  blocked: 'Your browser does not let this page: allow notifications in its settings for this page',
  refused: 'Your browser shows no notifications',
}

function Choice({ telling }: { readonly telling: Telling }): ReactNode {
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
        {isOn ? 'Turn notifications off' : 'Tell me when it warns'}
      </button>
      <span className={styles['said']} aria-live="polite">
        {said[state]}
      </span>
    </div>
  )
}
