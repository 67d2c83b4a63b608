import type { ReactNode, RefObject } from 'react'
import type { Server } from '../../shared/server.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { serverText } from '../../shared/server-text.ts'
import { nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes } from '../../shared/units.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useWords } from '../words/use-words.ts'
import type { KeyStep } from '../keys/key-step.ts'
import { ServerKey, type KeyActions } from '../keys/ServerKey.tsx'
import styles from './ServerRow.module.css'

interface Props {
  readonly server: Server
  /** All of them: another may have its title. */
  readonly servers: readonly Server[]
  /** Its models stand above, and their sizes. */
  readonly hasModels: boolean
  readonly step: KeyStep | null
  readonly atMs: number
  /** null where whoever looks may not give it a key. */
  readonly keyActions: KeyActions | null
  readonly home: RefObject<HTMLElement | null>
}

/** A server of which no model is known, or that wants a key: what stands in the way, and what it takes. */
export function ServerRow(props: Props): ReactNode {
  const { server, servers, hasModels, step, atMs, keyActions, home } = props
  const { t, say } = useWords()
  const text = say(serverText(server, servers))
  const isClosed = server.state === 'closed'
  const help = isClosed && keyActions === null ? t('models.howToEnterKey') : null
  return (
    <li className={styles['row']} data-row>
      <span className={styles['text']} title={help ?? undefined}>
        <AlsoSpoken text={text} spoken={help === null ? text : `${text}: ${help}`} />
      </span>
      {hasModels ? null : <Memory server={server} />}
      {isClosed && keyActions !== null ? (
        <ServerKey server={server} step={step} atMs={atMs} home={home} {...keyActions} />
      ) : null}
    </li>
  )
}

function Memory({ server: { memoryBytes, memoryKind } }: Pick<Props, 'server'>): ReactNode {
  const { t, say, figure } = useWords()
  if (memoryBytes === null) return null
  return (
    <span
      className={styles['memory']}
      title={memoryKind === null ? undefined : say(meaningOfMemoryKind[memoryKind])}
    >
      {t('models.holds', { size: figure(formatBytes(memoryBytes)) })}
      {memoryKind === null ? null : (
        <span className="spoken"> {say(nameOfMemoryKind[memoryKind])}</span>
      )}
    </span>
  )
}
