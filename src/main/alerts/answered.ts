import type { Unjudged } from './rule.ts'

/** Who runs which models is not of now. */
export const areServersLost = ({ sources }: Pick<Unjudged, 'sources'>): boolean =>
  sources.some(({ id, kind, isStale }) => id === 'servers' && (kind === 'failed' || isStale))

/** When a source answered last; null where it does not answer any more, or has not yet. */
export function answeredAtMs(
  id: string,
  { sources, atMs }: Pick<Unjudged, 'sources' | 'atMs'>,
): number | null {
  const source = sources.find((one) => one.id === id)
  if (source === undefined || source.ageMs === null) return null
  return source.kind === 'ok' && !source.isStale ? atMs - source.ageMs : null
}
