import type { Act, ActBy } from '../../shared/act.ts'
import type { App } from '../../shared/app.ts'
import type { QuitInput } from '../../shared/contract.ts'
import type { Pid } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { QuitTarget } from '../apps/quit/target.ts'
import { Refusal } from '../host/attempt.ts'
import type { ProcessIdentity } from '../host/host.ts'
import type { ServerTold } from '../inference/watch/watched-server.ts'
import type { Monitor } from '../monitor/monitor.ts'
import { beginningOf, type Beginning } from './act-book.ts'
import { endTarget, type EndOptions } from './end-target.ts'
import { joined, type AsksOnly } from './joined.ts'
import { readReturn, readStake, type ProofOptions } from './quit-proof.ts'
import { pidsOf, programsOf, stillThere, targetOfApp } from './quit-target.ts'
import { endedWords, quitQuestion, shownName, wouldSentence } from './quit-words.ts'
import type { Question } from './questions.ts'

/** One Snapshot alone waits for slow sources as well. */
const firstBudgetMs = 5_500
/** Ticks come no slower while nobody looks (monitor/pace.ts): what is older is of a Core that looks only when it is asked. */
const listedForMs = 6_000
/** What it serves is asked anew, and the servers answer in less. */
const lookBudgetMs = 3_000
/** Of memory: what others took since then would count as not having come back. */
const freshMs = 1_500

export interface QuitOptions extends ProofOptions, EndOptions {
  readonly monitor: Pick<Monitor, 'once' | 'current' | 'listed'>
}

export type Quit = (input: QuitInput & AsksOnly, by?: ActBy) => Promise<Act>

/**
 * Asks an app of the Snapshot to quit; ends it without asking only with the id of an act that has asked it in vain. Throws
 * Refusal, with a sentence for people, where it must not be asked, and where a process is not the one any more that was shown.
 */
export function createQuit(options: QuitOptions): Quit {
  return joined(
    ({ appId, isDryRun, isConfirmed, answers = [], forceAfter, asksOnly = false }) => [
      appId,
      isDryRun,
      isConfirmed,
      answers,
      forceAfter,
      asksOnly,
    ],
    (input, by) => quit(options, input, by),
  )
}

async function quit(options: QuitOptions, input: QuitInput & AsksOnly, by: ActBy): Promise<Act> {
  const { host, ladder, book } = options
  if (host.mode === 'replay') throw new Refusal('this is a recording: nothing in it can be quit')
  const { snapshot, target, shown, risk, isSafe, forced } = await askedNow(options, input)
  const check = await ladder.checkQuit(host, target)
  if (check.kind === 'refused') throw new Refusal(check.reason)
  const isForced = forced !== null
  // how it is forced is known when it was
  const beginning = { ...shown, request: isForced ? null : check.request, isForced }
  const sentence = wouldSentence(target.name, risk, isForced)
  if (input.isDryRun) return { ...beginning, ...notBegun, outcome: 'planned', sentence }
  const question = questionOf(input, target, risk)
  const isKnown =
    isSafe ||
    isForced ||
    input.isConfirmed ||
    book.questions.isAnswered(question, input.answers ?? [])
  if (!isKnown) {
    const id = book.questions.ask(question)
    const asked = quitQuestion(target.name, risk)
    return { ...beginning, ...notBegun, id, outcome: 'unconfirmed', sentence: asked }
  }
  if (input.asksOnly === true) return { ...beginning, ...notBegun, outcome: 'planned', sentence }
  const memory = await memoryNow(options, snapshot)
  const stake = await readStake(options, pidsOf(target), shown.heldBytes, memory)
  const { heldBytes, expectedBytes } = stake
  return endTarget(options, {
    target,
    forced,
    beginning: { ...beginning, heldBytes, expectedBytes },
    by,
    held: null,
    prove: async (isBack) => {
      const returned = await readReturn(options, stake)
      const { returnedBytes } = returned
      return {
        ...endedWords(target.name, { returned, isForced, isBack: isBack() }),
        heldBytes,
        returnedBytes,
      }
    },
  })
}

const questionOf = ({ appId }: QuitInput, target: QuitTarget, risk: string | null): Question => ({
  about: `quit ${appId}`,
  processes: programsOf(target),
  risks: risk?.split(', and ') ?? [], // clauses of their own (apps/quit-way.ts)
})

/** Throws Refusal where it is gone, or must not be asked. */
async function askedNow(
  options: QuitOptions,
  input: QuitInput,
): Promise<Asked & { readonly snapshot: Snapshot }> {
  const { monitor, servers } = options
  const snapshot = await snapshotNow(options)
  if (input.forceAfter !== null)
    return { snapshot, ...(await forcedOf(options, input, input.forceAfter)) }
  const app = appIn(snapshot, input.appId)
  const served = servedBy(app, servers?.told() ?? [])
  if (input.isConfirmed || served.length === 0) return { snapshot, ...askedOf(app, monitor.listed) }
  // its servers were asked a while ago: what idled then may be at work by now
  servers?.hurry(served)
  const now = await monitor.once(lookBudgetMs)
  return { snapshot: now, ...askedOf(appIn(now, input.appId), monitor.listed) }
}

/** The roots of the servers that an app is, or has a part of. */
const servedBy = ({ processes }: App, told: readonly ServerTold[]): readonly Pid[] =>
  told
    .filter(({ found }) =>
      found.members.some((member) =>
        processes.some(
          ({ pid, startedAtMs }) => pid === member.pid && startedAtMs === member.startedAtMs,
        ),
      ),
    )
    .map(({ found }) => found.root.pid)

/** The one that was shown; where nothing has looked for so long that its list is old, another. */
async function snapshotNow({ host, monitor }: QuitOptions): Promise<Snapshot> {
  const snapshot = monitor.current()
  const isOld = snapshot === null || host.clock.nowMs() - snapshot.atMs > listedForMs
  return isOld ? monitor.once(firstBudgetMs) : snapshot
}

const notBegun = { id: null, tookMs: 0 } as const

function appIn({ apps }: Snapshot, id: string): App {
  const app = apps.find((one) => one.id === id)
  if (app === undefined) throw new Refusal('this app is not running any more')
  return app
}

/** What is to end, and how it is shown. */
interface Asked {
  readonly target: QuitTarget
  readonly shown: Beginning
  readonly isSafe: boolean
  readonly risk: string | null
  /** What an earlier act has asked in vain, and still runs; null: it is asked. */
  readonly forced: readonly ProcessIdentity[] | null
}

function askedOf(app: App, listed: Monitor['listed']): Asked {
  const way = app.quit
  if (way.kind === 'none') throw new Refusal(`${shownName(app.name)} cannot be quit: ${way.reason}`)
  const { isSafe, risk } = way
  return { target: targetOfApp(app, listed), shown: shownOf(app), isSafe, risk, forced: null }
}

/** Just what that act has left, and nothing that was started since. Throws Refusal where nothing of it runs any more. */
async function forcedOf(
  { book, host }: QuitOptions,
  { appId }: QuitInput,
  forceAfter: string,
): Promise<Asked> {
  const { act, subject } = book.confirmedBy(
    forceAfter,
    (one) => one.act === 'quit' && one.outcome === 'still-open' && one.appId === appId,
  )
  const { target, left } = await stillThere(subject, host)
  return { target, shown: beginningOf(act), isSafe: false, risk: null, forced: left }
}

const shownOf = (app: App): Beginning => ({
  schema: 'headroom/act/1',
  act: 'quit',
  target: app.name,
  modelId: null,
  appId: app.id,
  server: null,
  request: null,
  takesAll: false,
  isForced: false,
  heldBytes: app.memoryBytes,
  expectedBytes: app.memoryBytes,
  returnedBytes: null,
  help: null,
  offers: [],
})

async function memoryNow(
  { host, monitor }: QuitOptions,
  { memory }: Snapshot,
): Promise<Snapshot['memory']> {
  const isFresh = memory.kind === 'ok' && host.clock.nowMs() - memory.atMs < freshMs
  return isFresh ? memory : (await monitor.once(firstBudgetMs)).memory
}
