import type { Act } from '../../shared/act.ts'
import type { Outcome } from '../../shared/contract.ts'
import type { ActId } from '../../shared/ids.ts'
import { useLive, type Live } from '../store/live.ts'
import {
  forceQuestion,
  settlingId,
  stepAfter,
  type ActOn,
  type ActTarget,
  type ActVerb,
  type Asked,
  type TargetId,
} from './act-step.ts'
import { useActSteps, type UseActSteps } from './use-act-steps.ts'

/** How long it is told that memory came back; longer where there is something to press. */
const doneMs = 6_000
const reopenableMs = 20_000
/** How soon it is looked again whether somebody is still at the rows. */
const heldMs = 1_000

export interface UseActs extends Pick<UseActSteps, 'acts' | 'drop'> {
  readonly start: (target: ActTarget) => void
  /** It was asked about, and is known. */
  readonly goOn: (id: TargetId) => void
  /** Whoever was asked says no. */
  readonly cancel: (id: TargetId) => void
  /** Asks the second question, without which nothing is forced. */
  readonly force: (id: TargetId) => void
  readonly reopen: (id: TargetId) => void
  /** It was done by other ways, and goes on here. */
  readonly take: (target: ActTarget, act: Act) => void
}

/**
 * Lets go of models and apps as this screen is asked to, and tells how that goes. The list itself is main's: nothing leaves it
 * here.
 */
export function useActs(isThere: (id: TargetId) => boolean, isHeld = neverHeld): UseActs {
  const live = useLive()
  const { acts, set, replace, drop } = useActSteps(isThere)
  const take = (target: ActTarget, outcome: Outcome<Act>, how: How): void => {
    const isHeard = live.connection() === 'live'
    const step = stepAfter(outcome, target, { ...how, isHeard })
    set(target, step)
    void settle({ live, isHeld, replace }, { target, step }, settlingId(outcome))
  }
  const send = async (target: ActTarget, how: How): Promise<void> => {
    set(target, { kind: 'working', verb: how.verb })
    take(target, await ask(live, target, how), how)
  }
  const reopen = async ({ target, step }: ActOn): Promise<void> => {
    const actId = 'reopenId' in step ? step.reopenId : null
    if (actId === null) return
    set(target, { kind: 'working', verb: 'reopen' })
    take(target, await live.request('reopen', { actId }), first('reopen'))
  }
  const goOn = ({ target, step }: ActOn): void => {
    if (step.kind !== 'asks') return
    const { questionId, after } = step
    const verb = after === null ? target.kind : 'force'
    void send(target, { verb, answers: questionId === null ? [] : [questionId], after })
  }
  const on = (then: (on: ActOn) => void) => (id: TargetId) => {
    const found = acts.get(id)
    if (found !== undefined) then(found)
  }
  return {
    acts,
    drop,
    start: (target) => void send(target, first(target.kind)),
    goOn: on(goOn),
    cancel: on((one) => one.step.kind === 'asks' && replace(one, one.step.after)),
    force: on((one) => replace(one, forceQuestion(one.step))),
    reopen: on((one) => void reopen(one)),
    take: (target, act) => take(target, { kind: 'ok', value: act }, first(target.kind)),
  }
}

interface Settling extends Pick<UseActSteps, 'replace'> {
  readonly live: Live
  /** Somebody is at the rows: what they tell stays with them. */
  readonly isHeld: () => boolean
}

const neverHeld = (): boolean => false

/** Something may start again what has ended; where nothing does, it was told long enough. */
async function settle(
  { live, isHeld, replace }: Settling,
  on: ActOn,
  actId: ActId | null,
): Promise<void> {
  const { target, step } = on
  if (step.kind !== 'done') return
  const settled = actId === null ? null : await live.request('settled', { actId })
  if (settled?.kind === 'ok' && settled.value.outcome === 'kept-alive')
    return replace(on, stepAfter(settled, target, { ...first(target.kind), isHeard: true }))
  const goLater = (afterMs: number): void => {
    setTimeout(() => (isHeld() ? goLater(heldMs) : replace(on, null)), afterMs)
  }
  goLater(step.reopenId === null ? doneMs : reopenableMs)
}

interface How extends Pick<Asked, 'verb' | 'after'> {
  /** The questions of Core to which whoever looks has said yes. */
  readonly answers: readonly ActId[]
}

const first = (verb: ActVerb): How => ({ verb, answers: [], after: null })

function ask(live: Live, target: ActTarget, { answers, after }: How): Promise<Outcome<Act>> {
  const forceAfter = after?.next?.afterId ?? null
  const how = { isDryRun: false, isConfirmed: false, answers, forceAfter }
  switch (target.kind) {
    case 'quit':
      return live.request('quit', { appId: target.id, ...how })
    case 'unload':
      return live.request('unload', { modelId: target.id, ...how })
  }
}
