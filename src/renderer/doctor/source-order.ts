import type { Source } from '../../shared/snapshot.ts'

/** How a source fares, what needs a person first. */
export const sourceStates = ['failed', 'stale', 'waiting', 'live', 'absent'] as const
export type SourceState = (typeof sourceStates)[number]

export function stateOf({ kind, isStale }: Pick<Source, 'kind' | 'isStale'>): SourceState {
  switch (kind) {
    case 'failed':
      return 'failed'
    case 'waiting':
      return 'waiting'
    case 'absent':
      return 'absent'
    case 'ok':
      return isStale ? 'stale' : 'live'
  }
}

/** By state; within one as the monitor asks them. */
export const inOrder = (sources: readonly Source[]): readonly Source[] =>
  sources.toSorted((a, b) => sourceStates.indexOf(stateOf(a)) - sourceStates.indexOf(stateOf(b)))

/** The share of the time in which Headroom waits for its answers; null: it is not asked again and again, or was not yet. */
export const shareOf = ({ tookMs, everyMs }: Pick<Source, 'tookMs' | 'everyMs'>): number | null =>
  tookMs === null || everyMs === null || everyMs <= 0 ? null : tookMs / everyMs

export type StateCounts = Readonly<Record<SourceState, number>>

export function countsOf(sources: readonly Source[]): StateCounts {
  const count = (state: SourceState): number =>
    sources.filter((source) => stateOf(source) === state).length
  return {
    failed: count('failed'),
    stale: count('stale'),
    waiting: count('waiting'),
    live: count('live'),
    absent: count('absent'),
  }
}
