import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import type { Model } from '../../shared/server.ts'
import type { Room, Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatRoom, formatSpan, formatSum } from '../../shared/units.ts'

/** What `headroom wait` has come to. */
export interface Waited {
  readonly schema: 'headroom/wait/1'
  readonly atMs: number
  readonly outcome: 'enough' | 'short' | 'unknown'
  readonly wantedBytes: number
  /** null where it is not known. */
  readonly roomBytes: number | null
  readonly gapBytes: number | null
  readonly waitedMs: number
  /** Why the room is not known, or why it never comes; null for neither. */
  readonly reason: string | null
  /** The apps that hold most. */
  readonly holders: readonly { readonly name: string; readonly bytes: number }[]
  /** Models that do nothing, and could go. */
  readonly idleModels: readonly {
    readonly name: string
    readonly bytes: number
    readonly command: string | null
  }[]
}

const shownHolders = 3
const shownIdle = 3
/** A share of what is missing. */
const leastOfGap = 0.05

export const codeOfWait: Readonly<Record<Waited['outcome'], ExitCode>> = {
  enough: exitCode.yes,
  short: exitCode.no,
  unknown: exitCode.cannotTell,
}

export type KnownRoom = { readonly kind: 'known'; readonly bytes: number }

/** How much there surely is now; a GPU that does not answer may have less. */
export function roomIn(
  room: Room,
): KnownRoom | { readonly kind: 'unknown'; readonly reason: string } {
  if (room.kind !== 'ok') return { kind: 'unknown', reason: room.reason }
  if (room.isStale) return { kind: 'unknown', reason: 'nothing new was told of it' }
  if (room.isGpuUnknown) return { kind: 'unknown', reason: 'the GPU does not answer' }
  return { kind: 'known', bytes: room.roomBytes }
}

/** The machine has less in all: waiting would not help. */
export const isNever = ({ memory }: Snapshot, wantedBytes: number): boolean =>
  memory.kind === 'ok' && wantedBytes > memory.totalBytes

/** By the last Snapshot; null: there was none. */
export function waitedOf(
  snapshot: Snapshot | null,
  of: Pick<Waited, 'atMs' | 'wantedBytes' | 'waitedMs'> & { readonly isEnough: boolean },
): Waited {
  const { isEnough, ...times } = of
  const base = { schema: 'headroom/wait/1', ...times, holders: [], idleModels: [] } as const
  const unknown = { outcome: 'unknown', roomBytes: null, gapBytes: null } as const
  if (snapshot === null) return { ...base, ...unknown, reason: 'no answer yet' }
  const room = roomIn(snapshot.room)
  if (room.kind === 'unknown') return { ...base, ...unknown, reason: room.reason }
  return {
    ...base,
    outcome: isEnough ? 'enough' : 'short',
    roomBytes: room.bytes,
    gapBytes: Math.max(0, of.wantedBytes - room.bytes),
    reason: neverReason(snapshot, of.wantedBytes),
    ...(isEnough
      ? {}
      : {
          holders: holdersIn(snapshot, of.wantedBytes - room.bytes),
          idleModels: idleIn(snapshot),
        }),
  }
}

const neverReason = (snapshot: Snapshot, wantedBytes: number): string | null =>
  snapshot.memory.kind === 'ok' && isNever(snapshot, wantedBytes)
    ? `this machine has ${formatBytes(snapshot.memory.totalBytes)} in all`
    : null

/** Without those whose end would not be felt in what is missing. */
const holdersIn = ({ apps }: Snapshot, gapBytes: number): Waited['holders'] =>
  apps
    .filter(({ isHeadroom, memoryBytes }) => !isHeadroom && memoryBytes >= gapBytes * leastOfGap)
    .slice(0, shownHolders)
    .map(({ name, memoryBytes }) => ({ name, bytes: memoryBytes }))

const idleIn = ({ models }: Snapshot): Waited['idleModels'] =>
  models.flatMap(idleOf).slice(0, shownIdle)

function idleOf({ name, state, memory, eject, isRemote, isStale }: Model): Waited['idleModels'] {
  if (state !== 'idle' || isRemote || isStale || memory.total === null || eject.kind === 'none')
    return []
  const command = eject.kind === 'unload' ? `headroom unload ${quoted(name)}` : null
  return [{ name, bytes: memory.total.bytes, command }]
}

/** As a shell takes it. */
const quoted = (name: string): string =>
  /^[\w.:/@+-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`

/** One line for what it came to, and where there is not enough one for who holds it. */
export function waitedLines(waited: Waited): readonly string[] {
  const { outcome, roomBytes, gapBytes, waitedMs, wantedBytes, reason } = waited
  const after = `after ${formatSpan(waitedMs)}`
  if (outcome === 'unknown' || roomBytes === null)
    return [`room is not known ${after}: ${printable(reason ?? '', 300)}`]
  if (outcome === 'enough')
    return [`${formatRoom(roomBytes)} free, ${formatBytes(wantedBytes)} wanted, ${after}`]
  const { parts, total } = formatSum([roomBytes, gapBytes ?? 0], 0)
  const [free = '', short = ''] = parts
  const missing = `${free} free, ${short} short of ${total}`
  if (reason !== null) return [`${missing}, which never comes: ${printable(reason, 300)}`]
  return [`${missing}, ${after}`, ...whoLines(waited)]
}

function whoLines({ holders, idleModels }: Waited): readonly string[] {
  const most = holders.map(({ name, bytes }) => `${printable(name, 60)} (${formatBytes(bytes)})`)
  return [
    ...(most.length === 0 ? [] : [`most is held by ${most.join(', ')}`]),
    ...idleModels.map(({ name, bytes, command }) => {
      const how = command === null ? '' : `: ${printable(command, 400)}`
      return `idle: ${printable(name, 200)} (${formatBytes(bytes)})${how}`
    }),
  ]
}

/** `17.2 GB free, waiting for 22.0 GB (12 s)`, for a line that is printed over and over. */
export function waitingText(snapshot: Snapshot, wantedBytes: number, waitedMs: number): string {
  const room = roomIn(snapshot.room)
  const free = room.kind === 'known' ? `${formatRoom(room.bytes)} free` : 'room is not known'
  return `${free}, waiting for ${formatBytes(wantedBytes)} (${formatSpan(waitedMs)})`
}
