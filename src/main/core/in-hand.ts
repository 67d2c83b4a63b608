import { Refusal } from '../host/attempt.ts'

/** Another act is about the same; `untilLetGo` is done when that has ended, however it has. */
export class InHand extends Refusal {
  readonly untilLetGo: Promise<unknown>

  constructor(name: string, untilLetGo: Promise<unknown>) {
    super(`${name} is being asked already: wait until it has answered`)
    this.untilLetGo = untilLetGo
  }
}

/** Throws InHand where one of these keys is in hand; answers with the way to let go of them. */
export type Hold = (keys: readonly string[], name: string) => () => void

export function createHold(): Hold {
  const inHand = new Map<string, Promise<void>>()
  return (keys, name) => {
    const others = keys.flatMap((key) => inHand.get(key) ?? [])
    if (others.length > 0) throw new InHand(name, Promise.all(others))
    const { promise, resolve } = Promise.withResolvers<void>()
    keys.forEach((key) => inHand.set(key, promise))
    return () => {
      keys.forEach((key) => inHand.delete(key))
      resolve()
    }
  }
}
