import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import type { AgentWorld } from './cli/agent/agent-world.ts'
import { aPort } from './option-values.ts'

interface InstallFlags {
  readonly port: number
  readonly tokenFile?: string
  readonly allowActs: boolean
}

/** `headroom agent`: served at each login, on a Mac that nobody sits at. */
export function addAgent(program: Command, done: (code: ExitCode) => void): void {
  const agent = program
    .command('agent')
    .description(
      'the screens in the browser from each login on: a launchd agent of this Mac’s user',
    )

  agent
    .command('install')
    .description('makes it, or makes it anew with what is given; starts it at once')
    .option('--port <number>', 'where it serves', aPort, 4317)
    .option('--token-file <file>', 'read the token from it; made where it is absent')
    .option('--allow-acts', 'clients may act, not only read', false)
    .action(async ({ port, tokenFile, allowActs: allowsActs }: InstallFlags) => {
      const { installAgent } = await import('./cli/agent/agent.ts')
      const given = tokenFile === undefined ? null : resolve(tokenFile)
      const options = { port, tokenFile: given, allowsActs }
      done(await inWorld(async (world) => installAgent(world, options, await talk())))
    })

  agent
    .command('status')
    .description('whether it runs; exit code 1 where it does not')
    .option('--json', 'as JSON', false)
    .action(async (options: { json: boolean }) => {
      const { agentStatus } = await import('./cli/agent/agent.ts')
      done(await inWorld(async (world) => agentStatus(world, options, await talk())))
    })

  agent
    .command('remove')
    .description('ends it, and leaves nothing of it')
    .action(async () => {
      const { removeAgent } = await import('./cli/agent/agent.ts')
      done(await inWorld(async (world) => removeAgent(world, await talk())))
    })
}

const talk = () => import('./cli/output.ts')

async function inWorld(act: (world: AgentWorld) => Promise<ExitCode>): Promise<ExitCode> {
  const { openAgentWorld } = await import('./cli/agent/own-agent-world.ts')
  const world = await openAgentWorld(async (path) => {
    const { tokenFrom } = await import('./web/token.ts')
    return (await tokenFrom(path)).token
  })
  try {
    return await act(world)
  } finally {
    await world.host.close()
  }
}
