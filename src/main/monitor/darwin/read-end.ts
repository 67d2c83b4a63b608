import type { Reading } from '../../../shared/reading.ts'
import { isEngine } from '../../apps/engine.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Crash } from '../../probes/darwin/crash-report.ts'
import {
  parseDiagnosticReport,
  type DiagnosticReport,
  type Jetsam,
} from '../../probes/darwin/diagnostic-report.ts'
import type { GpuReset } from '../../probes/darwin/gpu-event-report.ts'
import { kernelMemoryLogOf, type KernelMemoryLog } from '../../probes/darwin/kernel-log.ts'
import type { Panic } from '../../probes/darwin/panic-report.ts'
import { parseNames } from '../../probes/names.ts'
import { read } from '../../probes/probe.ts'

/** A report of the system, and where it lies. */
export interface Found<T> {
  readonly report: T
  readonly path: string
  /** Of the report itself; else of its name, as if that were in UTC. */
  readonly atMs: number
}

/** What the system itself says of an end, the newest first. */
export interface SystemEnd {
  readonly panics: readonly Found<Panic>[]
  /** Only those in which a process was ended. */
  readonly jetsams: readonly Found<Jetsam>[]
  /** Of engines and of Headroom alone: nobody else's crash is anybody's business. */
  readonly crashes: readonly Found<Crash>[]
  readonly gpuResets: readonly Found<GpuReset>[]
  /** null: it could not be read (see `unread`). */
  readonly kernelLog: KernelMemoryLog | null
  /** Where nothing could be looked up: "cannot look" is not "there was none". */
  readonly unread: readonly Unread[]
}

export interface Unread {
  /** A file, a folder, or the kernel's log. */
  readonly place: string
  readonly reason: string
}

export interface EndWindow {
  /** Shortly before the last sign of life. */
  readonly sinceMs: number
  /** Now: macOS writes the report of a panic when it has started again, and that may be hours later. */
  readonly untilMs: number
  /** The folder of this user; null: not known. */
  readonly home: string | null
}

const systemFolder = '/Library/Logs/DiagnosticReports'
/** macOS moves reports there when it has sent them, or would have. */
const retired = 'Retired'
export const kernelLogPlace = "the kernel's log"

/** The log of the kernel is long: what ended a run stands in the first minutes. */
const longestLogMs = 10 * 60_000
/** A report of a machine with many processes has some megabytes. */
const maxBytes = 16 * 2 ** 20
/** Of one folder; of the machine's own ends first, and then the newest. */
const maxReports = 12
/** The time in a name is local, and no zone stands beside it. */
const widestZoneMs = 14 * 3_600_000

/**
 * Reads what macOS has written of an end: once, after it. A folder that may not be read is told as such. Never run on a Mac: forms
 * and places are those that others have published.
 */
export async function readEnd(asker: AskerAt, window: EndWindow): Promise<SystemEnd> {
  const { sinceMs, untilMs, home } = window
  const folders = [systemFolder, ...(home === null ? [] : [`${home}${systemFolder}`])]
  const [kernelLog, ...looked] = await Promise.all([
    read(asker, kernelMemoryLogOf(sinceMs, Math.min(untilMs, sinceMs + longestLogMs))),
    ...folders
      .flatMap((folder) => [folder, `${folder}/${retired}`])
      .map((folder) => lookInto(asker, folder, window)),
  ])
  const found = looked.flatMap((one) => one.found).toSorted((a, b) => b.atMs - a.atMs)
  return {
    ...sortedOut(found),
    kernelLog: kernelLog.kind === 'ok' ? kernelLog.value : null,
    unread: [
      ...looked.flatMap(({ unread }) => unread),
      ...(kernelLog.kind === 'ok' ? [] : [{ place: kernelLogPlace, reason: kernelLog.reason }]),
      ...(home === null
        ? [{ place: 'reports of this user', reason: 'its home is not known' }]
        : []),
    ],
  }
}

interface Looked {
  readonly found: readonly Found<DiagnosticReport>[]
  readonly unread: readonly Unread[]
}

async function lookInto(asker: AskerAt, folder: string, window: EndWindow): Promise<Looked> {
  const list = await read(asker, { question: { kind: 'dir', path: folder }, parse: parseNames })
  if (list.kind !== 'ok') return { found: [], unread: unreadOf(folder, list) }
  const names = list.value
    .flatMap((name) => {
      const timeMs = timeInName(name)
      return timeMs === null || !mayBeIn(timeMs, window) ? [] : [{ name, timeMs }]
    })
    // an app that crashes all day must not hide the one panic
    .toSorted((a, b) => Number(tellsEnd(b.name)) - Number(tellsEnd(a.name)) || b.timeMs - a.timeMs)
  const looked = await Promise.all(
    names
      .slice(0, maxReports)
      .map(({ name, timeMs }) => lookAt(asker, `${folder}/${name}`, timeMs)),
  )
  const leftCount = names.length - maxReports
  return {
    found: looked
      .flatMap(({ found }) => found)
      .filter(({ atMs }) => atMs >= window.sinceMs && atMs <= window.untilMs),
    unread: [
      ...looked.flatMap(({ unread }) => unread),
      ...(leftCount > 0
        ? [{ place: folder, reason: `${leftCount} other reports were left out` }]
        : []),
    ],
  }
}

async function lookAt(asker: AskerAt, path: string, timeMs: number): Promise<Looked> {
  const report = await read(asker, {
    question: { kind: 'file', path, maxBytes },
    parse: parseDiagnosticReport,
  })
  if (report.kind !== 'ok') return { found: [], unread: unreadOf(path, report) }
  const ownMs = report.value.kind === 'other' ? null : report.value.atMs
  return { found: [{ report: report.value, path, atMs: ownMs ?? timeMs }], unread: [] }
}

/** What is not there was not written: only a refusal, or a text of another form, is no look at all. */
const unreadOf = (place: string, reading: Exclude<Reading<unknown>, { kind: 'ok' }>): Unread[] =>
  reading.kind === 'absent' ? [] : [{ place, reason: reading.reason }]

// panic-full-2026-11-20-101112.0002.panic, panic-base-…, ….contents.panic, Kernel-2026-11-20-101112.panic, Kernel_…
// JetsamEvent-2026-11-20-101112.ips, gpuEvent-llama-server-2026-10-09-225904.ips, llama-server-2026-11-20-101112.ips
const named =
  /(?:^|[-_])(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)(\d\d)(?:[._-][\w.-]{0,40})?\.(?:panic|ips)$/

const tellsEnd = (name: string): boolean => /^(?:panic|kernel|jetsamevent)/i.test(name)

function timeInName(name: string): number | null {
  const [whole, year, month, day, hours, minutes, seconds] = named.exec(name) ?? []
  if (whole === undefined) return null
  const ms = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
  return Number.isNaN(ms) ? null : ms
}

const mayBeIn = (timeMs: number, { sinceMs, untilMs }: EndWindow): boolean =>
  timeMs >= sinceMs - widestZoneMs && timeMs <= untilMs + widestZoneMs

function sortedOut(
  found: readonly Found<DiagnosticReport>[],
): Pick<SystemEnd, 'panics' | 'jetsams' | 'crashes' | 'gpuResets'> {
  const panics: Found<Panic>[] = []
  const jetsams: Found<Jetsam>[] = []
  const crashes: Found<Crash>[] = []
  const gpuResets: Found<GpuReset>[] = []
  for (const { report, ...where } of found) {
    switch (report.kind) {
      case 'panic':
        panics.push({ report, ...where })
        break
      case 'jetsam':
        if (report.killed.length > 0) jetsams.push({ report, ...where })
        break
      case 'crash':
        if (isOfInterest(report)) crashes.push({ report, ...where })
        break
      case 'gpu-reset':
        gpuResets.push({ report, ...where })
        break
      case 'other':
    }
  }
  return { panics, jetsams, crashes, gpuResets }
}

/** Scripts run models too; which of them did, only their log tells. */
const othersOfInterest =
  /^(?:headroom\b.*|electron(?: helper.*)?|node|python[\d.]*|lm studio\b.*)$/i

const isOfInterest = ({ processName, fileName }: Crash): boolean =>
  [processName, fileName ?? ''].some((name) => isEngine(name) || othersOfInterest.test(name))
