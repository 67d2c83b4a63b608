import type { Act } from '../../shared/act.ts'
import type { UnloadInput } from '../../shared/contract.ts'
import { askAt } from '../host/ask-at.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { identify } from '../inference/watch/identify-server.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import { unloadPlanOf } from '../inference/inventory/eject.ts'
import { act as send, type Sender } from '../inference/watch/server-client.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'
import { understand } from '../inference/answers/understand.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import { look, type Sight, type SightOptions } from './unload-sight.ts'
import { isGone, returnedBytes, verdictOf } from './unload-verdict.ts'
import { actOf, concernedBy, concernedSentence, plannedSentence } from './unload-words.ts'

const lookEveryMs = 1_000
/** So much longer a server is waited for that has not answered since. */
const lateMs = 10_000

export interface UnloadOptions {
  readonly host: Host
  readonly monitor: Pick<Monitor, 'once'>
  readonly servers: ServerWatch | null
}

type Unload = (input: UnloadInput) => Promise<Act>

/**
 * Unloads one model and proves that its memory is back. Throws Refusal, with a sentence for people, where there is nothing to
 * unload, where the server is not the one any more that was shown, and where it refuses. One that is under way is not begun again.
 */
export function createUnload({ host, monitor, servers }: UnloadOptions): Unload {
  if (servers === null) {
    return () => Promise.reject(new Refusal(`Headroom finds no servers on ${host.platform} yet`))
  }
  const options = { host, monitor, servers }
  const underWay = new Map<string, Promise<Act>>()
  return (input) => {
    const { modelId, isDryRun } = input
    if (isDryRun) return unload(options, input)
    const act =
      underWay.get(modelId) ??
      unload(options, input).finally(() => {
        underWay.delete(modelId)
      })
    underWay.set(modelId, act)
    return act
  }
}

async function unload(
  options: SightOptions,
  { modelId, isDryRun, isConfirmed }: UnloadInput,
): Promise<Act> {
  const { host, servers } = options
  const startedAtMs = host.clock.nowMs()
  const before = await look(options, modelId, null)
  const { held } = before
  if (held === null) throw new Refusal('this model is not loaded any more')
  const plan = planOf(held)
  const base = actOf(held, plan)
  const concerned = concernedBy(servers.held(), held, plan)
  if (isDryRun) {
    const sentence = plannedSentence(held, plan, concerned)
    return { ...base, outcome: 'planned', sentence, tookMs: 0 }
  }
  if (concerned !== null && !isConfirmed) {
    const sentence = concernedSentence(concerned, plan)
    return { ...base, outcome: 'unconfirmed', sentence, tookMs: 0 }
  }
  // the last wall: no model of a recording can be ejected anyway
  if (host.mode === 'replay')
    throw new Refusal('this is a recording: nothing in it can be unloaded')
  const sender = senderFor(host, held, servers)
  await proveIdentity(sender, held)
  await askToUnload(sender, held, plan)
  const after = await untilBack(options, { held, plan, before })
  const wasBusy = (concerned?.busy.length ?? 0) > 0
  const tookMs = host.clock.nowMs() - startedAtMs
  return { ...base, ...verdictOf({ held, plan, before, after, wasBusy }), tookMs }
}

function planOf(held: Held): UnloadPlan {
  const { model, joined } = held
  const { title } = joined.owner.spec
  switch (model.eject.kind) {
    case 'none':
      throw new Refusal(`${model.name} cannot be unloaded: ${model.eject.reason}`)
    case 'quit':
      throw new Refusal(
        `${title} holds ${model.name} for as long as it runs: its memory comes back when ${title} quits`,
      )
    case 'unload': {
      const plan = unloadPlanOf(joined)
      if (plan === null) throw new Refusal(`${title} offers no way to unload ${model.name}`)
      return plan
    }
  }
}

/** A key is its user's: it goes to no process of others, whose sockets show no process. */
function senderFor(host: Host, { joined: { owner } }: Held, servers: ServerWatch): Sender {
  const { at, found, spec } = owner
  if (at === null) throw new Refusal(`${spec.title} does not answer`)
  const nowMs = host.clock.nowMs()
  const apiKey = at.pid === null ? null : servers.apiKeyFor(found.spec.kind, at.port)
  return { asker: askAt(host, nowMs), address: at, apiKey, nowMs }
}

/** Its process was found again a moment ago, by its start; its mark is asked for once more. */
async function proveIdentity(
  { asker, apiKey, nowMs }: Sender,
  { joined: { owner } }: Held,
): Promise<void> {
  const at = owner.at === null ? [] : [owner.at]
  const who = await identify(owner.found, at, { asker, apiKey, nowMs })
  if (who.kind === 'found') return
  const port = owner.at?.port ?? 0
  throw new Refusal(
    `what answers on port ${port} does not say that it is ${owner.spec.title}: nothing was sent to it`,
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
  if (reply.answer.status < 400 && (errorMessage ?? null) === null) return
  const why = errorMessage ?? errorKind ?? `status ${reply.answer.status}`
  throw new Refusal(`${owner.spec.title} refused: ${why}`)
}

/** Looks again until the model is gone and its memory is back, or until the time is over. */
async function untilBack(
  options: SightOptions,
  {
    held,
    plan,
    before,
  }: { readonly held: Held; readonly plan: UnloadPlan; readonly before: Sight },
): Promise<Sight> {
  const { clock } = options.host
  const sentAtMs = clock.nowMs()
  // by looks: a clock that is set back must not lengthen it
  const mostLooks = Math.ceil((plan.withinMs + lateMs) / lookEveryMs)
  for (let looks = 1; ; looks++) {
    const after = await look(options, held.model.id, held)
    const isBack = isGone(held, after.held) && returnedBytes(held, before, after).isEnough
    const isOver = clock.nowMs() - sentAtMs >= plan.withinMs
    // a server that answers late must not be judged by what it said before
    const isOfNow = after.held === null || after.held.model.atMs >= sentAtMs
    if (isBack || (isOver && isOfNow) || looks >= mostLooks) return after
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
  }
}
