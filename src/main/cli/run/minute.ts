import type { StateWord, PressureLevel, Snapshot } from '../../../shared/snapshot.ts'
import { formatBytes, formatRoom } from '../../../shared/units.ts'

const minuteMs = 60_000
/** At a Snapshot a second, with some that come early. */
const maxMoments = 80

/** What the machine was like at one moment of a run; null for what is not known. */
export interface Moment {
  readonly atMs: number
  readonly state: StateWord
  readonly roomBytes: number | null
  readonly ramRoomBytes: number | null
  readonly gpuRoomBytes: number | null
  readonly gpuInUseBytes: number | null
  readonly swapUsedBytes: number | null
  readonly pressure: PressureLevel | null
  /** Of the program and those that were started with it. */
  readonly programBytes: number | null
}

export function momentOf(snapshot: Snapshot, programPid: number | null): Moment {
  const { atMs, room, gpu, swap, pressure, apps } = snapshot
  const app = apps.find(({ processes }) => processes.some(({ pid }) => pid === programPid))
  const isKnown = room.kind === 'ok'
  return {
    atMs,
    state: room.state,
    roomBytes: isKnown ? room.roomBytes : null,
    ramRoomBytes: isKnown ? room.ramRoomBytes : null,
    gpuRoomBytes: isKnown ? room.gpuRoomBytes : null,
    gpuInUseBytes: gpu.kind === 'ok' ? gpu.inUseNowBytes : null,
    swapUsedBytes: swap.kind === 'ok' ? swap.usedBytes : null,
    pressure: pressure.kind === 'ok' ? pressure.level : null,
    programBytes: app?.memoryBytes ?? null,
  }
}

/** The last minute, and no more. */
export interface Minute {
  note(moment: Moment): void
  moments(): readonly Moment[]
}

export function createMinute(): Minute {
  let moments: readonly Moment[] = []
  return {
    note: (moment) => {
      moments = [...moments, moment]
        .filter(({ atMs }) => Math.abs(moment.atMs - atMs) <= minuteMs)
        .slice(-maxMoments)
    },
    moments: () => moments,
  }
}

/** As many as are read at a glance: the last one, and others evenly before it. */
const shownMoments = 12

interface Column {
  readonly title: string
  readonly of: (moment: Moment) => number | null
  readonly format: (bytes: number) => string
}
const columns: readonly Column[] = [
  { title: 'room', of: ({ roomBytes }) => roomBytes, format: formatRoom },
  { title: 'GPU in use', of: ({ gpuInUseBytes }) => gpuInUseBytes, format: formatBytes },
  { title: 'swap', of: ({ swapUsedBytes }) => swapUsedBytes, format: formatBytes },
  { title: 'program', of: ({ programBytes }) => programBytes, format: formatBytes },
]
const unknown = '–'

// before the end    room   swap  program
//          −54 s  8.8 GB    0 B   1.2 GB
/** A table: when, and what of memory, as far as it was told; empty where nothing was seen. */
export function minuteTable(moments: readonly Moment[], endedAtMs: number): readonly string[] {
  if (moments.length === 0) return []
  const step = Math.max(1, Math.ceil(moments.length / shownMoments))
  const shown = moments.filter((_, index) => (moments.length - 1 - index) % step === 0)
  const told = columns.filter(({ of }) => shown.some((moment) => of(moment) !== null))
  const head = ['before the end', ...told.map(({ title }) => title)]
  const rows = shown.map((moment) => [
    `−${Math.max(0, Math.round((endedAtMs - moment.atMs) / 1_000))} s`,
    ...told.map(({ of, format }) => {
      const bytes = of(moment)
      return bytes === null ? unknown : format(bytes)
    }),
  ])
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)),
  )
  return [head, ...rows].map((row) =>
    row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '),
  )
}

/** JSON Lines. */
export const minuteLines = (moments: readonly Moment[], endedAtMs: number): string =>
  moments
    .map(
      (moment) =>
        `${JSON.stringify({ schema: 'headroom/minute/1', beforeEndMs: endedAtMs - moment.atMs, ...moment })}\n`,
    )
    .join('')
