import type { EffectiveSetting } from '../../shared/doctor.ts'
import { printable } from '../../shared/printable.ts'

/**
 * One setting: what may be chosen, what is in force where something else stands in the file, and the words for both. Its bounds
 * are known here alone.
 */
export interface Line<T> {
  /** In force where nothing was chosen. */
  readonly otherwise: T
  /** What is in force where this stands in the file: one line that is wrong must not cost the others. */
  used(given: unknown): T
  /** What of it is not used as it stands in the file, for whoever mends that: in its own terms. `name`: as it stands there. */
  troubles(given: unknown, name: string): readonly string[]
  /** Why a person cannot choose it, as a sentence; null: he can. */
  refusal(given: unknown): string | null
  /** What then stands in the file. `before`: what stands there; each undefined where there is nothing, or nothing is changed. */
  changed(before: unknown, given: unknown): unknown
  /** As the file would have it, by its dotted names. */
  listed(value: T, name: string): readonly EffectiveSetting[]
}

const maxLength = 40

export const shown = (text: string): string => printable(text, maxLength)
export function written(value: unknown): string {
  try {
    return shown(JSON.stringify(value) ?? 'nothing')
  } catch {
    // RangeError: lists in lists, deeper than the stack
    return 'what is nested so deep'
  }
}

/** A line that is changed as a whole. */
export function lineOf<T>(
  rest: Pick<Line<T>, 'otherwise' | 'used' | 'troubles' | 'refusal'>,
): Line<T> {
  return {
    ...rest,
    changed: (before, given) =>
      given !== undefined ? given : before !== undefined ? before : rest.otherwise,
    listed: (value, name) => [
      {
        name,
        value: typeof value === 'string' ? value : JSON.stringify(value),
        isDefault: JSON.stringify(value) === JSON.stringify(rest.otherwise),
      },
    ],
  }
}
