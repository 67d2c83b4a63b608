import * as fc from 'fast-check'

/** One change of an input. What the numbers mean is its own matter: a smaller one is a simpler change. */
export interface Change {
  readonly way: number
  readonly at: number
  readonly size: number
  readonly pick: number
}

const most = 2 ** 20

export const aChange: fc.Arbitrary<Change> = fc.record({
  way: fc.nat(most - 1),
  at: fc.nat(most - 1),
  size: fc.nat(most - 1),
  pick: fc.nat(most - 1),
})

/** A place in something so long, its end too. */
export const placeIn = (length: number, at: number): number =>
  Math.floor((at / most) * (length + 1))

export function picked<T>(list: readonly T[], pick: number, otherwise: T): T {
  return list[pick % list.length] ?? otherwise
}
