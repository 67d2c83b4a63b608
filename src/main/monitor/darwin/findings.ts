import type { App } from '../../../shared/app.ts'
import { formatBytes } from '../../../shared/units.ts'
import type { DiagnosticReport } from '../../probes/darwin/diagnostic-report.ts'
import type { KernelMemoryLog } from '../../probes/darwin/kernel-log.ts'

/** What doctor says beside its sources. */
export interface Findings {
  readonly apps: readonly App[]
  /** null where the log, or the reports, could not be read: nothing is claimed then. */
  readonly kernelLog: KernelMemoryLog | null
  readonly reports: readonly DiagnosticReport[] | null
}

/** A sentence for each thing that is wrong: memory that ran out, and engines that run as Intel programs. */
export function findingsOf({ apps, kernelLog, reports }: Findings): readonly string[] {
  return [
    ...apps.filter(isTranslatedEngine).map(sentenceOfTranslated),
    ...(kernelLog === null ? [] : sentencesOfLog(kernelLog)),
    ...(reports ?? []).flatMap(sentencesOfReport),
  ]
}

const isTranslatedEngine = ({ iconName, processes }: App): boolean =>
  iconName === 'engine' && processes.some(({ isTranslated }) => isTranslated === true)

const sentenceOfTranslated = ({ name }: App): string =>
  `${name} runs under Rosetta, as an Intel program: install its build for Apple silicon`

function sentencesOfLog({ kills, swapFailures, isMemoryEmergency }: KernelMemoryLog) {
  if (!isMemoryEmergency) return []
  const killed = kills
    .filter(({ isHousekeeping, isOwnLimit }) => !isHousekeeping && !isOwnLimit)
    .map(({ name, pid, reason, footprintBytes }) => {
      const who = `${name ?? 'a process'}${pid === null ? '' : ` (${pid})`}`
      const size = footprintBytes === null ? '' : `, which had ${formatBytes(footprintBytes)}`
      return `macOS ended ${who} for memory in the last 10 minutes${size}${reason === null ? '' : `: ${reason}`}`
    })
  const swap = swapFailures.length === 0 ? [] : ['swap could not grow in the last 10 minutes']
  return [...killed, ...swap]
}

function sentencesOfReport(report: DiagnosticReport): readonly string[] {
  switch (report.kind) {
    case 'panic': {
      const at = report.timestampText === null ? '' : ` (${report.timestampText})`
      if (report.cause === 'other') return []
      const where = report.cause === 'memory' ? 'as memory was used up' : "in the GPU's driver"
      return [`the machine panicked ${where}${at}`]
    }
    case 'jetsam':
      return report.killed.map(({ name, reason, footprintBytes }) => {
        const size = footprintBytes === null ? '' : `, which had ${formatBytes(footprintBytes)}`
        const at = report.timestampText === null ? '' : ` (${report.timestampText})`
        return `macOS ended ${name ?? 'a process'} for memory${size}: ${reason}${at}`
      })
    case 'other':
      return []
  }
}
