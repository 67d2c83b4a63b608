import { amountOf } from './amount.ts'

/** The value under a key of a dictionary; undefined where `value` is none, or has no such key. */
export const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined

/** A number >= 0 under a key; null where there is none. */
export const amountAt = (value: unknown, key: string): number | null => amountOf(at(value, key))

/** A text that is not empty under a key; null where there is none. */
export function textAt(value: unknown, key: string): string | null {
  const found = at(value, key)
  return typeof found === 'string' && found !== '' ? found : null
}

/** The list under a key; null where there is none. */
export function listAt(value: unknown, key: string): readonly unknown[] | null {
  const found = at(value, key)
  return Array.isArray(found) ? found : null
}
