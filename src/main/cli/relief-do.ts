import type { Act } from '../../shared/act.ts'
import type { Relieved } from '../../shared/contract.ts'
import type { Relief, ReliefCandidate, ReliefStep } from '../../shared/relief.ts'
import { shownCandidate } from '../../shared/relief-text.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'
import type { Talk } from './act-talk.ts'
import { stepEndLines } from './relief-lines.ts'
import { settledAct } from './settled.ts'
import { shellCommand } from './shell-command.ts'

/** As Core is asked for it: by the ids of the Snapshot. */
export const stepsOf = ({ steps }: Pick<Relief, 'steps'>): readonly ReliefStep[] =>
  steps.flatMap(stepOf)

function stepOf({ kind, modelId, appId }: ReliefCandidate): readonly ReliefStep[] {
  switch (kind) {
    case 'unload':
      return modelId === null ? [] : [{ kind, modelId }]
    case 'quit':
      return appId === null ? [] : [{ kind, appId }]
  }
}

export interface Begun {
  readonly acts: readonly Act[]
  readonly isEnough: boolean
}

/** One after the other, each told as it has ended. One that does not give way ends it: the others would be quit in vain. */
export async function relieveEach(
  core: Pick<Core, 'relieve'>,
  plan: Relief,
  isConfirmed: boolean,
  talk: Pick<Talk, 'say' | 'doubts'>,
): Promise<Begun> {
  const acts: Act[] = []
  for (const step of plan.steps) {
    const { act: what } = shownCandidate(step, plan.have?.line ?? 'ram')
    talk.doubts(`what comes of "${what}" is not known; nothing behind it was begun`)
    const end = await relieved(core, plan, step, isConfirmed)
    if (typeof end === 'string') {
      talk.say(`${what}: ${end}`)
      return { acts, isEnough: false }
    }
    acts.push(...end.acts)
    for (const act of end.acts) stepEndLines(act, forceCommandOf(act)).forEach(talk.say)
    if (end.isEnough) return { acts, isEnough: true }
    if (end.acts.some(({ outcome }) => outcome !== 'done')) return { acts, isEnough: false }
  }
  return { acts, isEnough: false }
}

/** A text: why it is refused. */
async function relieved(
  core: Pick<Core, 'relieve'>,
  { want }: Relief,
  step: ReliefCandidate,
  isConfirmed: boolean,
): Promise<Relieved | string> {
  const steps = stepOf(step)
  try {
    return await core.relieve({ steps, until: want, isDryRun: false, isConfirmed })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    return error.message
  }
}

const forceCommandOf = ({ act, target }: Act): string | null =>
  shellCommand(act === 'unload' ? 'headroom unload --force' : 'headroom quit --force', target)

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
