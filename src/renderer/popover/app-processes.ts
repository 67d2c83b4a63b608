import type { App, AppProcess } from '../../shared/app.ts'
import { formatSum } from '../../shared/units.ts'

export interface ShownProcess {
  readonly process: AppProcess
  readonly figure: string
}

export interface ShownProcesses {
  readonly processes: readonly ShownProcess[]
  /** Those behind them; null: there are none. */
  readonly rest: { readonly count: number; readonly figure: string } | null
}

/** The biggest stand by name. */
const shownProcessCount = 8

/** What an app is made of, the biggest first. The figures are of one unit, and add up to the app's own. */
export function shownProcesses({ processes }: Pick<App, 'processes'>): ShownProcesses {
  const sorted = processes.toSorted((a, b) => b.memoryBytes - a.memoryBytes)
  const first = sorted.slice(0, shownProcessCount)
  const others = sorted.slice(shownProcessCount)
  const restBytes = others.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  const { parts } = formatSum([...first.map(({ memoryBytes }) => memoryBytes), restBytes])
  return {
    processes: first.map((process, at) => ({ process, figure: parts[at] ?? '' })),
    rest: others.length === 0 ? null : { count: others.length, figure: parts.at(-1) ?? '' },
  }
}
