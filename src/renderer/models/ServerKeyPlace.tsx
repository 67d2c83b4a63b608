import type { ReactNode, RefObject } from 'react'
import { serverAtPort } from '../../shared/server-text.ts'
import type { Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { refusalOfTaken } from '../keys/key-step.ts'
import { ServerKey } from '../keys/ServerKey.tsx'
import { useServerKeys } from '../keys/use-server-keys.ts'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ServerCard.module.css'

interface Props {
  readonly server: Server
  readonly snapshot: Snapshot
  readonly home: RefObject<HTMLElement | null>
}

/** The way to give a closed server its key. One that another has started got its own from that one. */
export function ServerKeyPlace({ server, snapshot, home }: Props): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { steps, open, send, drop } = useServerKeys(snapshot.servers)
  const step = steps.get(server.id) ?? null
  const refusal = refusalOfTaken(step ?? undefined, server)
  const isClosed = server.state === 'closed' && server.parentId === null
  if (refusal !== null)
    return (
      <Notice
        tone="attention"
        title={t('models.keyFor', { server: say(serverAtPort(server)) })}
        onDismiss={() => drop(server.id)}
      >
        {say(refusal)}
      </Notice>
    )
  if (!isClosed) return null
  if (!mayAct) return <p className={styles['brief']}>{t('models.howToEnterKey')}</p>
  return (
    <div className={styles['key']}>
      <ServerKey
        server={server}
        step={step}
        atMs={snapshot.atMs}
        home={home}
        onOpen={() => open(server.id)}
        onSend={(apiKey) => send(server.id, apiKey)}
        onDrop={() => drop(server.id)}
      />
    </div>
  )
}
