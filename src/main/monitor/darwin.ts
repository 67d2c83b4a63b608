import type { Host } from '../host/host.ts'
import { findingsOf } from './darwin/findings.ts'
import { createDarwinFold } from './darwin/fold.ts'
import { createDarwinSources } from './darwin/sources.ts'
import type { Senses, SensesOptions } from './senses.ts'

/** The senses of macOS: its probes, and how their answers become a Snapshot. */
export function createDarwinSenses(host: Host, options: SensesOptions): Senses {
  const sources = createDarwinSources(host)
  return {
    sources: Object.values(sources),
    fold: createDarwinFold(sources, options),
    findings: ({ atMs, apps }) =>
      findingsOf({
        atMs,
        apps,
        isTranslated: sources.machineSysctl.goodAt(atMs)?.value.isTranslated === true,
        kernelLog: sources.kernelLog.goodAt(atMs)?.value ?? null,
        reports: sources.diagnosticReports.goodAt(atMs)?.value ?? null,
      }),
  }
}
