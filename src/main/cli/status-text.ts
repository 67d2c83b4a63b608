import { styleText } from 'node:util'
import { printable } from '../../shared/printable.ts'
import {
  meaningOfMemoryKind,
  meaningOfState,
  nameOfPart,
  nameOfPressure,
  sentenceOf,
} from '../../shared/sentence.ts'
import { isNoticeableGrowth, memoryKindOf, shownAppCount, shownSwap } from '../../shared/showing.ts'
import type { App, Memory, Room, Snapshot, StateWord } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatCelsius,
  formatGrowth,
  formatRatio,
  formatRoom,
  formatSum,
  formatTimeOfDay,
  formatWatts,
} from '../../shared/units.ts'

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
    ...memoryLines(snapshot),
    '',
    ...factLines(snapshot),
    ...appLines(snapshot),
    ...troubleLines(snapshot),
  ].join('\n')
}

function memoryLines({ memory, room }: Snapshot): readonly string[] {
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
  return ['', bar(memory, room), `${legend.join(' · ')}  =  ${shown.total}`]
}

function bar(memory: Memory, room: Extract<Room, { kind: 'ok' }>): string {
  const cells = (bytes: number): number => Math.round((bytes / memory.totalBytes) * barWidth)
  const used = cells(memory.usedBytes)
  const held = Math.min(barWidth - used, cells(room.ramHeldBackBytes))
  return '█'.repeat(used) + '▒'.repeat(held) + '░'.repeat(barWidth - used - held)
}

function factLines(snapshot: Snapshot): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['pressure', pressureFact(snapshot)],
    ['swap', swapFact(snapshot)],
    ['gpu', gpuFact(snapshot)],
    ['disk', diskFact(snapshot)],
    ['heat', heatFact(snapshot)],
    ['battery', batteryFact(snapshot)],
  ]
  return facts.flatMap(([name, fact]) => (fact === null ? [] : [`${name.padEnd(9)} ${fact}`]))
}

function pressureFact({ pressure }: Snapshot): string | null {
  if (pressure.kind === 'absent') return null
  if (pressure.kind !== 'ok') return `not known: ${pressure.reason}`
  const stalled = `stalled for ${formatRatio(pressure.some10sRatio)} of the last 10 s`
  return `${nameOfPressure[pressure.level]} (${stalled})`
}

function swapFact({ swap }: Snapshot): string | null {
  if (swap.kind !== 'ok') return `not known: ${swap.reason}`
  const { value, note } = shownSwap(swap)
  return note === null ? value : `${value}, ${note}`
}

function gpuFact({ gpu, room }: Snapshot): string | null {
  if (gpu.kind !== 'ok') return gpu.kind === 'failed' ? `not known: ${gpu.reason}` : null
  const left =
    room.kind === 'ok' && room.gpuRoomBytes !== null ? formatRoom(room.gpuRoomBytes) : '?'
  const cards = gpu.devices.map((device) => {
    const watts = device.powerWatts === null ? '' : `, ${formatWatts(device.powerWatts)}`
    return `${printable(device.name)} ${formatBytes(device.inUseBytes)} of ${formatBytes(device.usableBytes)}${watts}`
  })
  return `${left} free; ${cards.join('; ')}`
}

function diskFact({ disk }: Snapshot): string | null {
  if (disk.kind !== 'ok') return disk.kind === 'failed' ? `not known: ${disk.reason}` : null
  return `${formatRoom(disk.freeBytes)} free of ${formatBytes(disk.totalBytes)} at ${printable(disk.path)}`
}

function heatFact({ thermal }: Snapshot): string | null {
  return thermal.kind === 'ok' ? `${formatCelsius(thermal.hottestCelsius)} at the hottest` : null
}

function batteryFact({ power }: Snapshot): string | null {
  if (power.kind !== 'ok' || power.batteryRatio === null) return null
  return `${formatRatio(power.batteryRatio)}${power.isOnBattery ? ', discharging' : ''}`
}

function appLines({ apps }: Snapshot): readonly string[] {
  const kind = memoryKindOf(apps)
  if (kind === null) return []
  const shown = apps.slice(0, shownAppCount)
  const rest = apps.slice(shownAppCount)
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return [
    '',
    styled('dim', `apps by memory (${meaningOfMemoryKind[kind]})`),
    ...shown.map(appLine),
    ...(rest.length === 0 ? [] : [`${formatBytes(restBytes).padStart(9)}  ${rest.length} more`]),
  ]
}

function appLine(app: App): string {
  const detail = app.detail === null ? '' : `  ${printable(app.detail)}`
  const count = app.processes.length === 1 ? '' : `  ${app.processes.length} processes`
  const growth = app.growthBytesPerMinute
  const growing = growth !== null && isNoticeableGrowth(growth) ? `  ${formatGrowth(growth)}` : ''
  return `${formatBytes(app.memoryBytes).padStart(9)}  ${printable(app.name)}${detail}${count}${growing}`
}

function troubleLines({ sources }: Snapshot): readonly string[] {
  const failed = sources.filter((source) => source.kind === 'failed')
  if (failed.length === 0) return []
  const names = failed.map((source) => `${source.title}: ${printable(source.reason ?? '')}`)
  return ['', `${styled('yellow', 'no answer from')} ${names.join('; ')}  (headroom doctor)`]
}

/** A Snapshot on one line, for `watch`. */
export function tickText(snapshot: Snapshot): string {
  const { pressure, swap, apps, room } = snapshot
  const biggest = apps[0]
  return [
    formatTimeOfDay(snapshot.atMs),
    styled(styleOfState[room.state], `${sentenceOf(snapshot)} · ${room.state}`),
    pressure.kind === 'ok' ? `pressure ${pressure.level}` : null,
    swap.kind === 'ok' && swap.usedBytes > 0 ? `swap ${formatBytes(swap.usedBytes)}` : null,
    biggest === undefined ? null : `most: ${appLine(biggest).trim().replace(/ {2}/g, ' ')}`,
  ]
    .filter((piece) => piece !== null)
    .join(' · ')
}
