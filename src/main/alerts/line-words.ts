import { formatBytes } from '../../shared/units.ts'
import { freshOf } from './fresh.ts'
import type { Unjudged } from './rule.ts'

/** ` within Metal's limit of 22.0 GB`, ` in RAM`: where room is told of. */
export function whereWords(
  line: 'gpu' | 'ram',
  { gpu, limit }: Pick<Unjudged, 'gpu' | 'limit'>,
): string {
  if (line === 'ram') return ' in RAM'
  const known = freshOf(limit)
  if (known === null) return ' on the GPU'
  const about = known.isEstimated ? 'about ' : ''
  const bytes = `${about}${formatBytes(known.limitBytes)}`
  const isUnified = gpu.kind === 'ok' && gpu.isUnified
  return isUnified ? ` within Metal's limit of ${bytes}` : ` in the ${bytes} of GPU memory`
}

/** Where the line lies; null: it is not known. */
export const lineBytesOf = (
  line: 'gpu' | 'ram',
  { limit, memory }: Pick<Unjudged, 'limit' | 'memory'>,
): number | null =>
  line === 'gpu' ? (freshOf(limit)?.limitBytes ?? null) : (freshOf(memory)?.totalBytes ?? null)
