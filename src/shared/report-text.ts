import type { Report, ReportPartKind } from './report.ts'
import { formatBytes, formatCount } from './units.ts'

/** What a part of a report says. */
export const reportPartText: Readonly<Record<ReportPartKind, string>> = {
  about: 'the version of Headroom, and what it runs on',
  doctor: 'facts of the machine, and every source: live, absent or failed, and why',
  snapshot: 'the machine at this moment: room, apps, servers, models and alerts',
  settings: 'what was chosen, without keys',
  findings: 'failures that logs of engines tell of, by the line that tells it',
  history: 'what was measured and what happened in the last 24 hours',
  acts: 'what Headroom has done',
  learnt: 'what real loads have taught',
  'black-boxes': 'what was found after ends that were no ordinary ones',
  recording: 'the last ten minutes, for headroom replay',
}

/** What no part holds, and what all may. */
export const reportRemovedText =
  'Taken out are the names of users and of this machine, keys, passwords and tokens, IP and e-mail addresses, serial numbers and prompts.'
export const reportKeptText =
  'Names of apps, models, folders and web servers stay: look through it before you send it.'

/** `headroom-report-2026-11-22.zip` */
export const reportFileName = (day: string): string => `headroom-report-${day}.zip`

/** The contents as a terminal and the archive show them. */
export function reportLines({ parts, missing }: Omit<Report, 'zipBase64'>): readonly string[] {
  const width = Math.max(0, ...[...parts, ...missing].map(({ name }) => name.length))
  return [
    ...parts.map(
      ({ name, kind, bytes, removedCount }) =>
        `${name.padEnd(width)}  ${formatBytes(bytes).padStart(8)}  ${reportPartText[kind]}${removedNote(removedCount)}`,
    ),
    ...missing.map(({ name, reason }) => `${name.padEnd(width)}  ${'–'.padStart(8)}  ${reason}`),
  ]
}

const removedNote = (count: number): string =>
  count === 0
    ? ''
    : ` (something taken out in ${count === 1 ? '1 place' : `${formatCount(count)} places`})`
