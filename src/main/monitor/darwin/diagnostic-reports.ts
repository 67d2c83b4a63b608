import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import {
  parseDiagnosticReport,
  type DiagnosticReport,
} from '../../probes/darwin/diagnostic-report.ts'
import { parseNames } from '../../probes/names.ts'
import { read } from '../../probes/probe.ts'

const folder = '/Library/Logs/DiagnosticReports'
/** The names hold their time: panic-full-2026-11-20-101112.0002.panic, JetsamEvent-2026-11-20-101112.ips. */
const named =
  /^(?:panic-full-|panic-base-|Kernel|JetsamEvent-).*?(\d{4}-\d\d-\d\d-\d{6}).*\.(?:panic|ips)$/
/** Older ones were read by their time; a report of a machine with many processes has some megabytes. */
const maxReports = 4
const maxBytes = 16 * 2 ** 20

/**
 * The last reports of panics and of processes ended for memory, the newest first. A folder that may not be read is a failure:
 * "cannot look" is not "no panic". One that is of an unknown form is passed over.
 */
export async function readDiagnosticReports(
  asker: AskerAt,
): Promise<Reading<readonly DiagnosticReport[]>> {
  const list = await asker.ask({ kind: 'dir', path: folder })
  if (list.kind !== 'ok') return list
  const newest = parseNames(list.value)
    .flatMap((name) => ({ name, time: named.exec(name)?.[1] ?? null }))
    .filter(({ time }) => time !== null)
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))
    .slice(0, maxReports)
  const reports: DiagnosticReport[] = []
  for (const { name } of newest) {
    const report = await read(asker, {
      question: { kind: 'file', path: `${folder}/${name}`, maxBytes },
      parse: parseDiagnosticReport,
    })
    if (report.kind === 'ok') reports.push(report.value)
  }
  return { kind: 'ok', value: reports, atMs: asker.atMs, tookMs: asker.tookMs() }
}
