import type { Act, ActBy } from '../../shared/act.ts'

/** Whether there is something to be asked about first: nothing is done, also where there is not. */
export interface AsksOnly {
  readonly asksOnly?: boolean
}

/** One that is under way is not begun again: whoever asks for just the same gets its answer. */
export function joined<Input>(
  keyOf: (input: Input) => readonly unknown[],
  act: (input: Input, by: ActBy) => Promise<Act>,
): (input: Input, by?: ActBy) => Promise<Act> {
  const underWay = new Map<string, Promise<Act>>()
  return (input, by = 'person') => {
    const key = JSON.stringify(keyOf(input))
    const found = underWay.get(key)
    if (found !== undefined) return found
    const begun = act(input, by).finally(() => underWay.delete(key))
    underWay.set(key, begun)
    return begun
  }
}
