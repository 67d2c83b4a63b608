import { useRef, type ReactNode, type RefObject } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { serversWithRow, titleAmong } from '../../shared/server-text.ts'
import { ServerKey } from '../keys/ServerKey.tsx'
import { useServerKeys } from '../keys/use-server-keys.ts'
import { useSnapshot, useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { KeptKeys } from './KeptKeys.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import styles from './ServerKeySettings.module.css'

interface Props {
  readonly preferences: Preferences
}

/** Servers that want a key, and those that have one. */
export function ServerKeySettings({ preferences: { serverKeys } }: Props): ReactNode {
  const { t } = useWords()
  const home = useRef<HTMLDivElement>(null)
  return (
    <SettingGroup title={t('settings.keys.title')} intro={t('settings.keys.help')}>
      <div ref={home} tabIndex={-1} className={styles['keys']}>
        <WantedKeys home={home} hasKept={serverKeys.length > 0} />
        <KeptKeys servers={serverKeys} home={home} />
      </div>
    </SettingGroup>
  )
}

interface WantedProps {
  readonly home: RefObject<HTMLDivElement | null>
  readonly hasKept: boolean
}

function WantedKeys({ home, hasKept }: WantedProps): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const snapshot = useSnapshot((whole) => whole)
  const servers = snapshot?.servers ?? []
  const { steps, open, send, drop } = useServerKeys(servers)
  if (snapshot === null) return null
  const closed = serversWithRow(snapshot).filter(({ server }) => server.state === 'closed')
  if (closed.length === 0)
    return hasKept ? null : <p className={rows['note']}>{t('settings.keys.none')}</p>
  return (
    <ul>
      {closed.map(({ server }) => (
        <li key={server.id} className={styles['wanted']}>
          <span>
            <bdi>{say(titleAmong(server, servers))}</bdi>
            <span className={rows['note']}> {t('settings.keys.wanted')}</span>
          </span>
          {mayAct ? (
            <ServerKey
              server={server}
              step={steps.get(server.id) ?? null}
              atMs={snapshot.atMs}
              home={home}
              onOpen={() => open(server.id)}
              onSend={(apiKey) => send(server.id, apiKey)}
              onDrop={() => drop(server.id)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  )
}
