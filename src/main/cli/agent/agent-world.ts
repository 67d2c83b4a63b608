import type { Host } from '../../host/host.ts'
import { agentLabel } from './agent-plist.ts'

/** Whom the agent is for, and what is started. */
export interface AgentWorld {
  readonly host: Host
  /** null where this system has no numbers of users. */
  readonly userId: number | null
  readonly homeFolder: string
  /** To whom that folder belongs. */
  readonly homeOwnerId: number | null
  /** Where Headroom keeps what its user has chosen. */
  readonly settingsFolder: string
  /** This Headroom's command line. */
  readonly command: readonly [string, ...string[]]
  /** Why it may not be started by others; null: it may. */
  readonly whyNot: string | null
  /** Launchd would start for ever what ends at each start: where it cannot be served like this. Throws UsageError. */
  expectServable(where: AgentAddress): Promise<void>
  /** The token in the file, which is made with mode 0600 where it is absent. Throws a sentence. */
  tokenIn(path: string, address: string): Promise<string>
}

export interface AgentAddress {
  readonly address: string
  /** null: Headroom makes one where it needs one. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | null
}

export const agentFolders = ({ homeFolder, settingsFolder }: AgentWorld) => ({
  file: `${homeFolder}/Library/LaunchAgents/${agentLabel}.plist`,
  logFolder: `${homeFolder}/Library/Logs/Headroom`,
  logFile: `${homeFolder}/Library/Logs/Headroom/agent.log`,
  tokenFile: `${settingsFolder}/agent-token`,
})

/** Those who are logged in at the screen have one; over ssh alone there is none. */
export const domainOf = ({ userId }: AgentWorld): string => `gui/${userId ?? 0}`
export const targetOf = (world: AgentWorld): string => `${domainOf(world)}/${agentLabel}`

/** Why there can be no agent here; null: there can. */
export function whyNoAgent(world: AgentWorld): string | null {
  const { host, userId, homeOwnerId, homeFolder, whyNot } = world
  if (host.platform !== 'darwin')
    return 'launchd is of macOS; on Linux systemd starts it, by the unit that headroom agent install prints'
  if (userId === null || userId === 0)
    return 'it is an agent of one user, and root is none: run this without sudo'
  if (homeOwnerId !== userId)
    return `${homeFolder} belongs to another user: run this as the one whose agent it is to be`
  return whyNot
}

/** A unit of systemd that does the same, for those who have no launchd. */
export const systemdUnit = (command: readonly string[]): string =>
  [
    '[Unit]',
    'Description=Headroom',
    '',
    '[Service]',
    `ExecStart=${command.map(quoted).join(' ')}`,
    'Restart=on-failure',
    'RestartSec=30',
    '',
    '[Install]',
    'WantedBy=default.target',
  ].join('\n')

/** systemd.service(5), systemd.syntax(7): in quotes, and what it would replace doubled. */
const quoted = (word: string): string =>
  `"${word.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`
