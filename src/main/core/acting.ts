import type { Act, ActBy, ActLog } from '../../shared/act.ts'
import type {
  ActInput,
  QuitInput,
  Relieved,
  RelieveInput,
  UnloadInput,
} from '../../shared/contract.ts'
import type { Host } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import { createActBook } from './act-book.ts'
import type { OwnActs } from './own-acts.ts'
import { startPolicies } from './policies.ts'
import { createQuit } from './quit-app.ts'
import { ladder as ownLadder, type Ladder } from './quit-ladder.ts'
import { createRelieve } from './relieve.ts'
import { reopen } from './reopen.ts'
import { createUnload } from './unload.ts'

/** What changes the machine. Each throws Refusal, with a sentence for people, where it must not be done. */
export interface Acting {
  quit(input: QuitInput): Promise<Act>
  unload(input: UnloadInput): Promise<Act>
  settled(input: ActInput): Promise<Act>
  reopen(input: ActInput): Promise<Act>
  relieve(input: RelieveInput): Promise<Relieved>
  acts(): Promise<ActLog>
  /** From now on what the settings allow is done by itself, and told; answers with the way to stop it. */
  startPolicies(tell: (act: Act) => void): () => void
}

export interface ActingOptions {
  readonly host: Host
  readonly monitor: Pick<Monitor, 'once' | 'current' | 'listed' | 'onSnapshot'>
  readonly servers: ServerWatch | null
  /** What is noted, and what the user has chosen; without it nothing is noted, and nothing happens by itself. */
  readonly acts: OwnActs | undefined
  readonly ladder?: Ladder | undefined
  /** Of each act that has ended. */
  readonly tell?: ((act: Act, endedAtMs: number, by: ActBy) => void) | undefined
}

export function createActing({
  acts,
  ladder = ownLadder,
  host,
  monitor,
  servers,
  tell: tellEnded,
}: ActingOptions): Acting {
  const book = createActBook({ clock: host.clock, log: acts?.log, tell: tellEnded })
  const quit = createQuit({ host, monitor, servers, book, ladder })
  const unload = createUnload({ host, monitor, servers, book, ladder })
  return {
    // by a person: who it was is not for a request to say
    quit: (input) => quit(input, 'person'),
    unload: (input) => unload(input, 'person'),
    settled: async ({ actId }) => book.entryOf(actId).settled,
    reopen: (input) => reopen({ host, book, ladder }, input, 'person'),
    relieve: createRelieve({ host, monitor, quit, unload }),
    acts: async () => ({ schema: 'headroom/acts/1', ...(await book.kept()) }),
    startPolicies: (tell) =>
      acts?.actsAlone === true && host.mode === 'live'
        ? startPolicies({ clock: host.clock, monitor, unload, settings: acts.settings, tell })
        : () => undefined,
  }
}
