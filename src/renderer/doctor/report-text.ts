import type { Doctor } from '../../shared/doctor.ts'
import { shownLimit } from '../../shared/facts.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot, Source } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatDate,
  formatRatio,
  formatSpan,
  formatTimeOfDay,
  formatTook,
} from '../../shared/units.ts'
import { withoutUsers } from '../../shared/without-users.ts'
import { inOrder, stateOf } from './source-order.ts'

/** Findings begin with a path, which may have 4096 characters. */
const maxLineLength = 6_000

/** All that the section says, for a bug report: in the language of recordings and logs, and without the names of users. */
export function reportOf(snapshot: Snapshot, examined: Doctor | null): string {
  const lines = [
    `Headroom doctor, ${formatDate(snapshot.atMs)} ${formatTimeOfDay(snapshot.atMs)}${snapshot.mode === 'replay' ? ' (a recording)' : ''}`,
    machineLine(snapshot),
    limitLine(snapshot),
    costLine(snapshot),
    ...(examined?.findings ?? []).map((finding) => `! ${finding}`),
    '',
    ...inOrder(snapshot.sources).map(sourceLine),
    ...(examined?.abilities ?? []).map(({ kind, title, reason }) =>
      [kind === 'ok' ? 'live' : kind, title, reason].filter((one) => one !== null).join('  '),
    ),
  ]
  return withoutUsers(lines.map((line) => printable(line, maxLineLength)).join('\n'))
}

const machineLine = ({ machine }: Snapshot): string =>
  machine.kind === 'ok'
    ? [machine.operatingSystem, machine.processor, machine.model]
        .filter((one) => one !== null)
        .join(' · ')
    : `machine: ${machine.reason}`

function limitLine({ limit, atMs }: Snapshot): string {
  if (limit.kind !== 'ok') return `limit: ${limit.reason}`
  const { value, note } = shownLimit(limit, atMs)
  return `limit: ${value}, ${note ?? ''}`
}

function costLine({ cost }: Snapshot): string {
  if (cost.kind !== 'ok') return `own cost: ${cost.reason}`
  const share = cost.cpuRatio === null ? '' : `${formatRatio(cost.cpuRatio)} of one core, `
  return `own cost: ${share}${formatBytes(cost.residentBytes)}`
}

function sourceLine(source: Source): string {
  const { id, title, reason, ageMs, tookMs, everyMs } = source
  const figures = [
    ageMs === null ? null : `answered ${formatSpan(ageMs)} ago`,
    everyMs === null ? null : `every ${formatSpan(everyMs)}`,
    tookMs === null ? null : `took ${formatTook(tookMs)}`,
  ].filter((one) => one !== null)
  const about = [reason, figures.join(', ')].filter((one) => one !== null && one !== '')
  return `${stateOf(source).padEnd(7)}  ${id}: ${title}  ${about.join('; ')}`
}
