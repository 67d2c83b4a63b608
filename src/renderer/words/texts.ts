import type { en } from './en.ts'

/** The words of another language under the same keys, and no others. */
export type Texts = { readonly [Area in keyof typeof en]: In<Area> }
export type In<Area extends keyof typeof en> = InOther<(typeof en)[Area]>

type InOther<T> = {
  readonly [Key in keyof T as Needed<Key>]: T[Key] extends string ? string : InOther<T[Key]>
} & { readonly [Key in keyof T as Singular<Key>]?: string }

/** Chinese has one form for any number: `_other` alone is enough. */
type Needed<Key> = Key extends `${string}_one` ? never : Key
type Singular<Key> = Key extends `${string}_one` ? Key : never
