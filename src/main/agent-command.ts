import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import type { AgentWorld } from './cli/agent/agent-world.ts'
import type { AgentDoors } from './cli/agent/own-agent-world.ts'
import { aPort } from './option-values.ts'
import { certificateIn, nameOption } from './serve-command.ts'

interface InstallFlags {
  readonly port: number
  readonly tokenFile?: string
  readonly allowActs: boolean
  readonly host?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly name: readonly string[]
  readonly metricsTokenFile?: string
}

/** What of it is said to `serve` as it is. Paths are whole: launchd starts it in another folder. Throws UsageError. */
function othersOf(flags: InstallFlags): readonly string[] {
  const { host, name, metricsTokenFile } = flags
  const certificate = certificateIn(flags)
  const pairs: readonly (readonly [string, string])[] = [
    ...(host === undefined ? [] : [['--host', host] as const]),
    ...(certificate === null ? [] : [['--tls-cert', certificate.certFile] as const]),
    ...(certificate === null ? [] : [['--tls-key', certificate.keyFile] as const]),
    ...name.map((one) => ['--name', one] as const),
    ...(metricsTokenFile === undefined
      ? []
      : [['--metrics-token-file', resolve(metricsTokenFile)] as const]),
  ]
  return pairs.flat()
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
    .option('--host <address>', 'beyond loopback other machines can look, by TLS')
    .option('--tls-cert <file>', 'your own certificate, as PEM; else Headroom makes one')
    .option('--tls-key <file>', 'its key')
    .addOption(nameOption())
    .option('--metrics-token-file <file>', 'the same for a token that opens /metrics only')
    .action(async (flags: InstallFlags) => {
      const { port, tokenFile, allowActs: allowsActs } = flags
      const { installAgent } = await import('./cli/agent/agent.ts')
      const given = tokenFile === undefined ? null : resolve(tokenFile)
      const options = { port, tokenFile: given, allowsActs, others: othersOf(flags) }
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

const agentDoors: AgentDoors = {
  expectServable: async ({ address, certificate }) => {
    const { expectOwnAddress, thisMachine } = await import('./web/machine-names.ts')
    await expectOwnAddress(address, thisMachine())
    if (certificate === null) return
    const { givenCertificate } = await import('./web/tls/given-certificate.ts')
    await givenCertificate(certificate, Date.now())
  },
  tokenFrom: async (path, address) => {
    const { minTokenLengthAt, tokenFrom } = await import('./web/token.ts')
    return (await tokenFrom(path, minTokenLengthAt(address))).token
  },
}

async function inWorld(act: (world: AgentWorld) => Promise<ExitCode>): Promise<ExitCode> {
  const { openAgentWorld } = await import('./cli/agent/own-agent-world.ts')
  const world = await openAgentWorld(agentDoors)
  try {
    return await act(world)
  } finally {
    await world.host.close()
  }
}
