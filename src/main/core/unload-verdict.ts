import type { Act } from '../../shared/act.ts'
import { formatBytes } from '../../shared/units.ts'
import type { Held, ProcessMemory } from '../inference/inventory.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'

/** The memory of the processes that held a model, counted in several ways. */
export type Measure = readonly ProcessMemory[]

/** Allocators keep some of what is freed, and a process has more than its model: so much of it must have come back. */
const enoughShare = 0.5
/** Where nobody says how much a model takes: less than this is breathing. */
const noticeableBytes = 32e6

export interface Returned {
  readonly bytes: number
  readonly isEnough: boolean
}

/** What has come back, in the way of counting that shows most of it: each misses a part. */
export function returnedBytes({ model }: Held, before: Measure, after: Measure): Returned {
  const differences = before.flatMap(({ kind, bytes }) => {
    const now = after.find((one) => one.kind === kind)
    return now === undefined ? [] : [bytes - now.bytes]
  })
  const bytes = Math.max(0, ...differences)
  const expected = model.memory.weights?.bytes ?? model.memory.total?.bytes ?? null
  const isEnough = bytes >= (expected === null ? noticeableBytes : expected * enoughShare)
  return { bytes, isEnough }
}

/** By what its server says now; one that names no models says nothing. */
export const isGone = ({ joined }: Held, left: Held | null): boolean =>
  left === null || left.model.state === 'sleeping' || joined.isUnnamed

export interface Aftermath {
  readonly held: Held
  readonly plan: UnloadPlan
  readonly before: Measure
  readonly after: Measure
  /** The model, if its server still has it. */
  readonly left: Held | null
  readonly wasBusy: boolean
}

/** What an unload has come to, in words. */
export function verdictOf(
  aftermath: Aftermath,
): Pick<Act, 'outcome' | 'heldBytes' | 'returnedBytes' | 'sentence' | 'help'> {
  const { held, plan, before, after, left, wasBusy } = aftermath
  const { title } = held.joined.owner.spec
  const { name } = held.model
  const { bytes, isEnough } = returnedBytes(held, before, after)
  const heldBytes = held.model.memory.total?.bytes ?? Math.max(0, ...before.map((one) => one.bytes))
  const figures = { heldBytes, returnedBytes: bytes }
  const hasGone = isGone(held, left)
  if (hasGone && isEnough) {
    const sentence = `${name} is unloaded: ${formatBytes(bytes)} came back`
    return { outcome: 'done', ...figures, sentence, help: null }
  }
  if (hasGone || left === null) {
    return {
      outcome: 'held',
      ...figures,
      sentence: `${title} says that ${name} is unloaded, and still holds its memory: ${formatBytes(bytes)} came back`,
      help: `Quit ${title} and start it again: what it holds comes back then`,
    }
  }
  if (wasBusy || left.model.state === 'unloading' || left.model.state === 'generating') {
    const sentence = `${title} has taken it, and ${name} is still at work: ${plan.whenBusy}`
    return { outcome: 'waiting', ...figures, sentence, help: null }
  }
  return {
    outcome: 'held',
    ...figures,
    sentence: `${title} has taken it, and still has ${name} loaded after ${plan.withinMs / 1_000} s`,
    help: `Something may have asked for it again. If not, quit ${title} and start it again`,
  }
}
