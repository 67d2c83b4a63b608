import { Refusal } from '../../host/attempt.ts'
import type { CommandQuestion, Host } from '../../host/host.ts'
import { launchctlPrint, type LaunchdService } from '../../probes/darwin/launchctl-print.ts'
import { read } from '../../probes/probe.ts'
import type { Reading } from '../../../shared/reading.ts'
import { domainOf, targetOf, type AgentWorld } from './agent-world.ts'

/** A job is given 20 s to end before it is ended. */
const bootoutMs = 30_000
/** So long launchd holds the name of a job that was taken out: others have measured 5 s (macOS 26.5). */
const settleMs = 20_000
const pauseMs = 250

export const readService = (world: AgentWorld): Promise<Reading<LaunchdService | null>> =>
  read(world.host, launchctlPrint(targetOf(world)))

/** Takes it out, and waits until launchd has let go of it. Throws Refusal. */
export async function takeOut(world: AgentWorld): Promise<void> {
  const { host } = world
  // 3 or 5 where there is none, 36 while it goes on: what is left is asked afterwards
  const out = await host.ask(launchctl(['bootout', targetOf(world)], bootoutMs))
  const isGone = await within(host, settleMs, async () => {
    const service = await readService(world)
    return (service.kind === 'ok' && service.value === null) || exitOf(service) === noDomain
  })
  if (isGone) return
  const why = out.kind === 'ok' ? 'it still ends' : out.reason
  throw new Refusal(`launchd does not let go of it: ${why}`)
}

/** Starts it, now and with each login. Throws Refusal. */
export async function putIn(world: AgentWorld, file: string): Promise<void> {
  const { host } = world
  await host.ask(launchctl(['enable', targetOf(world)])) // where it was switched off by hand
  let last: Reading<string> | null = null
  const isIn = await within(host, settleMs, async () => {
    last = await host.ask(launchctl(['bootstrap', domainOf(world), file]))
    return last.kind === 'ok' || exitOf(last) !== busy
  })
  const answer: Reading<string> | null = last
  if (isIn && isOk(answer)) return
  throw new Refusal(whyNotIn(answer))
}

const isOk = (reading: Reading<string> | null): boolean => reading?.kind === 'ok'

function whyNotIn(answer: Reading<string> | null): string {
  if (answer === null || answer.kind === 'ok') return 'launchd did not answer'
  if (exitOf(answer) === noDomain)
    return 'nobody is logged in at the screen of this Mac: its file is in place, and launchd starts it at the next login (System Settings > Users & Groups can log in by itself)'
  return `launchd did not take it: ${answer.reason}`
}

/** Bootstrap failed: 125: Domain does not support specified action */
const noDomain = 125
/** Bootstrap failed: 5: Input/output error; also where the name is still held. */
const busy = 5

const exitOf = (reading: Reading<unknown>): number | null => {
  const code = reading.kind === 'failed' ? /^exit (\d{1,3})\b/.exec(reading.reason)?.[1] : undefined
  return code === undefined ? null : Number(code)
}

export const isNobodyThere = (reading: Reading<unknown>): boolean => exitOf(reading) === noDomain

/** Asks until it is so. */
async function within(host: Host, ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const untilMs = host.clock.nowMs() + ms
  for (;;) {
    if (await isSo()) return true
    if (host.clock.nowMs() >= untilMs) return false
    await new Promise<void>((resolve) => void host.clock.after(pauseMs, resolve))
  }
}

const launchctl = (words: readonly string[], deadlineMs = 10_000): CommandQuestion => ({
  kind: 'command',
  argv: ['/bin/launchctl', ...words],
  deadlineMs,
})
