import type { Act } from '../../shared/act.ts'
import type { Relieved, RelieveInput } from '../../shared/contract.ts'
import type { ReliefStep, ReliefWant } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { reasonOf, Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { Quit } from './quit-app.ts'
import { relievedOf } from './relieve-words.ts'
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
interface Asking {
  readonly isDryRun: boolean
  readonly isConfirmed: boolean
  readonly asksOnly: boolean
}

/**
 * Lets go of one after the other, until so much room is there. What may lose something is asked about before anything is done:
 * the acts are those questions then, and nothing else has happened.
 */
export async function relieve(
  options: RelieveOptions,
  { steps, until, isDryRun, isConfirmed }: RelieveInput,
): Promise<Relieved> {
  if (options.host.mode === 'replay')
    throw new Refusal('this is a recording: nothing in it can be let go')
  const asking: Asking = { isDryRun, isConfirmed, asksOnly: !isDryRun }
  const asked = await inTurn(steps, (step) => actOf(options, step, asking))
  if (isDryRun) return relievedOf({ acts: asked, want: until, room: null, isEnough: false })
  const questions = asked.filter(({ outcome }) => outcome === 'unconfirmed')
  if (questions.length > 0)
    return relievedOf({ acts: questions, want: until, room: null, isEnough: false })
  return carryOut(options, { steps, until, isConfirmed })
}

async function carryOut(
  { monitor, ...others }: RelieveOptions,
  { steps, until, isConfirmed }: Omit<RelieveInput, 'isDryRun'>,
): Promise<Relieved> {
  const asking: Asking = { isDryRun: false, isConfirmed, asksOnly: false }
  const acts: Act[] = []
  const first = await monitor.once(lookBudgetMs)
  let snapshot = first
  const isThere = (want: ReliefWant): boolean =>
    want.kind === 'room'
      ? hasRoom(want.needBytes, snapshot)
      : freedRatio(first, acts) >= want.needRatio
  for (const step of steps) {
    if (until !== null && isThere(until)) break
    const act = await actOf({ monitor, ...others }, step, asking)
    acts.push(act)
    snapshot = await monitor.once(lookBudgetMs)
    // it was not so when it was asked about: whoever asked is to know it before anything else is done
    if (act.outcome === 'unconfirmed') break
  }
  const isEnough =
    until === null
      ? acts.length === steps.length && acts.every(({ outcome }) => outcome === 'done')
      : isThere(until)
  return relievedOf({ acts, want: until, room: snapshot.room, isEnough })
}

const hasRoom = (needBytes: number, { room }: Snapshot): boolean =>
  room.kind === 'ok' && !room.isStale && room.roomBytes >= needBytes

/** By the shares that they had before: what is left of the GPU's time is taken at once by whoever generates. */
const freedRatio = ({ apps }: Snapshot, acts: readonly Act[]): number =>
  acts
    .filter(({ outcome }) => outcome === 'done')
    .reduce((sum, act) => sum + (apps.find(({ id }) => id === act.appId)?.gpuRatio ?? 0), 0)

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
    // a Refusal, for whoever asked
    if (!(error instanceof Refusal)) throw error
    return refusedAct(step, monitor.current(), reasonOf(error))
  }
}

function refusedAct(step: ReliefStep, snapshot: Snapshot | null, sentence: string): Act {
  const named =
    step.kind === 'quit'
      ? snapshot?.apps.find(({ id }) => id === step.appId)
      : snapshot?.models.find(({ id }) => id === step.modelId)
  return {
    schema: 'headroom/act/1',
    id: null,
    act: step.kind,
    outcome: 'refused',
    target: named?.name ?? (step.kind === 'quit' ? step.appId : step.modelId),
    modelId: step.kind === 'unload' ? step.modelId : null,
    appId: step.kind === 'quit' ? step.appId : null,
    server: null,
    request: null,
    takesAll: false,
    isForced: false,
    heldBytes: null,
    expectedBytes: null,
    returnedBytes: null,
    tookMs: 0,
    sentence,
    help: null,
    offers: [],
  }
}
