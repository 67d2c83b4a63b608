import type { Act, ActBy } from '../../shared/act.ts'
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
import { noSubject } from './act-book.ts'
import type { EndOptions } from './end-target.ts'
import { joined, type AsksOnly } from './joined.ts'
import type { Question } from './questions.ts'
import {
  endRungOf,
  nextRungOf,
  unloadByEnd,
  type Asked,
  type UnloadByEndOptions,
} from './unload-by-end.ts'
import { look, type Sight } from './unload-sight.ts'
import { heldBytesOf, verdictOf } from './unload-verdict.ts'
import { untilBack } from './unload-wait.ts'
import {
  actOf,
  affectedBy,
  concernedBy,
  plannedSentence,
  risksOf,
  unloadQuestion,
  type Concerned,
} from './unload-words.ts'

export interface UnloadOptions extends EndOptions {
  readonly monitor: Pick<Monitor, 'once' | 'current' | 'listed'>
  readonly servers: ServerWatch | null
}

export type Unload = (input: UnloadInput & AsksOnly, by?: ActBy) => Promise<Act>

/**
 * Unloads one model and proves that its memory is back: by a request, or by ending the server that holds it. Throws Refusal, with
 * a sentence for people, where there is nothing to unload, where the server is not the one any more that was shown, and where it
 * refuses. One that is under way is not begun again.
 */
export function createUnload({ servers, ...others }: UnloadOptions): Unload {
  if (servers === null) {
    const { platform } = others.host
    return () => Promise.reject(new Refusal(`Headroom finds no servers on ${platform} yet`))
  }
  const options = { ...others, servers }
  return joined(
    ({ modelId, isDryRun, isConfirmed, answers = [], forceAfter = null, asksOnly = false }) => [
      modelId,
      isDryRun,
      isConfirmed,
      answers,
      forceAfter,
      asksOnly,
    ],
    (input, by) => unload(options, input, by),
  )
}

/** By a request to its server. */
interface RequestRung {
  readonly before: Sight
  readonly held: Held
  readonly plan: UnloadPlan
}

async function unload(options: UnloadByEndOptions, input: UnloadInput, by: ActBy): Promise<Act> {
  const { modelId, forceAfter = null } = input
  const isOfIt = (act: Act): boolean => act.act === 'unload' && act.modelId === modelId
  const earlier = forceAfter === null ? null : options.book.confirmedBy(forceAfter, isOfIt)
  const before = await look(options, modelId, null)
  if (earlier !== null) {
    const rung = await nextRungOf(options, earlier, input)
    return unloadByEnd(options, rung, { input, by })
  }
  const { held } = before
  if (held === null) throw new Refusal('this model is not loaded any more')
  if (held.model.eject.kind === 'quit')
    return unloadByEnd(options, endRungOf(options, held, input), { input, by })
  return unloadByRequest(options, { before, held, plan: planOf(held) }, { input, by })
}

async function unloadByRequest(
  options: UnloadByEndOptions,
  { before, held, plan }: RequestRung,
  { input, by }: Asked,
): Promise<Act> {
  const { host, servers, book } = options
  const beginning = { ...actOf(held, plan), expectedBytes: heldBytesOf(held.model, before) }
  const concerned = concernedBy(affectedBy(servers.held(), held, plan), held, plan)
  const notBegun = { id: null, tookMs: 0 } as const
  if (input.isDryRun) {
    const sentence = plannedSentence(held, plan, concerned)
    return { ...beginning, ...notBegun, outcome: 'planned', sentence }
  }
  const question = questionOf(held, concerned)
  const isAnswered = input.isConfirmed || book.questions.isAnswered(question, input.answers ?? [])
  if (concerned !== null && !isAnswered) {
    const sentence = unloadQuestion(held, concerned, plan)
    const id = book.questions.ask(question)
    return { ...beginning, ...notBegun, id, outcome: 'unconfirmed', sentence }
  }
  if (input.asksOnly === true)
    return {
      ...beginning,
      ...notBegun,
      outcome: 'planned',
      sentence: plannedSentence(held, plan, null),
    }
  // the last wall: no model of a recording can be ejected anyway
  if (host.mode === 'replay')
    throw new Refusal('this is a recording: nothing in it can be unloaded')
  const letGo = book.hold([`model ${held.model.id}`], held.model.name)
  try {
    const sender = senderFor(host, held, servers)
    await proveIdentity(sender, held)
    const begun = await book.begin(beginning, by)
    const refusal = await askToUnload(sender, held, plan)
    if (refusal !== null) {
      await begun.end({ ...beginning, outcome: 'refused', sentence: refusal }, noSubject)
      throw new Refusal(refusal)
    }
    const after = await untilBack(options, { held, before, withinMs: plan.withinMs })
    const wasBusy = (concerned?.busy.length ?? 0) > 0
    const verdict = verdictOf({ held, plan, before, after, wasBusy })
    const isInVain = verdict.outcome === 'waiting' || verdict.outcome === 'held'
    const offers = isInVain ? (['force'] as const) : []
    return await begun.end(
      { ...beginning, ...verdict, offers },
      {
        ...noSubject,
        held: isInVain ? held : null,
      },
    )
  } finally {
    letGo()
  }
}

const questionOf = ({ model, joined: by }: Held, concerned: Concerned | null): Question => ({
  about: `unload ${model.id}`,
  processes: [by.owner, by.holder].map(({ found: { root } }) => `${root.pid} ${root.startedAtMs}`),
  risks: risksOf(concerned),
})

/** Throws Refusal where its server offers no way. */
function planOf({ model, joined: by }: Held): UnloadPlan {
  if (model.eject.kind === 'none')
    throw new Refusal(`${model.name} cannot be unloaded: ${model.eject.reason}`)
  const plan = unloadPlanOf(by)
  if (plan === null)
    throw new Refusal(`${by.owner.spec.title} offers no way to unload ${model.name}`)
  return plan
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

/** Why it refuses; null: it has taken it. */
async function askToUnload(
  sender: Sender,
  { joined: { owner } }: Held,
  plan: UnloadPlan,
): Promise<string | null> {
  const reply = await send(sender, plan.request)
  if (reply.kind !== 'answer') return `${owner.spec.title} did not answer: ${reply.reason}`
  const { errorKind, errorMessage } = understand(reply.answer, owner.spec.kind)
  if (reply.answer.status < 400 && (errorMessage ?? null) === null) return null
  const why = errorMessage ?? errorKind ?? `status ${reply.answer.status}`
  return `${owner.spec.title} refused: ${why}`
}
