import type { Act } from '../../shared/act.ts'
import { cameBackText } from '../../shared/act-text.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'
import type { Sight } from './unload-sight.ts'

/** Allocators keep some of what is freed, and a process has more than its model: so much of it must have come back. */
const enoughShare = 0.5
/** Where nobody says how much a model takes: less than this is breathing. */
const noticeableBytes = 32e6

export interface Returned {
  readonly bytes: number
  readonly isEnough: boolean
}

/** As its server accounts for it; what is by its process is measured anew, as the row may be some seconds old. */
export function heldBytesOf({ memory: { total } }: Held['model'], before: Sight): number | null {
  if (total === null || total.origin !== 'process') return total?.bytes ?? null
  const exact = before.measure.filter(({ kind }) => kind === 'pss' || kind === 'footprint')
  return Math.max(total.bytes, ...exact.map(({ bytes }) => bytes))
}

/** What has come back, in the way of counting that shows most of it, as each misses a part; never more than it was said to hold. */
export function returnedBytes({ model }: Held, before: Sight, after: Sight): Returned {
  const differences = before.measure.flatMap(({ kind, bytes }) => {
    const now = after.measure.find((one) => one.kind === kind)
    return now === undefined ? [] : [bytes - now.bytes]
  })
  const bytes = Math.min(Math.max(0, ...differences), heldBytesOf(model, before) ?? Infinity)
  // one that sleeps has given its memory back before; what has ended holds none
  const isSure = after.hasEnded || model.state === 'sleeping'
  const expected = model.memory.weights?.bytes ?? model.memory.total?.bytes ?? null
  const leastBytes = expected === null ? noticeableBytes : expected * enoughShare
  return { bytes, isEnough: isSure || bytes >= leastBytes }
}

/** By what its server says now; one that names no models says nothing. */
export const isGone = ({ joined }: Held, left: Held | null): boolean =>
  left === null || left.model.state === 'sleeping' || joined.isUnnamed

export interface Aftermath {
  readonly held: Held
  readonly plan: UnloadPlan
  readonly before: Sight
  readonly after: Sight
  readonly wasBusy: boolean
}

/** What an unload has come to, in words. */
export function verdictOf(
  aftermath: Aftermath,
): Pick<Act, 'outcome' | 'heldBytes' | 'returnedBytes' | 'sentence' | 'help'> {
  const { held, plan, before, after, wasBusy } = aftermath
  const { title } = held.joined.owner.spec
  const { name } = held.model
  const { bytes, isEnough } = returnedBytes(held, before, after)
  const expectedBytes = heldBytesOf(held.model, before)
  const counted = before.measure.filter(({ kind }) => kind !== 'gpu').map((one) => one.bytes)
  const figures = {
    heldBytes: expectedBytes ?? Math.max(0, ...counted),
    returnedBytes: bytes,
  }
  const back = cameBackText({ returnedBytes: bytes, expectedBytes }) ?? ''
  const hasGone = isGone(held, after.held)
  if (hasGone && isEnough) {
    const sentence = `${name} is unloaded: ${back}`
    return { outcome: 'done', ...figures, sentence, help: null }
  }
  if (isAtWork(aftermath) && (wasBusy || !hasGone)) {
    const sentence = `${title} has taken it, and ${name} is still at work: ${plan.whenBusy}`
    return { outcome: 'waiting', ...figures, sentence, help: null }
  }
  const quit = `quit ${title} and start it again`
  if (hasGone) {
    return {
      outcome: 'held',
      ...figures,
      sentence: `${title} says that ${name} is unloaded, and still holds its memory: ${back}`,
      help: `Q${quit.slice(1)}: what it holds comes back then`,
    }
  }
  return {
    outcome: 'held',
    ...figures,
    sentence: `${title} has taken it, and still has ${name} loaded after ${plan.withinMs / 1_000} s`,
    help: `Something may have asked for it again. If not, ${quit}`,
  }
}

/** Its server has it still, and has not yet done with it. */
function isAtWork({ after, wasBusy }: Aftermath): boolean {
  const state = after.held?.model.state ?? null
  return state !== null && (wasBusy || state === 'unloading' || state === 'generating')
}
