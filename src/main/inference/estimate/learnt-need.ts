import { formatFactor } from '../../../shared/units.ts'
import { exactly, type Band, type Need, type NeedPart, type PartName } from './need.ts'

export type PartKey = `${PartName}Bytes`

/** What real loads of a model by an engine have shown, against what was estimated for them. */
export interface Correction {
  readonly loads: number
  /** What the estimate of a part is multiplied by. */
  readonly ratios: Readonly<Partial<Record<PartKey, number>>>
  /** The least and the most that was seen of it. */
  readonly seen: Readonly<Partial<Record<PartKey, SeenRatios>>>
}

export interface SeenRatios {
  readonly low: number
  readonly high: number
}

/** The same need where nothing was learnt of any of its parts. */
export function learntNeed(need: Need, correction: Correction | null): Need {
  // sizes of a draft model are reported together with the model's
  if (correction === null || need.parts.some(({ name }) => name === 'draft')) return need
  const parts = need.parts.map((part) => learntPart(part, correction))
  return parts.every((part, index) => part === need.parts[index]) ? need : { ...need, parts }
}

function learntPart(part: NeedPart, { loads, ratios, seen }: Correction): NeedPart {
  const key: PartKey = `${part.name}Bytes`
  const [ratio = 1, range] = [ratios[key], seen[key]]
  const cannotBeTold = part.basis === 'unknown' || part.basis === 'guess'
  if (range === undefined || ratio === 1 || cannotBeTold || part.bytes === 0) return part
  const scaled = (bytes: number): number => Math.round(bytes * ratio)
  const onGpuBytes = scaled(part.onGpuBytes)
  return {
    ...part,
    bytes: onGpuBytes + scaled(part.bytes - part.onGpuBytes),
    onGpuBytes,
    band: bandOf(part, ratio, { ...range, loads }),
    basis: part.basis === 'exact' ? 'approximate' : part.basis,
    formula: [part.formula, formatFactor(ratio)].filter((text) => text !== '').join(' '),
  }
}

/** After so many loads what they have shown counts more than what was thought before. */
const enoughLoads = 3

/** No narrower than what was seen, and what was estimated stays in it. */
function bandOf(
  { bytes, band }: NeedPart,
  ratio: number,
  { low, high, loads }: SeenRatios & Pick<Correction, 'loads'>,
): Band {
  const before = loads < enoughLoads ? (band ?? exactly) : exactly
  const least = Math.min(bytes - before.lessBytes, bytes * Math.min(low, ratio, 1))
  const most = Math.max(bytes + before.moreBytes, bytes * Math.max(high, ratio, 1))
  return {
    lessBytes: Math.max(0, Math.round(bytes * ratio - least)),
    moreBytes: Math.max(0, Math.round(most - bytes * ratio)),
  }
}

/** By how much parts that came to so much change all of it. */
export function learntFactor(
  parts: readonly { readonly key: PartKey; readonly bytes: number }[],
  correction: Correction | null,
): number {
  if (correction === null) return 1
  const sumOf = (bytesOf: (part: { readonly key: PartKey; readonly bytes: number }) => number) =>
    parts.reduce((sum, part) => sum + bytesOf(part), 0)
  const estimated = sumOf(({ bytes }) => bytes)
  const learnt = sumOf(({ key, bytes }) => bytes * (correction.ratios[key] ?? 1))
  return estimated === 0 ? 1 : learnt / estimated
}
