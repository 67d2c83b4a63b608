import type { EndSignature } from '../../../shared/black-box.ts'
import { printable } from '../../../shared/printable.ts'
import { isEngine } from '../../apps/engine.ts'
import {
  kernelLogPlace,
  type Found,
  type SystemEnd,
  type Unread,
} from '../../monitor/darwin/read-end.ts'
import type { Crash } from '../../probes/darwin/crash-report.ts'
import type { Jetsam } from '../../probes/darwin/diagnostic-report.ts'
import type { KernelKill } from '../../probes/darwin/kernel-kill.ts'
import type { EndedBySystem, EndSigns } from './end-signs.ts'

const systemFolder = '/Library/Logs/DiagnosticReports'
const kernelLog = 'the log of the kernel'
const mostEnded = 8

/** What macOS says of an end: `pid` is Headroom's own of that time. Never run on a Mac. */
export function macSigns(found: SystemEnd, pid: number): EndSigns {
  const ended = endedIn(found)
  const own = found.crashes.filter(({ report }) => isOwn(report, pid))
  return {
    panics: found.panics.map(({ report, path }) => ({
      cause: report.cause,
      signature: { ...report.signature, from: path, process: report.taskName },
    })),
    ended,
    ownCrash: own.map(signatureOfCrash)[0] ?? null,
    others: [
      ...found.gpuResets.map(({ report, path }) => ({
        ...report.signature,
        from: path,
        process: report.processName,
      })),
      ...found.crashes.filter(({ report }) => !isOwn(report, pid)).map(signatureOfCrash),
    ],
    wouldTell: !found.unread.some(isOfPanics),
    unread: found.unread.map(unreadText),
  }
}

const isOwn = ({ processPid }: Crash, pid: number): boolean => processPid === pid

const signatureOfCrash = ({ report, path }: Found<Crash>): EndSignature => ({
  ...report.signature,
  from: path,
  process: report.processName,
})

/** The folder itself, or a report of a panic in it. */
const isOfPanics = ({ place }: Unread): boolean =>
  place === systemFolder || (place.startsWith(`${systemFolder}/`) && /panic|Kernel/.test(place))

function unreadText({ place, reason }: Unread): string {
  const what = place.startsWith('/')
    ? printable(place, 200)
    : place === kernelLogPlace
      ? 'The log of the kernel'
      : 'The folder of reports of this user'
  return `${what} cannot be read: ${reason}`
}

/** A report has more of it than the line of the log that tells the same. What has no name is nobody. */
function endedIn({ jetsams, kernelLog: log }: SystemEnd): readonly EndedBySystem[] {
  const ofReports = jetsams.toReversed().flatMap(endedInReport)
  const told = new Set(ofReports.map(({ pid }) => pid))
  const ofLog = (log?.kills ?? [])
    .filter(({ isHousekeeping, pid }) => !isHousekeeping && (pid === null || !told.has(pid)))
    .flatMap(endedByLine)
  return [...ofLog, ...ofReports].slice(-mostEnded)
}

const endedInReport = ({ report, path, atMs }: Found<Jetsam>): readonly EndedBySystem[] =>
  report.killed.flatMap(({ pid, name, reason, isForMemory, footprintBytes }) =>
    name === null
      ? []
      : [
          {
            ...named(name),
            pid,
            atMs,
            isForMemory,
            bytes: footprintBytes,
            reason: printable(reason, 60),
            signature: signatureOf('JetsamEvent', `${name} ${reason}`, path, name),
          },
        ],
  )

function endedByLine({ kind, pid, name, reason, ...kill }: KernelKill): readonly EndedBySystem[] {
  if (name === null) return []
  const text = `${kind} ${name}${reason === null ? '' : ` (${reason})`}`
  return [
    {
      ...named(name),
      pid,
      atMs: null,
      isForMemory: kill.isForMemory,
      bytes: kill.footprintBytes,
      reason: reason === null ? null : printable(reason, 60),
      signature: signatureOf('memorystatus', text, kernelLog, name),
    },
  ]
}

const named = (name: string): Pick<EndedBySystem, 'name' | 'isEngine'> => ({
  name: printable(name, 60),
  isEngine: isEngine(name),
})

const signatureOf = (name: string, text: string, from: string, process: string): EndSignature => ({
  name,
  text: printable(text, 200),
  from,
  process: printable(process, 60),
})
