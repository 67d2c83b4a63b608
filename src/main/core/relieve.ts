import type { Act } from '../../shared/act.ts'
import type { Relieved, RelieveInput } from '../../shared/contract.ts'
import type { AppId } from '../../shared/ids.ts'
import { refusedAct } from '../../shared/refused-act.ts'
import type { ReliefStep, ReliefWant } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { reasonOf, Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import { InHand } from './in-hand.ts'
import type { Quit } from './quit-app.ts'
import { relievedOf, roomFor } from './relieve-words.ts'
import type { Unload } from './unload.ts'

/** A Snapshot of now: how much room there is. */
const lookBudgetMs = 3_000

export interface RelieveOptions {
  readonly host: Pick<Host, 'mode'>
  readonly monitor: Pick<Monitor, 'once' | 'current'>
  readonly quit: Quit
  readonly unload: Unload
}

/** How a step is asked for. It knows no force: there is no place for the act that it would have to come after. */
type Asking = Pick<RelieveInput, 'isDryRun' | 'isConfirmed' | 'answers'> & {
  readonly asksOnly: boolean
}

/**
 * Lets go of one after the other, until so much room is there. What may lose something is asked about before anything is done:
 * the acts are those questions then, and nothing else has happened. One at a time: another begins when it is clear what the
 * first has brought.
 */
export function createRelieve(options: RelieveOptions): (input: RelieveInput) => Promise<Relieved> {
  let last: Promise<unknown> = Promise.resolve()
  return async (input) => {
    const { steps, until, isDryRun, isConfirmed, answers } = input
    if (options.host.mode === 'replay')
      throw new Refusal('this is a recording: nothing in it can be let go')
    const asking: Asking = { isDryRun, isConfirmed, answers, asksOnly: !isDryRun }
    const asked = await inTurn(steps, (step) => actOf(options, step, asking))
    if (isDryRun) return relievedOf({ acts: asked, want: until, room: null, isEnough: false })
    const questions = asked.filter(({ outcome }) => outcome === 'unconfirmed')
    if (questions.length > 0)
      return relievedOf({ acts: questions, want: until, room: null, isEnough: false })
    const relieved = last.then(() => carryOut(options, input))
    last = relieved.catch(() => undefined) // whoever asked hears of it
    return relieved
  }
}

/** What is in hand by one act after the other is left: nobody waits for ever. */
const mostWaits = 3

async function carryOut(
  options: RelieveOptions,
  { steps, until, isConfirmed, answers }: RelieveInput,
): Promise<Relieved> {
  const { monitor } = options
  const asking: Asking = { isDryRun: false, isConfirmed, answers, asksOnly: false }
  const acts: Act[] = []
  const first = await monitor.once(lookBudgetMs)
  let snapshot = first
  const isThere = (want: ReliefWant): boolean =>
    want.kind === 'room'
      ? (roomFor(want, snapshot.room) ?? 0) >= want.needBytes
      : freedRatio({ first, now: snapshot, steps, acts }) >= want.needRatio
  let waits = 0
  while (acts.length < steps.length) {
    const step = steps[acts.length]
    if (step === undefined || (until !== null && isThere(until))) break
    try {
      acts.push(await actOf(options, step, asking))
      waits = 0
    } catch (error) {
      // InHand: somebody else lets go of the same, and it may be enough
      if (!(error instanceof InHand)) throw error
      await error.untilLetGo
      waits++
      if (waits > mostWaits) {
        acts.push(refusedStep(step, snapshot, error.message))
        waits = 0
      }
    }
    snapshot = await monitor.once(lookBudgetMs)
    // it was not so when it was asked about: whoever asked is to know it before anything else is done
    if (acts.at(-1)?.outcome === 'unconfirmed') break
  }
  const isEnough =
    until === null
      ? acts.length === steps.length && acts.every(({ outcome }) => outcome === 'done')
      : isThere(until)
  return relievedOf({ acts, want: until, room: snapshot.room, isEnough })
}

/**
 * By the shares that they had before: what is left of the GPU's time is taken at once by whoever generates. Of each app that was
 * let go here, or by somebody else meanwhile.
 */
function freedRatio({ first, now, steps, acts }: Freed): number {
  const isMeant = (id: AppId): boolean =>
    steps.some((step) => step.kind === 'quit' && step.appId === id)
  const isDone = (id: AppId): boolean =>
    acts.some(({ appId, outcome }) => appId === id && outcome === 'done')
  const isGone = (id: AppId): boolean => now.apps.every((app) => app.id !== id)
  return first.apps
    .filter(({ id }) => isMeant(id) && (isDone(id) || isGone(id)))
    .reduce((sum, { gpuRatio }) => sum + (gpuRatio ?? 0), 0)
}

interface Freed {
  readonly first: Snapshot
  readonly now: Snapshot
  readonly steps: readonly ReliefStep[]
  readonly acts: readonly Act[]
}

async function inTurn(
  steps: readonly ReliefStep[],
  act: (step: ReliefStep) => Promise<Act>,
): Promise<readonly Act[]> {
  const acts: Act[] = []
  for (const step of steps) acts.push(await act(step))
  return acts
}

/** One that must not be done, or is gone by now, does not hold up the others. */
async function actOf(
  { quit, unload, monitor }: RelieveOptions,
  step: ReliefStep,
  asking: Asking,
): Promise<Act> {
  try {
    return step.kind === 'quit'
      ? await quit({ appId: step.appId, forceAfter: null, ...asking })
      : await unload({ modelId: step.modelId, forceAfter: null, ...asking })
  } catch (error) {
    // a Refusal, for whoever asked; what is in hand is waited for
    if (!(error instanceof Refusal) || error instanceof InHand) throw error
    return refusedStep(step, monitor.current(), reasonOf(error))
  }
}

function refusedStep(step: ReliefStep, snapshot: Snapshot | null, sentence: string): Act {
  if (step.kind === 'quit') {
    const app = snapshot?.apps.find(({ id }) => id === step.appId)
    const target = app?.name ?? step.appId
    return refusedAct({ act: 'quit', appId: step.appId, target, sentence })
  }
  const model = snapshot?.models.find(({ id }) => id === step.modelId)
  const target = model?.name ?? step.modelId
  return refusedAct({ act: 'unload', modelId: step.modelId, target, sentence })
}
