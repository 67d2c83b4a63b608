import type { Limit, Machine, Part, Source } from './snapshot.ts'

/** Every source and every ability, with what it says of itself: the answer of `headroom doctor`. */
export interface Doctor {
  readonly schema: 'headroom/doctor/1'
  readonly atMs: number
  readonly machine: Part<Machine>
  readonly limit: Part<Limit>
  /** A sentence for each thing that is wrong beside the sources. */
  readonly findings: readonly string[]
  readonly sources: readonly Source[]
  readonly abilities: readonly Ability[]
  readonly settings: EffectiveSettings
}

/** What a person has chosen, as it is in force; what of it is not used stands among the findings. */
export interface EffectiveSettings {
  /** null: in a recording, which has none. */
  readonly file: string | null
  readonly lines: readonly EffectiveSetting[]
  /** Those that a key is kept for, as `lmstudio:1234`. */
  readonly serverKeys: readonly string[]
}

/** By its dotted name, as the file has it: `alerts.hogRatio`. */
export interface EffectiveSetting {
  readonly name: string
  readonly value: string
  readonly isDefault: boolean
}

/** Something that Headroom can do only where an optional part is there (a pseudo-terminal, a database). */
export interface Ability {
  readonly id: string
  readonly title: string
  readonly kind: 'ok' | 'absent' | 'failed'
  readonly reason: string | null
}
