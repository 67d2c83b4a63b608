import type { Act } from '../../shared/act.ts'
import type { UnloadInput } from '../../shared/contract.ts'
import { askAt } from '../host/ask-at.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import type { Held } from '../inference/inventory.ts'
import { act as send, get, type Sender } from '../inference/server-client.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'
import { understand } from '../inference/understand.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import { isGone, returnedBytes, verdictOf, type Measure } from './unload-verdict.ts'

/** A Snapshot of now, before and after: for the servers, which answer in less. */
const lookBudgetMs = 3_000
const lookEveryMs = 1_000
/** So much longer a server is waited for that has not answered since. */
const lateMs = 10_000

export interface UnloadOptions {
  readonly host: Host
  readonly monitor: Pick<Monitor, 'once'>
  readonly servers: ServerWatch | null
}

/**
 * Unloads one model and proves that its memory is back. Throws Refusal, with a sentence for people, where there is nothing to
 * unload, where the server is not the one any more that was shown, and where it refuses.
 */
export function createUnload({
  host,
  monitor,
  servers,
}: UnloadOptions): (input: UnloadInput) => Promise<Act> {
  return async ({ modelId, isDryRun, isConfirmed }) => {
    if (servers === null) throw new Refusal(`Headroom finds no servers on ${host.platform} yet`)
    const startedAtMs = host.clock.nowMs()
    const look = async (): Promise<Held | null> => {
      servers.hurry()
      await monitor.once(lookBudgetMs)
      return servers.held().find(({ model }) => model.id === modelId) ?? null
    }
    const held = await look()
    if (held === null) throw new Refusal('this model is not loaded any more')
    const plan = planOf(held)
    const base = actOf(held, plan)
    if (isDryRun)
      return { ...base, outcome: 'planned', sentence: plannedSentence(held, plan), tookMs: 0 }
    const busy = servers.held().filter((one) => isAffected(one, held, plan) && isBusy(one))
    if (busy.length > 0 && !isConfirmed) {
      return { ...base, outcome: 'unconfirmed', sentence: busySentence(busy, plan), tookMs: 0 }
    }
    if (host.mode === 'replay')
      throw new Refusal('this is a recording: nothing in it can be unloaded')
    const sender = senderFor(host, held, servers)
    await proveIdentity(sender, held)
    const before = await measureNow(host, servers, held)
    await askToUnload(sender, held, plan)
    const after = await untilBack({ host, servers, look, held, plan, before })
    return {
      ...base,
      ...verdictOf({ held, plan, before, wasBusy: busy.length > 0, ...after }),
      tookMs: host.clock.nowMs() - startedAtMs,
    }
  }
}

const targetOf = ({ joined: { owner, facts } }: Held) => ({
  id: facts.id ?? '',
  instanceId: facts.instanceId ?? null,
  facts: owner.facts,
})

function planOf(held: Held): UnloadPlan {
  const { model, joined } = held
  const { unload, title } = joined.owner.spec
  switch (model.eject.kind) {
    case 'none':
      throw new Refusal(`${model.name} cannot be unloaded: ${model.eject.reason}`)
    case 'quit':
      throw new Refusal(
        `${title} holds ${model.name} for as long as it runs: its memory comes back when ${title} quits`,
      )
    case 'unload': {
      const plan = unload.kind === 'request' ? unload.plan(targetOf(held)) : null
      if (plan === null) throw new Refusal(`${title} offers no way to unload ${model.name}`)
      return plan
    }
  }
}

function actOf(
  { model, joined }: Held,
  { request, takesAll }: UnloadPlan,
): Omit<Act, 'outcome' | 'sentence' | 'tookMs'> {
  const body = request.body === null ? '' : ` ${JSON.stringify(request.body)}`
  return {
    schema: 'headroom/act/1',
    act: 'unload',
    target: model.name,
    server: joined.owner.spec.title,
    request: `${request.method} ${request.path}${body}`,
    takesAll,
    heldBytes: model.memory.total?.bytes ?? null,
    returnedBytes: null,
    help: null,
  }
}

const isAffected = (one: Held, { model }: Held, { takesAll }: UnloadPlan): boolean =>
  one.model.id === model.id || (takesAll && one.model.serverId === model.serverId)

const isBusy = ({ model }: Held): boolean =>
  model.state === 'generating' || (model.queueLength ?? 0) > 0

const plannedSentence = ({ model, joined }: Held, { takesAll }: UnloadPlan): string =>
  takesAll
    ? `${joined.owner.spec.title} would be asked to unload all its models, ${model.name} among them`
    : `${joined.owner.spec.title} would be asked to unload ${model.name}`

const busySentence = (busy: readonly Held[], { whenBusy }: UnloadPlan): string =>
  `${busy.map(({ model }) => model.name).join(', ')} is at work: ${whenBusy}`

function senderFor(host: Host, { joined: { owner } }: Held, servers: ServerWatch): Sender {
  if (owner.at === null) throw new Refusal(`${owner.spec.title} does not answer`)
  const nowMs = host.clock.nowMs()
  const apiKey = servers.apiKeyFor(owner.spec.kind, owner.at.port)
  return { asker: askAt(host, nowMs), address: owner.at, apiKey, nowMs }
}

/** Its process was found again a moment ago, by its start; its mark is asked for once more. */
async function proveIdentity(sender: Sender, { joined: { owner } }: Held): Promise<void> {
  for (const mark of owner.found.spec.marks) {
    const reply = await get(sender, mark.path)
    if (reply.kind === 'answer' && mark.isOf(reply.answer)) return
  }
  throw new Refusal(
    `what answers on port ${sender.address.port} does not say that it is ${owner.spec.title}: nothing was sent to it`,
  )
}

async function askToUnload(
  sender: Sender,
  { joined: { owner } }: Held,
  plan: UnloadPlan,
): Promise<void> {
  const reply = await send(sender, plan.request)
  if (reply.kind !== 'answer')
    throw new Refusal(`${owner.spec.title} did not answer: ${reply.reason}`)
  const { errorKind, errorMessage } = understand(reply.answer, owner.spec.kind)
  if (reply.answer.status < 400 && errorMessage === undefined) return
  const why = errorMessage ?? errorKind ?? `status ${reply.answer.status}`
  throw new Refusal(`${owner.spec.title} refused: ${why}`)
}

/**
 * Of the processes that hold it, in every way that this platform counts: those of then, and those of now. koboldcpp begins a new
 * one when it unloads.
 */
async function measureNow(host: Host, servers: ServerWatch, { joined }: Held): Promise<Measure> {
  const concerned = [joined.holder.found, joined.owner.found]
  const roots = new Set(concerned.map(({ root }) => root.pid))
  const now = servers.told().filter(({ found }) => roots.has(found.root.pid))
  const members = [...concerned, ...now.map(({ found }) => found)].flatMap((found) => found.members)
  const pids = new Set(members.map(({ pid }) => pid))
  return servers.measure(askAt(host, host.clock.nowMs()), [...pids])
}

interface Wait {
  readonly host: Host
  readonly servers: ServerWatch
  readonly look: () => Promise<Held | null>
  readonly held: Held
  readonly plan: UnloadPlan
  readonly before: Measure
}

/** Looks again until the model is gone and its memory is back, or until the time is over. */
async function untilBack(
  wait: Wait,
): Promise<{ readonly after: Measure; readonly left: Held | null }> {
  const { host, servers, look, held, plan, before } = wait
  const sentAtMs = host.clock.nowMs()
  const endMs = sentAtMs + plan.withinMs
  for (;;) {
    const left = await look()
    const after = await measureNow(host, servers, held)
    const isBack = isGone(held, left) && returnedBytes(held, before, after).isEnough
    const nowMs = host.clock.nowMs()
    // a server that answers late must not be judged by what it said before
    const isOfNow = left === null || left.model.atMs >= sentAtMs || nowMs >= endMs + lateMs
    if (isBack || (nowMs >= endMs && isOfNow)) return { after, left }
    await new Promise<void>((resolve) => host.clock.after(lookEveryMs, resolve))
  }
}
