import type { Agent } from '../../../shared/agent.ts'
import { exitCode, UsageError, type ExitCode } from '../../../shared/exit-code.ts'
import { Refusal } from '../../host/attempt.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { LaunchdService } from '../../probes/darwin/launchctl-print.ts'
import { agentFileIn, agentPlist, othersIn, serveWords, type AgentFile } from './agent-plist.ts'
import { agentRemote, agentUrl } from './agent-remote.ts'
import { agentFolders, systemdUnit, whyNoAgent, type AgentWorld } from './agent-world.ts'
import { isNobodyThere, putIn, readService, takeOut } from './launchd.ts'

/** The terminal, as far as it is spoken to here. */
export interface AgentTalk {
  readonly print: (line: string) => void
  readonly printJson: (value: unknown) => void
}

export interface InstallOptions {
  readonly port: number
  /** null: one of the agent's own. */
  readonly tokenFile: string | null
  readonly allowsActs: boolean
  /** What else `serve` is told: `--host`, a certificate, names. */
  readonly others?: readonly string[]
}

/** Again where something is another than before; else nothing is done. Throws UsageError and Refusal. */
export async function installAgent(
  world: AgentWorld,
  { port, tokenFile: given, allowsActs, others = [] }: InstallOptions,
  { print }: AgentTalk,
): Promise<ExitCode> {
  const { host, command } = world
  const { file, logFile, tokenFile: own } = agentFolders(world)
  const served = { port, tokenFile: given ?? own, allowsActs, others }
  const why = whyNoAgent(world)
  if (why !== null) {
    if (host.platform === 'linux')
      print(`${unitHelp}\n\n${systemdUnit([...command, ...serveWords(served)])}`)
    throw new UsageError(why)
  }
  const { address, certificate, metricsTokenFile } = othersIn(others)
  await world.expectServable({ address, certificate })
  const token = await world.tokenIn(served.tokenFile, address)
  if (metricsTokenFile !== null) await world.tokenIn(metricsTokenFile, address)
  const text = agentPlist({ ...served, command, logFile })
  const before = await host.ask({ kind: 'file', path: file })
  const service = await readService(world)
  const isThere = service.kind === 'ok' && service.value !== null
  const isSame = before.kind === 'ok' && before.value === text
  if (isThere && !isSame) await takeOut(world)
  if (!isSame) {
    expectDone(await host.writeFile(logFile, ''), logFile) // begins anew, for its user alone
    expectDone(await host.writeFile(file, text), file)
  }
  if (!isThere || !isSame) await putIn(world, file)
  print(isThere && isSame ? 'It is installed already, as asked for.' : installed)
  print(`  in the browser   ${agentUrl(port, others)}#token=${token}`)
  print(`  its token        ${served.tokenFile}`)
  print(`  its log          ${logFile}`)
  print('headroom agent status tells how it is; headroom agent remove takes it away')
  return exitCode.yes
}

const installed = 'Installed: launchd starts it now, and whenever you log in.'
const unitHelp =
  '# ~/.config/systemd/user/headroom.service; then: systemctl --user enable --now headroom'

const expectDone = (done: Reading<null>, path: string): void => {
  if (done.kind !== 'ok') throw new Refusal(`${path} cannot be written: ${done.reason}`)
}

/** Nothing of it is left but what others have made. Throws UsageError and Refusal. */
export async function removeAgent(world: AgentWorld, { print }: AgentTalk): Promise<ExitCode> {
  const why = whyNoAgent({ ...world, whyNot: null })
  if (why !== null) throw new UsageError(why)
  const { host } = world
  const { file, logFolder, logFile, tokenFile } = agentFolders(world)
  const found = await statusOf(world)
  const service = await readService(world)
  if (service.kind !== 'ok' ? !isNobodyThere(service) : service.value !== null) await takeOut(world)
  for (const path of [file, logFile, tokenFile]) {
    const removed = await host.removeFile(path)
    if (removed.kind === 'failed') throw new Refusal(`${path} cannot be removed: ${removed.reason}`)
  }
  await host.ask({ kind: 'command', argv: ['/bin/rmdir', logFolder] }) // where nothing else lies in it
  const isOthers = found.tokenFile !== null && found.tokenFile !== tokenFile
  print(found.state === 'none' ? 'There is none.' : 'Removed: launchd does not start it any more.')
  if (isOthers) print(`the token that you gave it stays: ${found.tokenFile}`)
  return exitCode.yes
}

/** Throws UsageError where there can be none. */
export async function agentStatus(
  world: AgentWorld,
  { json }: { readonly json: boolean },
  { print, printJson }: AgentTalk,
): Promise<ExitCode> {
  const why = whyNoAgent({ ...world, whyNot: null })
  if (why !== null) throw new UsageError(why)
  const agent = await statusOf(world)
  if (json) printJson(agent)
  else statusLines(agent).forEach(print)
  if (agent.state === 'unknown') return exitCode.cannotTell
  return agent.state === 'running' ? exitCode.yes : exitCode.no
}

export async function statusOf(world: AgentWorld): Promise<Agent> {
  const { file, logFile } = agentFolders(world)
  const kept = await world.host.ask({ kind: 'file', path: file, maxBytes: 2 ** 16 })
  const service = await readService(world)
  const said = kept.kind === 'ok' ? agentFileIn(kept.value) : null
  const known = service.kind === 'ok' ? service.value : null
  const remote = said === null ? null : await agentRemote(world, said)
  return {
    schema: 'headroom/agent/1',
    state: stateOf(service, kept.kind !== 'absent'),
    pid: known?.pid ?? null,
    lastExitCode: known?.lastExitCode ?? null,
    reason: service.kind === 'ok' || isNobodyThere(service) ? null : service.reason,
    file,
    logFile,
    port: said?.port ?? null,
    tokenFile: said?.tokenFile ?? null,
    allowsActs: said?.allowsActs ?? null,
    isThisHeadroom: said === null ? null : isSameCommand(said, world),
    ...(remote === null ? {} : { remote }),
  }
}

const isSameCommand = ({ command }: AgentFile, world: AgentWorld): boolean =>
  JSON.stringify(command) === JSON.stringify(world.command)

function stateOf(service: Reading<LaunchdService | null>, hasFile: boolean): Agent['state'] {
  if (service.kind !== 'ok' && !isNobodyThere(service)) return 'unknown'
  const found = service.kind === 'ok' ? service.value : null
  if (found !== null) return found.pid === null ? 'waiting' : 'running'
  return hasFile ? 'off' : 'none'
}

export function statusLines(agent: Agent): readonly string[] {
  const { port, tokenFile, logFile, isThisHeadroom, allowsActs, remote } = agent
  if (agent.state === 'none') return [stateText(agent)]
  return [
    stateText(agent),
    ...(port === null ? [] : [`  in the browser   ${remote?.url ?? agentUrl(port, [])}`]),
    ...(remote === undefined
      ? []
      : [`  its certificate  ${remote.fingerprint ?? 'made when it starts first'}`]),
    ...(tokenFile === null ? [] : [`  its token        ${tokenFile}`]),
    `  its log          ${logFile}`,
    ...(allowsActs === true ? ['  clients may act, not only read'] : []),
    ...(isThisHeadroom === false
      ? ['  it starts another Headroom than this one; headroom agent install makes it this one']
      : []),
    ...(port === null ? [`  ${agent.file} is not as Headroom writes it`] : []),
  ]
}

function stateText({ state, pid, lastExitCode, reason }: Agent): string {
  const ended = lastExitCode === null ? '' : `; it ended last with ${lastExitCode}`
  switch (state) {
    case 'none':
      return 'There is no agent: headroom agent install makes one.'
    case 'off':
      return 'It is installed, and does not run: launchd starts it when you log in at the screen.'
    case 'running':
      return `It runs${pid === null ? '' : `, as process ${pid}`}${ended}.`
    case 'waiting':
      return `It does not run now; launchd has it${ended}.`
    case 'unknown':
      return `launchd does not say how it is: ${reason ?? 'no reason'}`
  }
}
