import type { Change } from './changes.ts'

/** Something that foreign input comes in by, and what must come of any input. */
export interface Subject<Input extends string | Uint8Array = string | Uint8Array> {
  /** One word, or some: `npm run torture -- fuzz` prints it. */
  readonly name: string
  /** What it knows, as real as it can be had. */
  readonly samples: () => readonly Input[]
  /** What is made of an input. Whatever it throws beyond `refusals` is a fault. */
  readonly take: (input: Input) => unknown
  /** How an input of it is changed, where that is not as usual. */
  readonly change?: (input: Input, changes: readonly Change[], samples: readonly Input[]) => Input
  /** The errors by which it may refuse. */
  readonly refusals: readonly (new (...given: never[]) => Error)[]
  /** What else must hold of its answers, in words; null: all is well. */
  readonly wrong?: (made: unknown, input: Input) => string | null
  /** Of how many inputs one is tried, where one takes long. */
  readonly share?: number
  /** It says the same of the same; not where it hands out functions, or names that it makes anew. */
  readonly isSteady?: boolean
  /** Nothing long comes in by it: of a person's own command line. */
  readonly isShort?: boolean
  /** It hands on figures as they are written: whoever uses one checks it. */
  readonly isRaw?: boolean
}

export type TextSubject = Subject<string>
export type ByteSubject = Subject<Uint8Array>
