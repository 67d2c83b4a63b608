import { serverIdOf, type Held } from '../../inference/inventory/inventory.ts'
import { isInMemory } from '../../inference/inventory/model-state.ts'

/**
 * Counts models that were there, awake, and are not any more. null: nothing is known of them, which is no unloading. One that
 * is told by its own process at one time, and by the server that started it at another, is still there.
 */
export function createUnloadedCount(): (held: readonly Held[] | null) => number {
  let before: readonly (readonly string[])[] = []
  let count = 0
  return (held) => {
    if (held === null) return count
    const now = held.filter(({ model }) => isInMemory(model)).map(marksOf)
    const marks = new Set(now.flat())
    count += before.filter((one) => !one.some((mark) => marks.has(mark))).length
    before = now
    return count
  }
}

/** Its own id, and that of the only model of the process that holds it, as it would be without its server. */
const marksOf = ({ model, joined: { holder, isOnlyOne } }: Held): readonly string[] =>
  holder.found.parent === null || !isOnlyOne ? [model.id] : [model.id, `${serverIdOf(holder)}/`]
