import { styleText } from 'node:util'
import { isLoud, shownAlert } from '../../shared/alert-text.ts'
import type { Alert, Severity } from '../../shared/alert.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount } from '../../shared/units.ts'

type Style = Parameters<typeof styleText>[0]

/** In a terminal; more are a count: whoever wants them all reads the JSON. */
const terminalAlertCount = 12
const maxTitle = 120
const maxSentence = 600

/** Read before its colour is seen, and where there is none. */
export const markOf: Readonly<Record<Severity, string>> = {
  imminent: '!!',
  warning: '!',
  notice: '·',
}
const styleOf: Readonly<Record<Severity, Style>> = {
  imminent: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  notice: 'bold',
}

type Told = Pick<Snapshot, 'alerts' | 'findings' | 'atMs'>

/** What is to be said now, a line each, the worst first; empty where nothing is. */
export function alertLines({ alerts, findings, atMs }: Told): readonly string[] {
  const moreCount = alerts.length - terminalAlertCount
  return [
    ...alerts
      .slice(0, terminalAlertCount)
      .map((alert) => alertLine(alert, atMs, hasFinding(alert, findings) ? 'brief' : 'full')),
    ...(moreCount > 0 ? [`${formatCount(moreCount)} more`] : []),
  ]
}

/** Its finding has a line of its own, with the cause and the card. */
export const hasFinding = ({ about }: Alert, findings: Snapshot['findings']): boolean =>
  findings.some(({ id }) => id === about.findingId)

// !! gemma3:27b will not fit (about to fail): It needs 26.1 GB = 22.9 GB there are + 3.2 GB too much · try first: …
export function alertLine(
  alert: Alert,
  atMs: number,
  length: 'brief' | 'full',
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const { title, sentence, advice, severity, age, snoozed } = shownAlert(alert, atMs)
  const about = [severity, age, snoozed].filter((piece) => piece !== null).join(' · ')
  const isFull = length === 'full' && snoozed === null
  const head = styleText(styleOf[alert.severity], `${markOf[alert.severity]} ${shown(title)}`, {
    stream,
  })
  return [
    `${head} (${about})${isFull && sentence !== null ? `: ${withoutStop(sentence)}` : ''}`,
    ...(isFull && advice !== null ? [`try first: ${withoutStop(advice)}`] : []),
  ].join(' · ')
}

const shown = (title: string): string => printable(title, maxTitle)

/** Something may follow on the same line. */
const withoutStop = (text: string): string => printable(text, maxSentence).replace(/\.$/, '')

/** `!! gemma3:27b will not fit and 2 more`, for a line that is printed again and again; null where nothing is loud. */
export function worstAlertText(alerts: readonly Alert[]): string | null {
  const [worst, ...others] = alerts.filter(isLoud)
  if (worst === undefined) return null
  const more = others.length === 0 ? '' : ` and ${formatCount(others.length)} more`
  return `${markOf[worst.severity]} ${shown(worst.title)}${more}`
}
