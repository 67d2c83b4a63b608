import { styleText } from 'node:util'
import { printable } from '../../shared/printable.ts'
import {
  agoOf,
  meaningOfMemoryKind,
  meaningOfState,
  nameOfPart,
  nameOfPressure,
  sentenceOf,
} from '../../shared/sentence.ts'
import { isNoticeableGrowth, memoryKindOf, shownAppCount, shownSwap } from '../../shared/showing.ts'
import type { App, Gpu, Memory, Part, Room, Snapshot, StateWord } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatCelsius,
  formatGrowth,
  formatRatio,
  formatRoom,
  formatSpan,
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

/** A part's fact, with its age where it is old; nothing where there is no such thing. */
function factOf<T extends object>(
  part: Part<T>,
  atMs: number,
  show: (value: T) => string,
): string | null {
  if (part.kind === 'failed') return `not known: ${part.reason}`
  if (part.kind !== 'ok') return null
  const ago = agoOf(part, atMs)
  return ago === null ? show(part) : `${show(part)}, ${ago}`
}

function factLines({ atMs, room, ...snapshot }: Snapshot): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    [
      'pressure',
      factOf(snapshot.pressure, atMs, ({ level, some10sRatio }) => {
        const stalled = `stalled for ${formatRatio(some10sRatio)} of the last 10 s`
        return `${nameOfPressure[level]} (${stalled})`
      }),
    ],
    [
      'swap',
      factOf(snapshot.swap, atMs, (swap) => {
        const { value, note } = shownSwap(swap)
        return note === null ? value : `${value}, ${note}`
      }),
    ],
    ['gpu', factOf(snapshot.gpu, atMs, (gpu) => gpuFact(gpu, room))],
    [
      'disk',
      factOf(snapshot.disk, atMs, ({ freeBytes, totalBytes, path }) => {
        return `${formatRoom(freeBytes)} free of ${formatBytes(totalBytes)} at ${printable(path)}`
      }),
    ],
    [
      'heat',
      factOf(snapshot.thermal, atMs, ({ hottestCelsius }) => {
        return `${formatCelsius(hottestCelsius)} at the hottest`
      }),
    ],
    [
      'battery',
      factOf(snapshot.power, atMs, ({ batteryRatio, isOnBattery }) => {
        const level = batteryRatio === null ? 'level not known' : formatRatio(batteryRatio)
        return `${level}${isOnBattery ? ', discharging' : ''}`
      }),
    ],
  ]
  return facts.flatMap(([name, fact]) => (fact === null ? [] : [`${name.padEnd(9)} ${fact}`]))
}

function gpuFact({ devices }: Gpu, room: Room): string {
  const left =
    room.kind === 'ok' && room.gpuRoomBytes !== null ? formatRoom(room.gpuRoomBytes) : '?'
  const cards = devices.map((device) => {
    const watts = device.powerWatts === null ? '' : `, ${formatWatts(device.powerWatts)}`
    return `${printable(device.name)} ${formatBytes(device.inUseBytes)} of ${formatBytes(device.usableBytes)}${watts}`
  })
  return `${left} free; ${cards.join('; ')}`
}

function appLines({ apps, sources }: Snapshot): readonly string[] {
  const kind = memoryKindOf(apps)
  if (kind === null) return []
  const list = sources.find((source) => source.id === 'processes')
  const isOld = list?.isStale === true && list.ageMs !== null
  const ago = isOld ? `, as of ${formatSpan(list.ageMs)} ago` : ''
  const shown = apps.slice(0, shownAppCount)
  const rest = apps.slice(shownAppCount)
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return [
    '',
    styled('dim', `apps by memory (${meaningOfMemoryKind[kind]})${ago}`),
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
  const names = failed.map((source) => `${source.title}: ${source.reason ?? ''}`)
  return ['', `${styled('yellow', 'no answer from')} ${names.join('; ')}  (headroom doctor)`]
}

/** A Snapshot on one line, for `watch`. */
export function tickText(snapshot: Snapshot): string {
  const { pressure, swap, apps, room } = snapshot
  const biggest = apps[0]
  return [
    formatTimeOfDay(snapshot.atMs),
    styled(styleOfState[room.state], `${sentenceOf(snapshot)} · ${room.state}`),
    pressure.kind === 'ok' && !pressure.isStale ? `pressure ${pressure.level}` : null,
    swap.kind === 'ok' && swap.usedBytes > 0 ? `swap ${formatBytes(swap.usedBytes)}` : null,
    biggest === undefined ? null : `most: ${appLine(biggest).trim().replace(/ {2}/g, ' ')}`,
  ]
    .filter((piece) => piece !== null)
    .join(' · ')
}
