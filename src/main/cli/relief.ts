import type { Act } from '../../shared/act.ts'
import type { Relieved } from '../../shared/contract.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { untilOf, type Relief, type ReliefWant } from '../../shared/relief.ts'
import { stepsOf } from '../../shared/relief-steps.ts'
import { shownRelief } from '../../shared/relief-text.ts'
import { formatBytes } from '../../shared/units.ts'
import type { Core } from '../core/core.ts'
import { actOnThisMachine, nothingDone, type Talk } from './act-talk.ts'
import {
  isByStep,
  keptAway,
  relieveAsked,
  relieveAtOnce,
  relieveEach,
  type Begun,
} from './relief-do.ts'
import { reliefLines, relievedText, stepEndLines } from './relief-lines.ts'

export interface ReliefOptions {
  readonly want: ReliefWant
  /** It is carried out, not only shown. */
  readonly isDone: boolean
  readonly isDryRun: boolean
  /** Whoever asks knows what may be lost. */
  readonly isConfirmed: boolean
  readonly json: boolean
}

export type RelievingCore = Pick<Core, 'snapshotOnce' | 'relief' | 'relieve' | 'settled'>

/** Less is a slip: a size without its unit. */
const leastBytes = 1e6

/** `headroom relief`: what to let go to get what is wanted, and letting go of it. Throws UsageError. */
export function relief(options: ReliefOptions): Promise<ExitCode> {
  const { want, json } = options
  if (want.kind === 'room' && want.needBytes < leastBytes)
    throw new UsageError(
      want.needBytes <= 0
        ? '--need must be more than 0'
        : `--need ${want.needBytes} is ${formatBytes(want.needBytes)}: write ${want.needBytes}GB for gigabytes`,
    )
  return actOnThisMachine(json, (core, talk) => reliefBy(core, options, talk))
}

export async function reliefBy(
  core: RelievingCore,
  options: ReliefOptions,
  talk: Talk,
): Promise<ExitCode> {
  await core.snapshotOnce()
  const plan = await core.relief(options.want)
  if (!options.json) reliefLines(plan).forEach(options.isDone ? talk.say : talk.print)
  if (!options.isDone) {
    if (options.json) talk.printJson(plan)
    return codeOf(plan)
  }
  if (plan.steps.length > 0) return done(core, plan, options, talk)
  if (options.json) talk.printJson(nothingToDo(plan, plan.sentence))
  return codeOf(plan)
}

const codeOf = ({ have, isEnough }: Relief): ExitCode => {
  if (have === null) return exitCode.cannotTell
  return isEnough ? exitCode.yes : exitCode.no
}

const nothingToDo = ({ isEnough }: Relief, sentence: string): Relieved => ({
  schema: 'headroom/relieved/1',
  acts: [],
  expectedBytes: 0,
  returnedBytes: 0,
  isEnough,
  sentence,
})

async function done(
  core: RelievingCore,
  plan: Relief,
  options: ReliefOptions,
  talk: Talk,
): Promise<ExitCode> {
  if (options.isDryRun) return planned(core, plan, options, talk)
  if (!(await allowed(plan, options, talk))) {
    if (options.json) talk.printJson(await unconfirmed(core, plan))
    return exitCode.no
  }
  // a question takes its time, and Core ends no process of an old list
  if (!options.isConfirmed) await core.snapshotOnce()
  const begun = await begunBy(core, plan, options, talk)
  if (begun === null) {
    talk.say(nothingDone)
    return exitCode.no
  }
  const code = await settledRelief(core, plan, begun, options, talk)
  const isAsked = begun.acts.some(({ outcome }) => outcome === 'unconfirmed')
  if (isAsked && talk.ask === null && !options.json) talk.say('--yes does it all the same')
  return code
}

/** Nothing was done: what would have been, each with what may be lost. */
async function unconfirmed(core: RelievingCore, plan: Relief): Promise<Relieved> {
  const until = untilOf({ relief: plan })
  const input = { steps: stepsOf(plan), until, isDryRun: true, isConfirmed: false }
  const would = await core.relieve(input)
  const acts = would.acts.map((act, index): Act => {
    const isRisky = act.outcome === 'planned' && plan.steps[index]?.isSafe !== true
    return isRisky ? { ...act, outcome: 'unconfirmed' } : act
  })
  const sentence = `${/[.?!]$/.test(plan.sentence) ? plan.sentence : `${plan.sentence}.`} ${notConfirmed}`
  return { ...would, acts, isEnough: false, sentence }
}

/** null: who was asked has said no. */
async function begunBy(
  core: RelievingCore,
  plan: Relief,
  { isConfirmed, json }: ReliefOptions,
  talk: Talk,
): Promise<Relieved | Begun | null> {
  if (talk.ask !== null && !isConfirmed) return relieveAsked(core, plan, talk)
  // what is not confirmed is asked about before any of it
  return isConfirmed && !json && isByStep(plan)
    ? relieveEach(core, plan, { isConfirmed, answers: [] }, talk)
    : relieveAtOnce(core, plan, { isConfirmed, json }, talk)
}

const notConfirmed = 'Nothing was done: --yes does it all the same'

/** Whoever sits there is asked, as by the button of a screen: what may be lost Core asks. Else what is safe and enough is done. */
async function allowed(plan: Relief, options: ReliefOptions, talk: Talk): Promise<boolean> {
  if (options.isConfirmed) return true
  const { isSafe, button } = shownRelief(plan)
  if (talk.ask === null) {
    const isHarmless = isSafe && plan.isEnough
    if (!isHarmless && !options.json) talk.say(notConfirmed)
    return isHarmless
  }
  const short = plan.isEnough ? '' : ', though it is not enough'
  if (await talk.ask(`${button ?? 'Do it'}${short}?`)) return true
  talk.say(nothingDone)
  return false
}

/** What each step would send. */
async function planned(
  core: RelievingCore,
  plan: Relief,
  { json, isConfirmed }: ReliefOptions,
  talk: Talk,
): Promise<ExitCode> {
  const until = untilOf({ relief: plan })
  const input = { steps: stepsOf(plan), until, isDryRun: true, isConfirmed }
  const relieved = await core.relieve(input)
  if (json) talk.printJson(relieved)
  else relieved.acts.flatMap((act) => stepEndLines(act, null)).forEach(talk.say)
  const isRefused = relieved.acts.some(({ outcome }) => outcome === 'refused')
  return isRefused || !plan.isEnough ? exitCode.no : exitCode.yes
}

async function settledRelief(
  core: RelievingCore,
  plan: Relief,
  begun: Relieved | Begun,
  { want, json }: ReliefOptions,
  talk: Talk,
): Promise<ExitCode> {
  const { acts, isBack } = await keptAway(core, begun.acts)
  // where all steps were done, whatever came of them, nobody has looked yet
  const isSeen = untilOf({ relief: plan }) !== null && !isBack
  const isEnough = isSeen ? begun.isEnough : await isThere(core, want)
  if (json) talk.printJson({ ...begun, acts, isEnough })
  else {
    newsOf(begun.acts, acts).forEach((act) => stepEndLines(act, null).forEach(talk.say))
    talk.say(relievedText(want, acts, isEnough))
  }
  return isEnough ? exitCode.yes : exitCode.no
}

const newsOf = (before: readonly Act[], after: readonly Act[]): readonly Act[] =>
  after.filter(({ outcome }, index) => outcome !== before[index]?.outcome)

async function isThere(core: RelievingCore, want: ReliefWant): Promise<boolean> {
  await core.snapshotOnce()
  const { isEnough, steps } = await core.relief(want)
  return isEnough && steps.length === 0
}
