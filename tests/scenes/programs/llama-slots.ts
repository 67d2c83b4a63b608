import type { SlotWork } from '../../fixtures/recordings/mac/server-forms.ts'
import type { Random } from '../random.ts'

export interface Request {
  readonly promptTokens: number
  readonly answerTokens: number
}

interface Slot {
  readonly taskId: number
  readonly promptTokens: number
  promptDone: number
  decodedTokens: number
  leftTokens: number
}

/** The slots of a llama-server: requests that it works at side by side. */
export interface Slots {
  /** false: none is free. */
  ask(request: Request): boolean
  isBusy(): boolean
  usedTokens(): number
  /** So many tokens further, for one that works alone. */
  work(tokens: number): void
  told(): readonly (SlotWork | null)[]
}

export function createSlots(count: number, random: Random): Slots {
  const slots: (Slot | null)[] = Array.from({ length: count }, () => null)
  /** How much faster a prompt is read than an answer is written. */
  const promptFactor = random.between(9, 22)
  let taskCount = 0
  const isWorking = (slot: Slot | null): slot is Slot => slot !== null && slot.leftTokens > 0

  const goOn = (slot: Slot, tokens: number): void => {
    if (slot.promptDone < slot.promptTokens) slot.promptDone += tokens * promptFactor
    else {
      const done = Math.min(slot.leftTokens, tokens * random.between(0.9, 1.1))
      slot.decodedTokens += done
      slot.leftTokens -= done
    }
  }

  return {
    ask: ({ promptTokens, answerTokens }) => {
      const at = slots.findIndex((slot) => !isWorking(slot))
      if (at === -1) return false
      const taskId = ++taskCount
      const leftTokens = answerTokens
      slots[at] = { taskId, promptTokens, promptDone: 0, decodedTokens: 0, leftTokens }
      return true
    },
    isBusy: () => slots.some(isWorking),
    usedTokens: () =>
      slots.reduce(
        (sum, slot) => sum + (slot === null ? 0 : slot.promptTokens + slot.decodedTokens),
        0,
      ),
    work: (tokens) => {
      const working = slots.filter(isWorking)
      for (const slot of working) goOn(slot, tokens / Math.sqrt(working.length))
    },
    told: () =>
      slots.map((slot) =>
        isWorking(slot)
          ? {
              taskId: slot.taskId,
              promptTokens: Math.floor(slot.promptTokens),
              decodedTokens: Math.floor(slot.decodedTokens),
            }
          : null,
      ),
  }
}
