import type { ReactNode, RefObject } from 'react'
import { serverAtPort, serversWithRow } from '../../shared/server-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { refusalOfTaken } from '../keys/key-step.ts'
import { ServerRow } from './ServerRow.tsx'
import styles from './ServerRow.module.css'
import { useServerKeys } from '../keys/use-server-keys.ts'

interface Props {
  readonly snapshot: Snapshot
  /** Where the keyboard goes when a form goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** The servers that have a row of their own, and how their keys fare. */
export function ServerRows({ snapshot, home }: Props): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { steps, open, send, drop } = useServerKeys(snapshot.servers)
  return (
    <>
      {serversWithRow(snapshot).map(({ server, hasModels }) => (
        <ServerRow
          key={server.id}
          server={server}
          servers={snapshot.servers}
          hasModels={hasModels}
          step={steps.get(server.id) ?? null}
          atMs={snapshot.atMs}
          keyActions={
            mayAct
              ? {
                  onOpen: () => open(server.id),
                  onSend: (apiKey) => send(server.id, apiKey),
                  onDrop: () => drop(server.id),
                }
              : null
          }
          home={home}
        />
      ))}
      {snapshot.servers.map((server) => {
        const refusal = refusalOfTaken(steps.get(server.id), server)
        if (refusal === null) return null
        const title = t('models.keyFor', { server: say(serverAtPort(server)) })
        return (
          <li key={`told ${server.id}`} className={styles['told']}>
            <Notice tone="attention" title={title} onDismiss={() => drop(server.id)}>
              {say(refusal)}
            </Notice>
          </li>
        )
      })}
    </>
  )
}
