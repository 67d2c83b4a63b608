import type { ReactNode } from 'react'
import type { Server } from '../../shared/server.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { serverText } from '../../shared/server-text.ts'
import { nameOfMemoryKind } from '../../shared/showing.ts'
import { formatBytes } from '../../shared/units.ts'
import styles from './ServerRow.module.css'

/** A server of which no model is known: what stands in the way, and what it takes. */
export function ServerRow({ server }: { readonly server: Server }): ReactNode {
  const { memoryBytes, memoryKind } = server
  return (
    <li className={styles['row']}>
      <span className={styles['text']}>{serverText(server)}</span>
      {memoryBytes === null ? null : (
        <span
          className={styles['memory']}
          title={memoryKind === null ? undefined : meaningOfMemoryKind[memoryKind]}
        >
          {formatBytes(memoryBytes)}
          {memoryKind === null ? null : (
            <span className="spoken"> {nameOfMemoryKind[memoryKind]}</span>
          )}
        </span>
      )}
    </li>
  )
}
