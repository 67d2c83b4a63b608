import { build } from 'plist'
import { z } from 'zod/mini'
import { plistIn } from '../../probes/darwin/forms/plist.ts'

export const agentLabel = 'dev.headroom.agent'

/** What launchd is to start, and how. */
export interface AgentPlan {
  /** This Headroom's command line, without what it is to do. */
  readonly command: readonly [string, ...string[]]
  readonly port: number
  readonly tokenFile: string
  readonly allowsActs: boolean
  /** What else is said to `serve`: flags with their values. */
  readonly others?: readonly string[] | undefined
  readonly logFile: string
}

/** What an agent may pass on to `serve`, each with one value. */
const otherFlags: ReadonlySet<string> = new Set([
  '--host',
  '--tls-cert',
  '--tls-key',
  '--name',
  '--metrics-token-file',
])

/** One that cannot start (its port is taken) is tried again so often, and not more. */
const leastSecondsBetweenStarts = 30

/**
 * The property list of the agent. It is started again where it failed, not where it was ended in order. `Interactive`, as launchd slows
 * the processor, the disk and the timers of `Background` and of `Adaptive` without XPC, and a monitor that is woken late misses what it
 * watches for. No variables: all programs are named by their whole path. Never tried on a Mac.
 */
export function agentPlist({ command, logFile, ...plan }: AgentPlan): string {
  return `${build({
    Label: agentLabel,
    ProgramArguments: [...command, ...serveWords(plan)],
    RunAtLoad: true,
    KeepAlive: { SuccessfulExit: false },
    ThrottleInterval: leastSecondsBetweenStarts,
    ProcessType: 'Interactive',
    StandardOutPath: logFile,
    StandardErrorPath: logFile,
    Umask: 0o077, // its log holds the token
  })}\n`
}

type Served = Pick<AgentPlan, 'port' | 'tokenFile' | 'allowsActs' | 'others'>

export const serveWords = ({
  port,
  tokenFile,
  allowsActs,
  others = [],
}: Served): readonly string[] => [
  'serve',
  '--port',
  String(port),
  '--token-file',
  tokenFile,
  ...(allowsActs ? ['--allow-acts'] : []),
  ...others,
]

const shape = z.object({
  Label: z.literal(agentLabel),
  ProgramArguments: z.array(z.string()).check(z.minLength(1), z.maxLength(128)),
})

export interface AgentFile extends Served {
  readonly command: readonly string[]
}

/** What a file of ours says; null where it is none, or somebody has changed its words. */
export function agentFileIn(text: string): AgentFile | null {
  const words = wordsIn(text)
  const at = words.lastIndexOf('serve')
  const [, portFlag, port = '', tokenFlag, tokenFile = '', ...more] = words.slice(at)
  const allowsActs = more[0] === '--allow-acts'
  const others = allowsActs ? more.slice(1) : more
  const isOurs =
    at > 0 &&
    portFlag === '--port' &&
    /^\d{1,5}$/.test(port) &&
    tokenFlag === '--token-file' &&
    tokenFile !== '' &&
    areOthers(others)
  if (!isOurs) return null
  return {
    command: words.slice(0, at),
    port: Number(port),
    tokenFile,
    allowsActs,
    ...(others.length === 0 ? {} : { others }),
  }
}

/** Flag and value, flag and value. */
const areOthers = (words: readonly string[]): boolean =>
  words.length % 2 === 0 &&
  words.every((word, at) => (at % 2 === 0 ? otherFlags.has(word) : word !== ''))

/** The values that a flag has among them. */
export const valuesOf = (others: readonly string[] | undefined, flag: string): readonly string[] =>
  (others ?? []).flatMap((word, at, all) => (word === flag ? [all[at + 1] ?? ''] : []))

/** What of them serve would refuse at its start. */
export function othersIn(others: readonly string[]) {
  const [address = '127.0.0.1'] = valuesOf(others, '--host')
  const [certFile] = valuesOf(others, '--tls-cert')
  const [keyFile] = valuesOf(others, '--tls-key')
  const [metricsTokenFile = null] = valuesOf(others, '--metrics-token-file')
  const isGiven = certFile !== undefined && keyFile !== undefined
  return { address, certificate: isGiven ? { certFile, keyFile } : null, metricsTokenFile }
}

function wordsIn(text: string): readonly string[] {
  try {
    return shape.parse(plistIn(text)).ProgramArguments
  } catch {
    // ParseError, or an error of zod: the file is not as Headroom writes it
    return []
  }
}
