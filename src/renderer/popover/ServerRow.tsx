import type { ReactNode, RefObject } from 'react'
import type { Server } from '../../shared/server.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { serverText } from '../../shared/server-text.ts'
import { nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes } from '../../shared/units.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import type { KeyStep } from './key-step.ts'
import { ServerKey, type KeyActions } from './ServerKey.tsx'
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

const howToAct = 'its key can be entered here where Headroom runs as: headroom serve --allow-acts'

/** A server of which no model is known, or that wants a key: what stands in the way, and what it takes. */
export function ServerRow(props: Props): ReactNode {
  const { server, servers, hasModels, step, atMs, keyActions, home } = props
  const text = serverText(server, servers)
  const isClosed = server.state === 'closed'
  const help = isClosed && keyActions === null ? howToAct : null
  return (
    <li className={styles['row']}>
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
  if (memoryBytes === null) return null
  return (
    <span
      className={styles['memory']}
      title={memoryKind === null ? undefined : meaningOfMemoryKind[memoryKind]}
    >
      holds {formatBytes(memoryBytes)}
      {memoryKind === null ? null : <span className="spoken"> {nameOfMemoryKind[memoryKind]}</span>}
    </span>
  )
}
