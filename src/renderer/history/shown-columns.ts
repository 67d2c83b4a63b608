import type { HistoryColumn } from '../../shared/history.ts'
import type { PlotToken } from '../charts/plot-ink.ts'
import type { PlotLine } from '../charts/time-plot.ts'

/** A line of the chart: `word` under `history.` is its name. */
export interface ShownColumn {
  readonly column: HistoryColumn
  readonly word: 'room' | 'inUse' | 'limit' | 'used' | 'swap' | 'watts'
  readonly token: PlotToken
  readonly shape: PlotLine['shape']
}

/** What models may have, and what they have of it. */
export const roomColumns: readonly ShownColumn[] = [
  { column: 'roomBytes', word: 'room', token: '--trail', shape: 'area' },
  { column: 'gpuInUseBytes', word: 'inUse', token: '--segment-programs', shape: 'line' },
  { column: 'limitBytes', word: 'limit', token: '--text', shape: 'stepped' },
]

/** What the machine has in use. */
export const machineColumns: readonly ShownColumn[] = [
  { column: 'usedBytes', word: 'used', token: '--segment-compressed', shape: 'line' },
  { column: 'swapUsedBytes', word: 'swap', token: '--segment-wired', shape: 'line' },
]

export const powerColumns: readonly ShownColumn[] = [
  { column: 'gpuWatts', word: 'watts', token: '--attention', shape: 'line' },
]
