import type { Act } from '../../shared/act.ts'
import type { Relieved } from '../../shared/contract.ts'
import type { Relief, ReliefCandidate, ReliefStep } from '../../shared/relief.ts'
import { shownCandidate } from '../../shared/relief-text.ts'
import type { Core } from '../core/core.ts'
import { canForceLater, type Talk } from './act-talk.ts'
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

/** One after the other, each told as it has ended. What may be lost is known to whoever asks. */
export async function relieveEach(
  core: Pick<Core, 'relieve'>,
  { steps, want, have }: Relief,
  talk: Pick<Talk, 'say' | 'doubts'>,
): Promise<Begun> {
  const acts: Act[] = []
  let isEnough = false
  for (const step of steps) {
    const { act: what } = shownCandidate(step, have?.line ?? 'ram')
    talk.doubts(`what comes of "${what}" is not known; nothing behind it was begun`)
    const relieved = await core.relieve({
      steps: stepOf(step),
      until: want,
      isDryRun: false,
      isConfirmed: true,
    })
    acts.push(...relieved.acts)
    for (const act of relieved.acts) stepEndLines(act, forceCommandOf(act)).forEach(talk.say)
    isEnough = relieved.isEnough
    if (isEnough) break
  }
  return { acts, isEnough }
}

/** All in one request. */
export async function relieveAtOnce(
  core: Pick<Core, 'relieve'>,
  plan: Relief,
  { isConfirmed, json }: { readonly isConfirmed: boolean; readonly json: boolean },
  talk: Pick<Talk, 'say' | 'doubts'>,
): Promise<Relieved> {
  talk.doubts('what comes of it is not known (headroom acts tells what was begun)')
  const input = { steps: stepsOf(plan), until: plan.want, isDryRun: false, isConfirmed }
  const relieved = await core.relieve(input)
  if (!json)
    for (const act of relieved.acts) stepEndLines(act, forceCommandOf(act)).forEach(talk.say)
  return relieved
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
