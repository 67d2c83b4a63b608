import type { App } from '../../../shared/app.ts'
import type { Pid } from '../../../shared/ids.ts'
import { formatBytes, formatSpan } from '../../../shared/units.ts'
import type { DiagnosticReport } from '../../probes/darwin/diagnostic-report.ts'
import type { KernelMemoryLog } from '../../probes/darwin/kernel-log.ts'

/** What doctor says beside its sources. */
export interface Findings {
  readonly atMs: number
  readonly apps: readonly App[]
  /** Headroom itself runs under Rosetta. */
  readonly isTranslated: boolean
  /** null where the log, or the reports, could not be read: nothing is claimed then. */
  readonly kernelLog: KernelMemoryLog | null
  readonly reports: readonly DiagnosticReport[] | null
}

/** A sentence for each thing that is wrong: memory that ran out, and engines that run as Intel programs. */
export function findingsOf({
  atMs,
  apps,
  isTranslated,
  kernelLog,
  reports,
}: Findings): readonly string[] {
  return [
    ...(isTranslated ? [ownTranslation] : []),
    ...apps.filter(isTranslatedEngine).map(sentenceOfTranslated),
    ...(kernelLog === null ? [] : sentencesOfLog(kernelLog)),
    ...(reports ?? []).flatMap((report) => sentencesOfReport(report, atMs)),
  ]
}

const ownTranslation = 'Headroom itself runs under Rosetta: start it with a Node for Apple silicon'

const isTranslatedEngine = ({ iconName, processes }: App): boolean =>
  iconName === 'engine' && processes.some(({ isTranslated }) => isTranslated === true)

const sentenceOfTranslated = ({ name }: App): string =>
  `${name} runs under Rosetta, as an Intel program: install its build for Apple silicon`

function sentencesOfLog({ kills, swapFailures, isMemoryEmergency }: KernelMemoryLog) {
  if (!isMemoryEmergency) return []
  const killed = kills
    .filter(({ isForMemory }) => isForMemory)
    .map(
      ({ name, pid, reason, footprintBytes }) =>
        `macOS ended ${whoIs(name, pid)} for memory in the last 10 minutes` +
        `${whatItHad(footprintBytes)}${reason === null ? '' : `: ${reason}`}`,
    )
  const swap = swapFailures.length === 0 ? [] : ['swap could not grow in the last 10 minutes']
  return [...killed, ...swap]
}

const whoIs = (name: string | null, pid: Pid | null): string =>
  `${name ?? 'a process'}${pid === null ? '' : ` (${pid})`}`
const whatItHad = (footprintBytes: number | null): string =>
  footprintBytes === null ? '' : `, which had ${formatBytes(footprintBytes)}`

/** Older reports are history, and no more what is wrong. */
const reportMaxAgeMs = 24 * 3_600_000

function sentencesOfReport(report: DiagnosticReport, atMs: number): readonly string[] {
  // of a crash and of a reset of the GPU the log of the program tells more
  if (report.kind === 'other' || report.kind === 'crash' || report.kind === 'gpu-reset') return []
  if (report.atMs === null || atMs - report.atMs > reportMaxAgeMs) return []
  const ago = `${formatSpan(atMs - report.atMs)} ago`
  switch (report.kind) {
    case 'panic': {
      if (report.cause === 'other') return []
      const where = report.cause === 'memory' ? 'as memory was used up' : "in the GPU's driver"
      return [`the machine panicked ${where}, ${ago}`]
    }
    case 'jetsam':
      return report.killed
        .filter(({ isForMemory }) => isForMemory)
        .map(
          ({ name, pid, reason, footprintBytes }) =>
            `macOS ended ${whoIs(name, pid)} for memory ${ago}${whatItHad(footprintBytes)}: ${reason}`,
        )
  }
}
