import type { Ability } from '../../../shared/doctor.ts'
import type { AgentWorld } from './agent-world.ts'
import { statusLines, statusOf } from './agent.ts'

/** What doctor says of the agent: whoever looks at two Headrooms wants to know whence the other is. None where there is no launchd. */
export async function agentAbilities(world: AgentWorld): Promise<readonly Ability[]> {
  if (world.host.platform !== 'darwin') return []
  const agent = await statusOf(world)
  const [said = ''] = statusLines(agent)
  const isEnded = agent.state === 'waiting' && agent.lastExitCode !== 0
  const isFailed = agent.state === 'unknown' || isEnded
  const kind = agent.state === 'running' ? 'ok' : isFailed ? 'failed' : 'absent'
  const reason =
    kind === 'ok' && agent.port !== null
      ? `serves ${agent.remote?.url ?? `http://127.0.0.1:${agent.port}/`}`
      : said
  return [
    {
      id: 'agent',
      title: 'the screens in the browser from login on (headroom agent)',
      kind,
      reason,
    },
  ]
}
