import type { BlackBoxReport } from './black-box.ts'

/** The machine or a model has failed, or was about to: what a screen tells without being asked. All stand in the list. */
export function mattersOf({ end, last }: Pick<BlackBoxReport, 'end' | 'last'>): boolean {
  if (end !== 'ended') return true
  // whoever ends Headroom, or makes it, is not told so each time
  return (
    last !== null &&
    (last.state === 'full' || last.pressure === 'critical' || last.findings.length > 0)
  )
}

/** The one to tell of without being asked: the newest that matters and was not seen; null: there is none. */
export const untoldOf = (reports: readonly BlackBoxReport[]): BlackBoxReport | null =>
  reports.find((report) => !report.isSeen && mattersOf(report)) ?? null
