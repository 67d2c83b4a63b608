/** What a load takes, part by part, whichever engine runs it. Bytes. */
export interface Need {
  readonly parts: readonly NeedPart[]
  /** What it may take beyond that while it is used, in RAM; null: nothing that we know of. */
  readonly growth: Growth | null
  /** What the reader must know: assumptions, what could not be told. Whole sentences. */
  readonly remarks: readonly string[]
}

export type PartName =
  'weights' | 'kv' | 'recurrent' | 'compute' | 'output' | 'projector' | 'draft' | 'overhead'

export interface NeedPart {
  readonly name: PartName
  /** In memory, on whichever side. */
  readonly bytes: number
  /** Of that what counts against the limit of the GPU. */
  readonly onGpuBytes: number
  /** How far off it may be, on the GPU and in all alike. null: it cannot be told. */
  readonly band: Band | null
  readonly basis: Basis
  /** How it comes about, for people; empty: there is nothing to reckon. */
  readonly formula: string
}

/** What may be missing, and what may come on top. */
export interface Band {
  readonly lessBytes: number
  readonly moreBytes: number
}

export const exactly: Band = { lessBytes: 0, moreBytes: 0 }

/**
 * `exact`: from the table of tensors or the engine's own formula, held against recorded logs; `approximate`: by a formula that
 * comes close; `upper bound`: for kinds of models that we do not know; `guess`: from a family's size; `unknown`: nothing can be
 * said, and the bytes are 0.
 */
export type Basis = 'exact' | 'approximate' | 'upper bound' | 'guess' | 'unknown'

export interface Growth {
  readonly bytes: number
  readonly what: string
}

export const needBytesOf = ({ parts }: Need): number =>
  parts.reduce((sum, { onGpuBytes }) => sum + onGpuBytes, 0)

export const needRamBytesOf = ({ parts }: Need): number =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0)

/** Of what it takes on the GPU: the least and the most that it may be. */
export function errorBandOf(need: Need): { readonly lowBytes: number; readonly highBytes: number } {
  const needBytes = needBytesOf(need)
  const bands = need.parts.flatMap(({ band, onGpuBytes }) =>
    band === null || onGpuBytes === 0 ? [] : [band],
  )
  return {
    lowBytes: Math.max(0, needBytes - bands.reduce((sum, { lessBytes }) => sum + lessBytes, 0)),
    highBytes: needBytes + bands.reduce((sum, { moreBytes }) => sum + moreBytes, 0),
  }
}

/** The weakest of its parts. */
export function basisOf({ parts }: Need): Basis {
  const order: readonly Basis[] = ['unknown', 'guess', 'upper bound', 'approximate', 'exact']
  return order.find((basis) => parts.some((part) => part.basis === basis)) ?? 'unknown'
}
