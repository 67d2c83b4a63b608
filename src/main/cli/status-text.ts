import { styleText } from 'node:util'
import { isIdleModelCounted, shownEngineLines } from '../../shared/engine-lines.ts'
import { factsOf } from '../../shared/facts.ts'
import { printable } from '../../shared/printable.ts'
import {
  meaningOfMemoryKind,
  meaningOfState,
  nameOfPart,
  sentenceOf,
} from '../../shared/sentence.ts'
import { memoryKindOf, shownAppCount } from '../../shared/showing.ts'
import { isLoud } from '../../shared/alert-text.ts'
import type { Alert } from '../../shared/alert.ts'
import type { Finding } from '../../shared/finding.ts'
import type { Gpu, Memory, Room, Snapshot, StateWord } from '../../shared/snapshot.ts'
import { formatBytes, formatSpan, formatSum, formatTimeOfDay } from '../../shared/units.ts'
import { alertLines, hasFinding, worstAlertText } from './alert-lines.ts'
import { appLine } from './app-line.ts'
import { suggestionLine } from './relief-lines.ts'
import { createNewFindingLines, findingLines, newestFindingText } from './finding-lines.ts'
import { firstLoadText, loadLines } from './load-lines.ts'
import { biggestModelText, modelLines } from './model-lines.ts'

type Style = Parameters<typeof styleText>[0]
/** Styled only where the output is a terminal that wants it (NO_COLOR, pipes). */
const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout })

const styleOfState: Readonly<Record<StateWord, Style>> = {
  plenty: 'bold',
  tight: ['bold', 'yellow'],
  full: ['bold', 'red'],
  unknown: ['bold', 'dim'],
}

const barWidth = 48

/** A Snapshot for people, in a terminal. */
export function statusText(snapshot: Snapshot): string {
  const { room } = snapshot
  const head = styled(styleOfState[room.state], `${sentenceOf(snapshot)} · ${room.state}`)
  return [
    `${head}  (${meaningOfState(room)})`,
    ...alertSection(snapshot),
    ...suggestionSection(snapshot),
    ...memoryLines(snapshot),
    '',
    ...factLines(snapshot),
    ...findingSection(snapshot),
    ...loadSection(snapshot),
    ...modelSection(snapshot),
    ...appLines(snapshot),
    ...troubleLines(snapshot),
  ].join('\n')
}

function memoryLines(snapshot: Snapshot): readonly string[] {
  const { memory, room } = snapshot
  if (memory.kind !== 'ok' || room.kind !== 'ok') return []
  const names = [...memory.parts.map((part) => nameOfPart[part.kind]), 'held back', 'room']
  const bytes = [
    ...memory.parts.map((part) => part.bytes),
    room.ramHeldBackBytes,
    room.ramRoomBytes,
  ]
  const shown = formatSum(bytes, bytes.length - 1)
  const legend = names
    .map((name, index) => `${name} ${shown.parts[index] ?? ''}`)
    .filter((_, index) => (bytes[index] ?? 0) > 0 || index === bytes.length - 1)
  return [
    '',
    bar(memory, room),
    `${legend.join(' · ')}  =  ${shown.total}`,
    ...gpuLines(snapshot, room),
  ]
}

/** What the GPU may have, beside what it has, and what engines do beyond; several cards by name. */
function gpuLines(
  { gpu, limit }: Snapshot,
  room: Extract<Room, { kind: 'ok' }>,
): readonly string[] {
  if (gpu.kind !== 'ok' || room.gpuRoomBytes === null) return []
  const lines = limit.kind === 'ok' ? shownEngineLines(limit).map(({ text }) => text) : []
  return [
    `GPU ${gpuSum(gpu, room)}  (${cardsOf(gpu)})`,
    ...(limit.kind === 'ok' && isIdleModelCounted(gpu, limit)
      ? [
          `in use is the most of 3 min, as an idle model drops out; now: ${formatBytes(gpu.inUseNowBytes)}`,
        ]
      : []),
    ...(lines.length === 0 ? [] : [lines.join(' · ')]),
  ]
}

function gpuSum(gpu: Gpu, room: Extract<Room, { kind: 'ok' }>): string {
  const beyondBytes = gpu.beyondLimitBytes ?? 0
  if (beyondBytes > 0) {
    const { parts, total } = formatSum([gpu.inUseBytes - beyondBytes, beyondBytes])
    const [limit = '', beyond = ''] = parts
    return `in use ${total}  =  limit ${limit} · beyond it ${beyond}`
  }
  const bytes = [gpu.inUseBytes, room.gpuHeldBackBytes, room.gpuRoomBytes ?? 0]
  const { parts, total } = formatSum(bytes, bytes.length - 1)
  const [inUse = '', heldBack = '', left = ''] = parts
  const held = room.gpuHeldBackBytes > 0 ? ` · held back ${heldBack}` : ''
  return `in use ${inUse}${held} · room ${left}  =  ${total}`
}

const cardsOf = ({ devices }: Gpu): string =>
  devices
    .map(({ name, inUseBytes }) =>
      devices.length === 1 ? printable(name) : `${printable(name)} ${formatBytes(inUseBytes)}`,
    )
    .join(', ')

function bar(memory: Memory, room: Extract<Room, { kind: 'ok' }>): string {
  const cells = (bytes: number): number => Math.round((bytes / memory.totalBytes) * barWidth)
  const used = cells(memory.usedBytes)
  const held = Math.min(barWidth - used, cells(room.ramHeldBackBytes))
  return '█'.repeat(used) + '▒'.repeat(held) + '░'.repeat(barWidth - used - held)
}

function factLines(snapshot: Snapshot): readonly string[] {
  return factsOf(snapshot).map(({ name, value, note, trouble }) => {
    const why = trouble === null ? '' : `: ${printable(trouble)}`
    const beside = note === null ? '' : ` (${printable(note)})`
    return `${name.toLowerCase().padEnd(9)} ${value}${why}${beside}`
  })
}

function alertSection(snapshot: Snapshot): readonly string[] {
  const lines = alertLines(snapshot)
  return lines.length === 0 ? [] : ['', styled('dim', 'alerts'), ...lines]
}

function suggestionSection({ suggestion }: Snapshot): readonly string[] {
  return suggestion === null ? [] : ['', suggestionLine(suggestion)]
}

function findingSection(snapshot: Snapshot): readonly string[] {
  const lines = findingLines(snapshot)
  return lines.length === 0 ? [] : ['', styled('dim', 'findings'), ...lines]
}

function loadSection(snapshot: Snapshot): readonly string[] {
  const lines = loadLines(snapshot)
  return lines.length === 0 ? [] : ['', styled('dim', 'loads'), ...lines]
}

function modelSection(snapshot: Snapshot): readonly string[] {
  const lines = modelLines(snapshot)
  return lines.length === 0
    ? []
    : ['', styled('dim', `models${oldAgo(snapshot, 'servers')}`), ...lines]
}

/** `, as of 12 s ago` where a source's last answer is too old; else nothing. */
function oldAgo({ sources }: Snapshot, id: string): string {
  const source = sources.find((one) => one.id === id)
  const isOld = source?.isStale === true && source.ageMs !== null
  return isOld ? `, as of ${formatSpan(source.ageMs)} ago` : ''
}

function appLines(snapshot: Snapshot): readonly string[] {
  const { apps } = snapshot
  const kind = memoryKindOf(apps)
  if (kind === null) return []
  const shown = apps.slice(0, shownAppCount)
  const rest = apps.slice(shownAppCount)
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return [
    '',
    styled('dim', `apps by memory (${meaningOfMemoryKind[kind]})${oldAgo(snapshot, 'processes')}`),
    ...shown.map(appLine),
    ...(rest.length === 0 ? [] : [`${formatBytes(restBytes).padStart(9)}  ${rest.length} more`]),
  ]
}

function troubleLines({ sources }: Snapshot): readonly string[] {
  const failed = sources.filter((source) => source.kind === 'failed')
  if (failed.length === 0) return []
  const names = failed.map((source) => `${source.title}: ${source.reason ?? ''}`)
  return ['', `${styled('yellow', 'no answer from')} ${names.join('; ')}  (headroom doctor)`]
}

/** A Snapshot on one line, for `watch`, and a line for each finding that is new in it. */
export function createTickText(): (snapshot: Snapshot) => string {
  const newLines = createNewFindingLines()
  return (snapshot) => {
    const at = formatTimeOfDay(snapshot.atMs)
    return [tickText(snapshot), ...newLines(snapshot).map((line) => `${at} ${line}`)].join('\n')
  }
}

export function tickText(snapshot: Snapshot): string {
  const { pressure, swap, apps, room } = snapshot
  const biggest = apps[0]
  return [
    formatTimeOfDay(snapshot.atMs),
    styled(styleOfState[room.state], `${sentenceOf(snapshot)} · ${room.state}`),
    pressure.kind === 'ok' && !pressure.isStale ? `pressure ${pressure.level}` : null,
    swap.kind === 'ok' && swap.usedBytes > 0 ? `swap ${formatBytes(swap.usedBytes)}` : null,
    worstAlertText(snapshot.alerts),
    newestFindingText({ findings: snapshot.findings.filter(isUntold(snapshot.alerts)) }),
    firstLoadText(snapshot),
    biggestModelText(snapshot),
    biggest === undefined ? null : `most: ${appLine(biggest).trim().replace(/ {2}/g, ' ')}`,
  ]
    .filter((piece) => piece !== null)
    .join(' · ')
}

/** The alert that it has brought stands on the same line. */
const isUntold =
  (alerts: readonly Alert[]) =>
  (finding: Finding): boolean =>
    !alerts.some((alert) => isLoud(alert) && hasFinding(alert, [finding]))
