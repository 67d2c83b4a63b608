import { shownAct } from '../../../shared/act-text.ts'
import type { Act, KeptAct } from '../../../shared/act.ts'
import type { Relieved } from '../../../shared/contract.ts'
import type { ActId } from '../../../shared/ids.ts'
import { printable } from '../../../shared/printable.ts'
import type { BeforeLoad } from '../../../shared/relief-settings.ts'
import {
  untilOf,
  type Relief,
  type ReliefCandidate,
  type ReliefWant,
} from '../../../shared/relief.ts'
import { stepsOf } from '../../../shared/relief-steps.ts'
import { listedWords, shownRelief, stepText } from '../../../shared/relief-text.ts'
import type { Core } from '../../core/core.ts'
import { Refusal } from '../../host/attempt.ts'
import { leastIdleMs, mayGo } from '../../relief/may-go.ts'
import { idleSteps } from './idle-steps.ts'

export interface MakeRoom {
  readonly core: Pick<Core, 'relief' | 'relieve' | 'snapshotOnce' | 'acts'>
  readonly beforeLoad: BeforeLoad
  /** For people. */
  readonly tell: (line: string) => void
  /** null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null
}

/**
 * Before a load that does not fit: lets go of others, as far as the settings allow it and whoever sits there says yes. Whether
 * anything was let go, so that it is worth looking again. An app is never quit without a question.
 */
export async function makeRoom(needBytes: number, world: MakeRoom): Promise<boolean> {
  const { beforeLoad, core } = world
  if (beforeLoad === 'nothing') return false
  const want: ReliefWant = { kind: 'room', needBytes }
  const plan = await planned(core, want)
  if (plan === null) return false
  const idle = beforeLoad === 'unload-idle' ? await idleOf(plan, core) : null
  if (idle !== null) {
    world.tell(
      `unloading first what is idle, as the settings say: ${wordsOf({ have: plan.have, steps: idle })}`,
    )
    return letGo({ ...plan, steps: idle }, { ...world, ask: null })
  }
  if (plan.steps.length === 0 || !plan.isEnough) return false
  return offered(plan, world)
}

/** As the policy that unloads by itself: not what has just answered, nor what is back from being unloaded. */
async function idleOf(
  plan: Relief,
  core: MakeRoom['core'],
): Promise<readonly ReliefCandidate[] | null> {
  const acts = await unloadsOf(core)
  if (acts === null) return null
  const snapshot = await core.snapshotOnce()
  const unloadedAtMs = (name: string): number | null =>
    acts.find(({ target }) => target === name)?.atMs ?? null
  return idleSteps(plan, (one) => mayGo(one, snapshot, { idleMs: leastIdleMs, unloadedAtMs }))
}

/** Whoever asked for them, the newest first; null: nobody can say. */
async function unloadsOf(core: MakeRoom['core']): Promise<readonly KeptAct[] | null> {
  try {
    const { acts } = await core.acts()
    return acts.filter(({ act, outcome }) => act === 'unload' && outcome !== 'refused')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal: the log cannot be read
    return null
  }
}

/** null: nobody can say. */
async function planned(core: MakeRoom['core'], want: ReliefWant): Promise<Relief | null> {
  try {
    return await core.relief(want)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal: in its place stand the lines of the check
    return null
  }
}

async function offered(plan: Relief, world: MakeRoom): Promise<boolean> {
  const words = wordsOf(plan)
  const { steps } = shownRelief(plan)
  if (world.ask === null) {
    const commands = steps.flatMap(({ command }) => command ?? [])
    const typed =
      commands.length < steps.length || commands.join('; ').length > maxCommandLength
        ? ''
        : `: ${printable(commands.join('; '), maxCommandLength)}`
    world.tell(`room for it: ${words}${typed}`)
    return false
  }
  const risks = steps.flatMap(({ name, risk }) => (risk === null ? [] : [`${risk} (${name})`]))
  risks.forEach(world.tell)
  const isWanted = await world.ask(`${words.charAt(0).toUpperCase()}${words.slice(1)} first?`)
  return isWanted ? letGo(plan, world) : false
}

const maxCommandLength = 600

/** `unload gemma3 (4.1 GB, idle 12 min) and quit Loom (up to 2.3 GB)` */
function wordsOf({ have, steps }: Pick<Relief, 'have' | 'steps'>): string {
  const line = have?.line ?? 'ram'
  return listedWords(steps.map((step) => stepText(step, line)))
}

/** Whoever is asked has said yes to the whole; what may be lost is a question of Core's own, and a yes is to that one. */
async function letGo(plan: Relief, world: MakeRoom): Promise<boolean> {
  let steps = plan.steps
  let answers: readonly ActId[] = []
  let isAnyDone = false
  for (;;) {
    const relieved = await done({ ...plan, steps }, answers, world)
    if (relieved === null) return isAnyDone
    const { acts, isEnough } = relieved
    const questions = acts.filter(({ outcome }) => outcome === 'unconfirmed')
    tellActs(world.ask === null ? acts : acts.filter((act) => !questions.includes(act)), world)
    isAnyDone ||= acts.some(({ outcome }) => outcome === 'done')
    if (questions.length === 0 || !(await isYes(questions, world))) return isAnyDone || isEnough
    steps = steps.filter((step) => !acts.some((act) => act.outcome === 'done' && isOf(act, step)))
    answers = answers.concat(questions.flatMap(({ id }) => id ?? []))
  }
}

const isOf = (act: Act, { modelId, appId }: ReliefCandidate): boolean =>
  act.modelId === modelId && act.appId === appId

async function isYes(questions: readonly Act[], { ask }: MakeRoom): Promise<boolean> {
  if (ask === null || questions.some(({ id }) => id === null)) return false
  for (const question of questions) if (!(await ask(shownAct(question).sentence))) return false
  return true
}

/** As they stand. */
function tellActs(acts: readonly Act[], { tell }: Pick<MakeRoom, 'tell'>): void {
  for (const act of acts) {
    const { sentence, help } = shownAct(act)
    tell(sentence)
    if (help !== null && act.outcome !== 'done') tell(help)
  }
}

async function done(
  plan: Relief,
  answers: readonly ActId[],
  { core, tell }: MakeRoom,
): Promise<Relieved | null> {
  const until = untilOf({ relief: plan })
  const input = { steps: stepsOf(plan), until, isDryRun: false, isConfirmed: false, answers }
  try {
    await core.snapshotOnce() // a question takes its time, and Core ends no process of an old list
    return await core.relieve(input)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    tell(printable(error.message, maxCommandLength))
    return null
  }
}
