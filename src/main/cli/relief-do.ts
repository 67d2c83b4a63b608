import type { Act } from '../../shared/act.ts'
import { shownAct } from '../../shared/act-text.ts'
import type { Relieved, RelieveInput } from '../../shared/contract.ts'
import type { ActId } from '../../shared/ids.ts'
import { untilOf, type Relief, type ReliefStep } from '../../shared/relief.ts'
import { stepOf, stepsOf } from '../../shared/relief-steps.ts'
import { shownCandidate, shownRelief } from '../../shared/relief-text.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import type { Core } from '../core/core.ts'
import { canForceLater, nothingDone, type Rung, type Talk } from './act-talk.ts'
import { stepEndLines } from './relief-lines.ts'
import { settledAct } from './settled.ts'

export interface Begun {
  readonly acts: readonly Act[]
  readonly isEnough: boolean
}

/** `isConfirmed`: `--yes`; `answers`: the questions of Core to which whoever sits there has said yes. */
export type Consent = Pick<Rung, 'isConfirmed' | 'answers'>

type ReliefTalk = Pick<Talk, 'ask' | 'say' | 'doubts'>
type Relieving = Pick<Core, 'relieve' | 'snapshotOnce'>

/** As whoever sits there answers: Core asks about all steps before anything is done. null: nothing was done. */
export async function relieveAsked(
  core: Relieving,
  plan: Relief,
  talk: ReliefTalk,
): Promise<Begun | null> {
  const plain: Consent = { isConfirmed: false, answers: [] }
  if (isByStep(plan) && shownRelief(plan).isSafe) return relieveEach(core, plan, plain, talk)
  talk.doubts(allDoubt)
  if (!isByStep(plan)) return answered(core, stepsOf(plan), plan, plain, talk)
  const first = await core.relieve(inputOf(stepsOf(plan), plan, plain))
  if (!isQuestion(first)) return told(first, talk)
  talk.doubts(nothingDone)
  const answers = await answersTo(first, talk)
  if (answers === null) return null
  await core.snapshotOnce()
  return relieveEach(core, plan, { isConfirmed: false, answers }, talk)
}

/** Shares of the GPU's time are counted over all steps. */
export const isByStep = ({ want }: Relief): boolean => want.kind === 'room'

/** One after the other, each told as it has ended. */
export async function relieveEach(
  core: Relieving,
  plan: Relief,
  consent: Consent,
  talk: ReliefTalk,
): Promise<Begun> {
  const acts: Act[] = []
  const until = untilOf({ relief: plan })
  let isEnough = false
  for (const step of plan.steps) {
    const { act: what } = shownCandidate(step, plan.have?.line ?? 'ram')
    talk.doubts(`what comes of "${what}" is not known; nothing behind it was begun`)
    const begun = await answered(core, stepOf(step), plan, consent, talk)
    if (begun === null) {
      talk.say('nothing else was done')
      return { acts, isEnough: false }
    }
    acts.push(...begun.acts)
    isEnough = begun.isEnough
    if (isEnough && until !== null) break
  }
  return { acts, isEnough }
}

/** All in one request. */
export async function relieveAtOnce(
  core: Relieving,
  plan: Relief,
  { isConfirmed, json }: { readonly isConfirmed: boolean; readonly json: boolean },
  talk: ReliefTalk,
): Promise<Relieved> {
  talk.doubts(allDoubt)
  const relieved = await core.relieve(inputOf(stepsOf(plan), plan, { isConfirmed, answers: [] }))
  return json ? relieved : told(relieved, talk)
}

const allDoubt = 'what comes of it is not known (headroom acts tells what was begun)'

/** Asks what Core asks, until it has nothing to ask any more. null: who was asked has said no. */
async function answered(
  core: Relieving,
  steps: readonly ReliefStep[],
  plan: Relief,
  consent: Consent,
  talk: ReliefTalk,
): Promise<Begun | null> {
  const { isConfirmed } = consent
  const answers = [...consent.answers]
  let relieved = await core.relieve(inputOf(steps, plan, consent))
  while (isQuestion(relieved) && talk.ask !== null) {
    const more = await answersTo(relieved, talk)
    if (more === null) return null
    answers.push(...more)
    await core.snapshotOnce() // an answer takes its time, and Core ends no process of an old list
    relieved = await core.relieve(inputOf(steps, plan, { isConfirmed, answers: [...answers] }))
  }
  return told(relieved, talk)
}

const inputOf = (steps: readonly ReliefStep[], plan: Relief, consent: Consent): RelieveInput => ({
  steps,
  until: untilOf({ relief: plan }),
  isDryRun: false,
  ...consent,
})

/** Beside what was done a question is told: it came up on the way. */
const isQuestion = ({ acts }: Relieved): boolean =>
  acts.length > 0 && acts.every(({ id, outcome }) => id !== null && outcome === 'unconfirmed')

/** null: a no, to one of them. */
async function answersTo(
  { acts }: Relieved,
  { ask }: Pick<Talk, 'ask'>,
): Promise<readonly ActId[] | null> {
  for (const act of acts) {
    if (ask === null || !(await ask(shownAct(act).sentence))) return null
  }
  return acts.flatMap(({ id }) => id ?? [])
}

function told<T extends Begun>(begun: T, { say }: Pick<Talk, 'say'>): T {
  for (const act of begun.acts) stepEndLines(act, forceCommandOf(act)).forEach(say)
  return begun
}

function forceCommandOf(act: Act): string | null {
  if (!canForceLater(act)) return null
  return shellCommand(
    act.act === 'unload' ? 'headroom unload --force' : 'headroom quit --force',
    act.target,
  )
}

/** The acts once it is clear what stays away. */
export async function keptAway(
  core: Pick<Core, 'settled'>,
  acts: readonly Act[],
): Promise<{ readonly acts: readonly Act[]; readonly isBack: boolean }> {
  const last = await Promise.all(
    acts.map(async (act) => (act.act === 'quit' ? ((await settledAct(core, act)) ?? act) : act)),
  )
  return { acts: last, isBack: last.some(({ outcome }) => outcome === 'kept-alive') }
}
