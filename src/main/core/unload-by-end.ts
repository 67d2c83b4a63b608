import type { Act, ActBy } from '../../shared/act.ts'
import { cameBackText } from '../../shared/act-text.ts'
import type { UnloadInput } from '../../shared/contract.ts'
import type { QuitTarget } from '../apps/quit/target.ts'
import { Refusal } from '../host/attempt.ts'
import type { ProcessIdentity } from '../host/host.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { Entry } from './act-book.ts'
import type { AsksOnly } from './joined.ts'
import type { Question } from './questions.ts'
import { endTarget, type EndOptions, type Proof } from './end-target.ts'
import { programsOf, stillThere, targetOfApp, targetOfProcesses } from './quit-target.ts'
import { look, type Sight, type SightOptions } from './unload-sight.ts'
import { heldBytesOf, returnedBytes } from './unload-verdict.ts'
import { untilBack } from './unload-wait.ts'
import {
  actOf,
  affectedByEnd,
  concernedByEnd,
  endQuestion,
  endSentence,
  isSameServer,
  risksOf,
  titleOf,
} from './unload-words.ts'

export interface UnloadByEndOptions extends SightOptions, EndOptions {
  readonly monitor: Pick<Monitor, 'once' | 'current' | 'listed'>
}

/** How it was asked for, and by whom. */
export interface Asked {
  readonly input: UnloadInput & AsksOnly
  readonly by: ActBy
}

/** By ending the process that holds it. */
export interface EndRung {
  readonly held: Held
  readonly target: QuitTarget
  /** What was asked in vain, and still runs; null: it is asked. */
  readonly forced: readonly ProcessIdentity[] | null
  /** Without a question: by what was said before. */
  readonly isConfirmed: boolean
}

/** Of a server that holds its model for as long as it runs: never without a word that this is known. */
export const endRungOf = (
  options: UnloadByEndOptions,
  held: Held,
  { isConfirmed }: Pick<UnloadInput, 'isConfirmed'>,
): EndRung => ({ held, target: holderOf(options, held), forced: null, isConfirmed })

/** One rung above what an earlier act has tried in vain. Throws Refusal where what it was about runs no more. */
export async function nextRungOf(
  options: UnloadByEndOptions,
  { act, subject }: Pick<Entry, 'act' | 'subject'>,
  { isConfirmed }: Pick<UnloadInput, 'isConfirmed'>,
): Promise<EndRung> {
  const { held } = subject
  if (held === null) throw new Refusal('this model is not loaded any more')
  if (act.outcome === 'still-open') {
    const { target, left } = await stillThere(subject, options.host)
    return { held, target, forced: left, isConfirmed: true }
  }
  const { told, held: heldNow } = options.servers
  if (!told().some((one) => isSameServer(one, held.joined.holder)))
    throw new Refusal(`what held ${held.model.name} has ended meanwhile`)
  // the second confirmation was about this model: others that would go along are asked about
  const isAlone = affectedByEnd(heldNow(), held).length <= 1
  return {
    held,
    target: holderOf(options, held),
    forced: null,
    isConfirmed: isConfirmed || isAlone,
  }
}

/** The processes that hold it; of an app in a bundle, which is asked as a whole, the app. */
function holderOf({ monitor }: UnloadByEndOptions, { joined }: Held): QuitTarget {
  const { found } = joined.holder
  const title = titleOf(joined.holder)
  const app = monitor
    .current()
    ?.apps.find(({ processes }) =>
      processes.some(
        ({ pid, startedAtMs }) => pid === found.root.pid && startedAtMs === found.root.startedAtMs,
      ),
    )
  if (app?.kind === 'container')
    throw new Refusal(
      `${title} runs in a container: ${app.quit.kind === 'none' ? app.quit.reason : 'stop that'}`,
    )
  const alone = targetOfProcesses(title, found.members, monitor.listed)
  // a server that merely lies in the bundle is a program like any other
  if (!isMainOfBundle(found.root.executable)) return alone
  if (app?.quit.kind === 'none') throw new Refusal(`${title} cannot be quit: ${app.quit.reason}`)
  const whole = app === undefined ? null : targetOfApp(app, monitor.listed)
  // never by a signal (electron.md §9): it loses what is not saved, without a word
  if (whole === null || whole.bundlePath === null)
    throw new Refusal(`${title} is an app, and macOS does not tell which: quit it by hand`)
  const isIts = found.root.executable?.startsWith(`${whole.bundlePath}/Contents/MacOS/`) === true
  return isIts ? { ...whole, name: title } : alone
}

// /Applications/LM Studio.app/Contents/MacOS/LM Studio
function isMainOfBundle(executable: string | null): boolean {
  const bundle = /^(\/.*?\.app)\/Contents\/MacOS\//.exec(executable ?? '')?.[1] ?? null
  // …/Python.framework/Versions/3.13/Resources/Python.app: a part of a framework, by which scripts run
  return bundle !== null && !bundle.includes('.framework/')
}

export async function unloadByEnd(
  options: UnloadByEndOptions,
  { held, target, forced, isConfirmed }: EndRung,
  { input, by }: Asked,
): Promise<Act> {
  const { host, servers, ladder, book } = options
  if (host.mode === 'replay')
    throw new Refusal('this is a recording: nothing in it can be unloaded')
  const check = await ladder.checkQuit(host, target)
  if (check.kind === 'refused') throw new Refusal(check.reason)
  const isForced = forced !== null
  const beginning = {
    ...actOf(held, null),
    server: target.name,
    request: isForced ? null : check.request,
    takesAll: affectedByEnd(servers.held(), held).length > 1,
    isForced,
  }
  const notBegun = {
    id: null,
    tookMs: 0,
    sentence: endSentence(servers.held(), held, { isForced }),
  }
  if (input.isDryRun) return { ...beginning, ...notBegun, outcome: 'planned' }
  const question: Question = {
    about: `unload ${held.model.id} by its end`,
    processes: programsOf(target),
    risks: risksOf(concernedByEnd(servers.held(), held)),
  }
  if (!isConfirmed && !book.questions.isAnswered(question, input.answers ?? [])) {
    const id = book.questions.ask(question)
    const sentence = endQuestion(servers.held(), held)
    return { ...beginning, ...notBegun, id, outcome: 'unconfirmed', sentence }
  }
  if (input.asksOnly === true) return { ...beginning, ...notBegun, outcome: 'planned' }
  const before = await look(options, held.model.id, held)
  const heldBytes = heldBytesOf(held.model, before)
  return endTarget(options, {
    target,
    forced,
    beginning: { ...beginning, heldBytes, expectedBytes: heldBytes },
    by,
    held,
    prove: () => prove(options, { held, before, target, heldBytes, isForced }),
  })
}

/** As of any unloading: by the memory of its processes. */
async function prove(
  options: UnloadByEndOptions,
  {
    held,
    before,
    target,
    heldBytes,
    isForced,
  }: {
    readonly held: Held
    readonly before: Sight
    readonly target: QuitTarget
    readonly heldBytes: number | null
    readonly isForced: boolean
  },
): Promise<Proof> {
  const after = await untilBack(options, { held, before, withinMs: endedWithinMs })
  const { bytes } = returnedBytes(held, before, after)
  const back = cameBackText({ returnedBytes: bytes, expectedBytes: heldBytes })
  const sentence = `${held.model.name} is unloaded: ${target.name} ${isForced ? 'was ended' : 'has quit'}, ${back ?? ''}`
  return { outcome: 'done', sentence, help: null, heldBytes, returnedBytes: bytes }
}

/** Its process has ended: what is still missing by then does not come. */
const endedWithinMs = 5_000
