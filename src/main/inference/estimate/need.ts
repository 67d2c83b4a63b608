import type { FitBasis } from '../../../shared/fit.ts'

/** What a load takes, part by part, whichever engine runs it. Bytes. */
export interface Need {
  readonly parts: readonly NeedPart[]
  /** What it may take beyond that while it is used, in RAM; null: nothing that we know of. */
  readonly growth: Growth | null
  /** What the reader must know: assumptions, what could not be told. Whole sentences. */
  readonly remarks: readonly string[]
}

export const partNames = [
  'weights',
  'kv',
  'recurrent',
  'compute',
  'output',
  'projector',
  'draft',
  'overhead',
] as const
export type PartName = (typeof partNames)[number]

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

/** Whoever tries many runs of one model needs no bands, which take as long as all the rest several times. */
export type Bands = 'with bands' | 'without bands'

export type Basis = FitBasis

export interface Growth {
  /** At most; null: nothing bounds it. */
  readonly bytes: number | null
  readonly what: string
}

export const needBytesOf = ({ parts }: Need): number =>
  parts.reduce((sum, { onGpuBytes }) => sum + onGpuBytes, 0)

export const needRamBytesOf = ({ parts }: Need): number =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0)

export interface ErrorBand {
  readonly lowBytes: number
  readonly highBytes: number
}

/** Of what it takes on the GPU: the least and the most that it may be. */
export const errorBandOf = (need: Need): ErrorBand =>
  bandAround(
    needBytesOf(need),
    need.parts.filter(({ onGpuBytes }) => onGpuBytes > 0),
  )

/** The same of all that it takes. */
export const ramErrorBandOf = (need: Need): ErrorBand =>
  bandAround(needRamBytesOf(need), need.parts)

function bandAround(bytes: number, parts: readonly NeedPart[]): ErrorBand {
  const bands = parts.flatMap(({ band }) => band ?? [])
  return {
    lowBytes: Math.max(0, bytes - bands.reduce((sum, { lessBytes }) => sum + lessBytes, 0)),
    highBytes: bytes + bands.reduce((sum, { moreBytes }) => sum + moreBytes, 0),
  }
}

/** The weakest of its parts. */
export function basisOf({ parts }: Need): Basis {
  const order: readonly Basis[] = ['unknown', 'guess', 'upper bound', 'approximate', 'exact']
  return order.find((basis) => parts.some((part) => part.basis === basis)) ?? 'unknown'
}
