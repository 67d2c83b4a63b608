import { shownAct } from '../../../shared/act-text.ts'
import type { Relieved } from '../../../shared/contract.ts'
import { printable } from '../../../shared/printable.ts'
import type { BeforeLoad } from '../../../shared/relief-settings.ts'
import type { Relief, ReliefCandidate, ReliefWant } from '../../../shared/relief.ts'
import { bytesOn, listedWords, shownRelief, stepText } from '../../../shared/relief-text.ts'
import { formatSum } from '../../../shared/units.ts'
import type { Core } from '../../core/core.ts'
import { Refusal } from '../../host/attempt.ts'
import { stepsOf } from '../relief-do.ts'
import { idleSteps } from './idle-steps.ts'

export interface MakeRoom {
  readonly core: Pick<Core, 'relief' | 'relieve' | 'snapshotOnce'>
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
  const idle = beforeLoad === 'unload-idle' ? idleSteps(plan) : null
  if (idle !== null) {
    world.tell(
      `unloading first what is idle, as the settings say: ${wordsOf({ have: plan.have, steps: idle })}`,
    )
    return letGo({ ...plan, steps: idle }, false, world)
  }
  if (plan.steps.length === 0 || !plan.isEnough) return false
  return offered(plan, world)
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
  return isWanted ? letGo(plan, true, world) : false
}

const maxCommandLength = 600

/** `unload gemma3 (4.1 GB, idle 12 min) and quit Loom (up to 2.3 GB)` */
function wordsOf({ have, steps }: Pick<Relief, 'have' | 'steps'>): string {
  const line = have?.line ?? 'ram'
  const { parts } = formatSum(steps.map((step) => bytesOn(step, line)))
  // what frees nothing on the line that counts tells by itself what it frees
  const figureOf = (step: ReliefCandidate, index: number): string | null =>
    bytesOn(step, line) === 0 ? null : (parts[index] ?? null)
  return listedWords(steps.map((step, index) => stepText(step, line, figureOf(step, index))))
}

/** Its acts are told as they stand. */
async function letGo(plan: Relief, isConfirmed: boolean, world: MakeRoom): Promise<boolean> {
  const relieved = await done(plan, isConfirmed, world)
  if (relieved === null) return false
  for (const act of relieved.acts) {
    const { sentence, help } = shownAct(act)
    world.tell(sentence)
    if (help !== null && act.outcome !== 'done') world.tell(help)
  }
  return relieved.acts.some(({ outcome }) => outcome === 'done') || relieved.isEnough
}

async function done(
  plan: Relief,
  isConfirmed: boolean,
  { core, tell }: MakeRoom,
): Promise<Relieved | null> {
  const input = { steps: stepsOf(plan), until: plan.want, isDryRun: false, isConfirmed }
  try {
    await core.snapshotOnce() // a question takes its time, and Core ends no process of an old list
    return await core.relieve(input)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    tell(printable(error.message, maxCommandLength))
    return null
  }
}
