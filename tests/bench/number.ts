import { hasNameAndRun } from '../frame/discover.ts'
import type { Children } from '../frame/children.ts'

/** A bound that the product promises to hold (design §7). */
export type Bar = { readonly most: number } | { readonly least: number }

export interface Figure {
  readonly what: string
  /** null where it cannot be measured here: the note says why. */
  readonly value: number | null
  readonly unit: string
  /** null: only reported. */
  readonly bar: Bar | null
  readonly note?: string
}

export interface BenchContext {
  /** Shorter windows: a first look, not a measurement. */
  readonly isQuick: boolean
  /** Whatever a number starts is started here, and has ended before the next number. */
  readonly children: Children
}

/** Something that is measured: a file in numbers/ that exports `number`. */
export interface BenchNumber {
  readonly name: string
  readonly what: string
  run(context: BenchContext): Promise<readonly Figure[]>
}

export const isBenchNumber = (value: unknown): value is BenchNumber =>
  hasNameAndRun(value) && typeof value === 'object' && value !== null && 'what' in value
