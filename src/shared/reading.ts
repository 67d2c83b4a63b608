/**
 * One answer of the outside world, or why there is none. `absent`: there is no such thing on this machine;
 * `failed`: it should have answered and did not. `atMs` is the instant of the asking (Unix epoch),
 * `tookMs` how long the answer took, to a hundredth of a millisecond.
 */
export type Reading<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly atMs: number; readonly tookMs: number }
  | NoReading

export interface NoReading {
  readonly kind: 'absent' | 'failed'
  readonly reason: string
  readonly atMs: number
  readonly tookMs: number
}
