import { useRef, type ReactNode, type RefObject } from 'react'
import type { DetailsFocus } from '../../shared/details.ts'
import { nameOf, titleAmong } from '../../shared/server-text.ts'
import type { Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatCount } from '../../shared/units.ts'
import { useLedTo } from '../details/use-led-to.ts'
import { AppProcesses } from '../popover/AppProcesses.tsx'
import type { UseActs } from '../relief/use-acts.ts'
import { useWords } from '../words/use-words.ts'
import { FactsFold } from './FactsFold.tsx'
import { ModelItem } from './ModelItem.tsx'
import styles from './ServerCard.module.css'
import { serverFacts, serverState } from './server-facts.ts'
import type { ServerGroup } from './server-groups.ts'
import { ServerKeyPlace } from './ServerKeyPlace.tsx'

interface Props {
  readonly group: ServerGroup
  readonly snapshot: Snapshot
  readonly acts: UseActs
  readonly focus: DetailsFocus | null
  readonly isOpenFirst: boolean
  /** Where the keyboard goes when what had it goes. */
  readonly home: RefObject<HTMLElement | null>
}

/** A server, what it has started, the models of both, and the processes in which they run. */
export function ServerCard(props: Props): ReactNode {
  const { group, snapshot, acts, focus, isOpenFirst, home } = props
  const { t, say } = useWords()
  const { server, children, models } = group
  const head = useRef<HTMLHeadingElement>(null)
  const card = useRef<HTMLElement>(null)
  const ledId = focus?.kind === 'server' ? focus.serverId : null
  useLedTo({
    meant: ledId === null ? null : focus,
    part: () =>
      [...(card.current?.querySelectorAll<HTMLElement>('[data-server]') ?? [])].find(
        ({ dataset }) => dataset['server'] === ledId,
      ) ?? null,
  })
  const title = server === null ? nameOf(group.id) : say(titleAmong(server, snapshot.servers))
  return (
    <section ref={card} className={styles['card']} aria-label={title}>
      <header className={styles['head']} data-row>
        <h2 ref={head} tabIndex={-1} className={styles['title']} data-server={group.id}>
          <bdi>{title}</bdi>
        </h2>
        {server === null ? null : <Brief server={server} />}
      </header>
      {server === null ? null : (
        <OneServer {...{ server, snapshot, isOpenFirst }} home={head} name={title} />
      )}
      {children.map((child) => (
        <div key={child.id} className={styles['child']}>
          <h3 className={styles['childTitle']} tabIndex={-1} data-server={child.id}>
            <bdi>{say(titleAmong(child, snapshot.servers))}</bdi>
          </h3>
          <OneServer
            server={child}
            name={say(titleAmong(child, snapshot.servers))}
            {...{ snapshot, isOpenFirst }}
            home={head}
          />
        </div>
      ))}
      {models.length === 0 ? (
        <p className={styles['none']}>{t('inventory.noModel')}</p>
      ) : (
        <ul className={styles['models']}>
          {models.map((model) => (
            <ModelItem key={model.id} {...{ model, snapshot, acts, focus, isOpenFirst, home }} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where it listens and what it holds. */
function Brief({ server: { port, version, memoryBytes } }: { readonly server: Server }): ReactNode {
  const { t, figure } = useWords()
  const pieces = [
    version === null ? null : nameOf(version),
    port === null ? null : `${t('inventory.of.port')} ${formatCount(port)}`,
    memoryBytes === null ? null : t('models.holds', { size: figure(formatBytes(memoryBytes)) }),
  ]
  return <p className={styles['brief']}>{pieces.filter((piece) => piece !== null).join(' · ')}</p>
}

interface OneProps extends Pick<Props, 'snapshot' | 'isOpenFirst' | 'home'> {
  readonly server: Server
  readonly name: string
}

function OneServer({ server, name, snapshot, isOpenFirst, home }: OneProps): ReactNode {
  const words = useWords()
  const { apps } = snapshot
  const app = apps.find(({ processes }) => processes.some(({ pid }) => pid === server.pid))
  const isQuiet = server.state === 'ready'
  return (
    <>
      {isQuiet ? null : <p className={styles['state']}>{serverState(words, server)}</p>}
      <ServerKeyPlace server={server} snapshot={snapshot} home={home} />
      <div data-row>
        <FactsFold
          name={name}
          facts={() => serverFacts(words, server, snapshot)}
          isOpenFirst={isOpenFirst}
        >
          {app === undefined || server.parentId !== null ? null : (
            <>
              <h3 className={styles['processes']}>{words.t('inventory.processes', { name })}</h3>
              <AppProcesses id={`processes of ${server.id}`} app={app} name={name} />
            </>
          )}
        </FactsFold>
      </div>
    </>
  )
}
