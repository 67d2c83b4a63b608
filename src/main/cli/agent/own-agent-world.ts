import { mkdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { UsageError } from '../../../shared/exit-code.ts'
import { reasonOf } from '../../host/attempt.ts'
import { createLocalHost } from '../../host/local.ts'
import { bundleOf, commandLineOf, ownProcess, whyMove } from '../../host/own-command.ts'
import { settingsFolder } from '../../host/settings-folder.ts'
import type { AgentWorld } from './agent-world.ts'

/** Where Node is a link that stays while versions come and go: Homebrew and the installer of nodejs.org. */
const lastingNodes = ['/opt/homebrew/bin/node', '/usr/local/bin/node'] as const

/** What `serve` expects, as it looks at it. */
export interface AgentDoors {
  readonly expectServable: AgentWorld['expectServable']
  /** The token in a file, made where there is none. */
  readonly tokenFrom: AgentWorld['tokenIn']
}

/** Of the user who runs this. */
export async function openAgentWorld({
  tokenFrom,
  expectServable,
}: AgentDoors): Promise<AgentWorld> {
  const own = ownProcess()
  const [program, ...words] = commandLineOf(own)
  const homeFolder = homedir()
  const bundle = bundleOf(own.execPath)
  return {
    host: createLocalHost(),
    userId: process.getuid?.() ?? null,
    homeFolder,
    homeOwnerId: await stat(homeFolder).then(
      ({ uid }) => uid,
      () => null, // ENOENT: a HOME that is none
    ),
    settingsFolder: settingsFolder(),
    command: [own.isElectron ? program : await lastingNode(program), ...words],
    whyNot: bundle === null ? null : whyMove(bundle),
    expectServable,
    tokenIn: async (path, address) => {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        return await tokenFrom(path, address)
      } catch (error) {
        // any error of the disk, or a file that holds no token
        throw new UsageError(`${path}: ${reasonOf(error)}`)
      }
    },
  }
}

/** The next version of Node would take the path of this one away. */
async function lastingNode(execPath: string): Promise<string> {
  for (const path of lastingNodes) {
    const target = await realpath(path).catch(() => null) // ENOENT: there is none
    if (target === execPath) return path
  }
  return execPath
}
