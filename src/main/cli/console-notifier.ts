import { actedText } from '../../shared/acted-text.ts'
import { createAlertNews } from '../../shared/alert-news.ts'
import { snoozedText } from '../../shared/alert-text.ts'
import type { Alert } from '../../shared/alert.ts'
import type { ActId, AlertId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatSpan, formatTimeOfDay } from '../../shared/units.ts'
import { alertLine, hasFinding } from './alert-lines.ts'
import { say } from './output.ts'

export interface NewsOptions {
  readonly stream: NodeJS.WriteStream
  /** Findings are told beside: an alert that one has brought is not told again. */
  readonly besideFindings: boolean
}

type Told = Pick<Snapshot, 'alerts' | 'findings' | 'atMs'>

/** A line for each alert that has come up, become worse or gone since the Snapshot before. */
export function createNewAlertLines({
  stream,
  besideFindings,
}: NewsOptions): (snapshot: Told) => readonly string[] {
  const told = new Map<AlertId, Alert>()
  let lines: string[] = []
  let atMs = 0
  let now: readonly Alert[] = []
  const news = createAlertNews({
    show: (alert) => {
      told.set(alert.id, alert)
      lines.push(alertLine(alert, atMs, 'full', stream))
    },
    withdraw: (id) => {
      const before = told.get(id)
      if (before !== undefined) lines.push(goneLine(before, now, atMs))
    },
  })
  return (snapshot) => {
    lines = []
    atMs = snapshot.atMs
    now = besideFindings
      ? snapshot.alerts.filter((alert) => !hasFinding(alert, snapshot.findings))
      : snapshot.alerts
    news(now)
    const isThere = new Set(now.map(({ id }) => id))
    for (const id of told.keys()) if (!isThere.has(id)) told.delete(id)
    return lines.map((line) => `${formatTimeOfDay(atMs)} ${line}`)
  }
}

// over: gemma3:27b will not fit (after 4 min)
function goneLine({ id, title, sinceMs }: Alert, now: readonly Alert[], atMs: number): string {
  const name = printable(title)
  const still = now.find((alert) => alert.id === id)
  if (still === undefined) return `over: ${name} (after ${formatSpan(atMs - sinceMs)})`
  if (still.snoozed !== null) return `${snoozedText(still.snoozed)}: ${name}`
  return `not known any more: ${name}`
}

type Acting = Pick<Snapshot, 'acted' | 'atMs'>

/** A line where Headroom has done something by itself since the Snapshot before. */
export function createNewActedLines(): (snapshot: Acting) => readonly string[] {
  let told: ActId | null = null
  return ({ acted, atMs }) => {
    if (acted === null || acted.id === told) return []
    told = acted.id
    return [`${formatTimeOfDay(atMs)} ${actedText(acted)}`]
  }
}

/** For a shell that prints nothing else: on standard error. */
export function createConsoleNews(
  write: (line: string) => void = say,
): (snapshot: Told & Acting) => void {
  const newAlertLines = createNewAlertLines({ stream: process.stderr, besideFindings: false })
  const newActedLines = createNewActedLines()
  return (snapshot) =>
    [...newActedLines(snapshot), ...newAlertLines(snapshot)].forEach((line) => write(line))
}
