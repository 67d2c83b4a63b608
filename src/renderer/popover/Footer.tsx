import ChevronDown from 'lucide-react/icons/chevron-down'
import Settings from 'lucide-react/icons/settings'
import { useId, useState, type ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useConnection, useSnapshot, useView } from '../store/live.ts'
import { Framed, slotMark } from '../words/Framed.tsx'
import { useWords } from '../words/use-words.ts'
import { FactList } from './FactList.tsx'
import styles from './Footer.module.css'
import { useSmallPrint } from './use-small-print.ts'

interface Props {
  readonly onSettings: () => void
}

/** The small print: how the machine fares, what Headroom itself takes of it, and, unfolded, what else bears on a load. */
export function Footer({ onSettings }: Props): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null ? null : <SmallPrint snapshot={snapshot} onSettings={onSettings} />
}

function SmallPrint({ snapshot, onSettings }: Props & { readonly snapshot: Snapshot }): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { machine, mode } = snapshot
  const { short, more } = useSmallPrint(snapshot)
  return (
    <footer className={styles['footer']}>
      <FactList rows={short} />
      <div id={id} hidden={!isOpen}>
        {isOpen ? <FactList rows={more} /> : null}
      </div>
      <div className={styles['foot']}>
        <span className={styles['machine']} dir="auto">
          {machine.kind === 'ok'
            ? printable(`${machine.processor}, ${machine.operatingSystem}`)
            : null}
        </span>
        {more.length === 0 ? null : (
          <button
            type="button"
            className={styles['button']}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'overview.less' : 'overview.more')}
            <ChevronDown size={12} strokeWidth={2} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className={styles['button']}
          aria-label={t('overview.settings')}
          title={t('overview.settings')}
          onClick={onSettings}
        >
          <Settings size={15} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
      {mode === 'replay' ? null : <OnlyToLookAt />}
    </footer>
  )
}

/** That nothing can be done from here, and what would allow it. */
function OnlyToLookAt(): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const isLive = useConnection() === 'live'
  if (mayAct || !isLive) return null
  return (
    <p>
      <Framed text={t('overview.onlyToLookAt', { command: slotMark })}>
        <code>headroom serve --allow-acts</code>
      </Framed>
    </p>
  )
}
