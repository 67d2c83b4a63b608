import type { App, AppProcess } from '../../../../shared/app.ts'
import type { LogProgram } from '../../../../shared/finding.ts'
import type { ServerId } from '../../../../shared/ids.ts'
import { nameOf, titleAmong } from '../../../../shared/server-text.ts'
import type { Server, ServerKind } from '../../../../shared/server.ts'
import type { DwellTimes, Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { appText, biggestOf } from './moment-parts.ts'
import { programOfServer, rootOf } from './program-of-server.ts'
import { createWatch } from './watch-sign.ts'

/** What a process is does not change: this outlasts a pid that is used again. */
const times: DwellTimes = { holdMs: 5_000, readingCount: 2, calmMs: 5_000 }

/** An engine runs as an Intel program. Only the process that computes counts: who starts it may be any. */
export const createRosetta = (): WatchSign => createWatch(times, see)

function see(moment: LiveMoment): readonly Seen<LiveClaim>[] {
  return moment.isMac ? [...serversIn(moment), ...otherEnginesIn(moment)] : []
}

/** These start the programs that compute, and compute nothing themselves. */
const starters: ReadonlySet<ServerKind> = new Set([
  'ollama',
  'llama-server-router',
  'llama-app',
  'llama-swap',
  'docker-model-runner',
  'jan',
])

function serversIn({ servers, apps, atMs }: LiveMoment): readonly Seen<LiveClaim>[] {
  const processes = new Map(apps.flatMap((app) => app.processes).map((one) => [one.pid, one]))
  return servers
    .filter(({ id, kind }) => !starters.has(kind) && !servers.some((one) => one.parentId === id))
    .map((server) =>
      seenOf(`server ${server.id}`, processes.get(server.pid) ?? null, atMs, {
        name: serverText(server, servers),
        serverId: server.id,
        program: programOfServer(server.id, servers),
      }),
    )
}

/** `llama-server of Ollama` */
function serverText(server: Server, servers: readonly Server[]): string {
  const root = rootOf(server.id, servers)
  const name = titleAmong(server, servers)
  return root === null || root.id === server.id ? name : `${name} of ${nameOf(root.title)}`
}

/** Those that serve nobody: `llama-cli`, `whisper-cli`. */
function otherEnginesIn({ apps, servers, atMs }: LiveMoment): readonly Seen<LiveClaim>[] {
  const pids = new Set(servers.map(({ pid }) => pid))
  const isServers = ({ processes }: App): boolean => processes.some(({ pid }) => pids.has(pid))
  return apps
    .filter((app) => app.iconName === 'engine' && !isServers(app))
    .map((app) => {
      const biggest = biggestOf(app.processes)
      const isClient = biggest !== null && clients.test(biggest.name)
      return seenOf(`app ${app.id}`, isClient ? null : biggest, atMs, {
        name: appText(app),
        serverId: null,
        program: programOf(biggest?.name ?? ''),
      })
    })
}

/** Named like engines; they talk to them, or start them. */
const clients = /^(lms|ollama|llama-swap)$/i

const programOf = (processName: string): LogProgram | null =>
  namedPrograms.find(({ form }) => form.test(processName))?.program ?? null
const namedPrograms: readonly { readonly form: RegExp; readonly program: LogProgram }[] = [
  { form: /^llama-/i, program: 'llama.cpp' },
  { form: /^whisper-/i, program: 'whisper.cpp' },
  { form: /^koboldcpp/i, program: 'koboldcpp' },
  { form: /^mlx_lm/i, program: 'mlx-lm' },
]

interface Who {
  readonly name: string
  readonly serverId: ServerId | null
  readonly program: LogProgram | null
}

function seenOf(
  key: string,
  process: AppProcess | null,
  atMs: number,
  { name, serverId, program }: Who,
): Seen<LiveClaim> {
  if (process?.isTranslated !== true) return { key, level: 'low' }
  const claim: LiveClaim = {
    class: 'rosetta',
    signature: 'live-rosetta',
    sentence: `${name} runs under Rosetta, as an Intel program: it does not get this Mac’s GPU as a program for Apple silicon does`,
    facts: {},
    serverId,
    modelId: null,
    program,
  }
  return { key, level: 'high', readAtMs: atMs, claim }
}
