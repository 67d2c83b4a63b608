import type { LimitGuide } from './limit-raise.ts'
import { raiseBounds } from './limit-raise.ts'
import { guideWords, notHere, roomNoteOf, tooLittleRam } from './limit-text.ts'
import type { Room, Snapshot } from './snapshot.ts'

/** All that decides whether the limit can be raised; null where it is not told. */
export interface RaiseSigns {
  readonly mode: 'live' | 'replay'
  readonly platform: string
  readonly isAppleSilicon: boolean | null
  /** The first number of macOS' version. */
  readonly macOsMajor: number | null
  readonly ramBytes: number | null
  /** `iogpu.wired_limit_mb`. */
  readonly override: WiredOverride
  /** The limit that holds. */
  readonly now: { readonly bytes: number; readonly isEstimated: boolean } | null
  /** The room of now in the RAM and on the GPU. */
  readonly room: RoomOfBoth | null
}

export interface RoomOfBoth {
  readonly ramBytes: number
  readonly gpuBytes: number
}

export type WiredOverride =
  | { readonly kind: 'none' }
  | { readonly kind: 'raised'; readonly bytes: number }
  | { readonly kind: 'unknown'; readonly reason: string }

/** The generations of macOS of which it is known how they take `iogpu.wired_limit_mb` (macos-sources §5). */
export const knownMacOs: readonly number[] = [14, 15, 26]
/** Before, the setting had another name, and counted in bytes. */
const firstMacOs = 14

/** `macOS 26.1 (25B78)`: 26. null where no version of macOS is told. */
export function macOsMajorIn(operatingSystem: string): number | null {
  const major = /^macOS (\d{1,4})\b/.exec(operatingSystem)?.[1]
  return major === undefined ? null : Number(major)
}

type Refused = Extract<LimitGuide, { kind: 'refused' }>
const refused = (reason: string, isUnknown = false): Refused => ({
  kind: 'refused',
  reason,
  isUnknown,
  raisedToBytes: null,
})

/** Why nothing is set here, neither up nor back; null where it can be. */
function refusalOfPlace(signs: RaiseSigns): Refused | null {
  const { mode, platform, isAppleSilicon, macOsMajor, override } = signs
  if (mode === 'replay') return refused(notHere.replay)
  if (platform !== 'darwin') return refused(notHere.otherSystem(platform))
  if (isAppleSilicon === false) return refused(notHere.intel)
  if (macOsMajor === null) return refused(notHere.noVersion, true)
  if (macOsMajor < firstMacOs) return refused(notHere.olderMacOs(macOsMajor))
  if (!knownMacOs.includes(macOsMajor)) return refused(notHere.newerMacOs(macOsMajor, knownMacOs))
  if (override.kind === 'unknown') return refused(notHere.noSetting(override.reason), true)
  return null
}

/** How the limit can be raised here, or why it cannot. */
export function limitGuideOf(signs: RaiseSigns): LimitGuide {
  const elsewhere = refusalOfPlace(signs)
  if (elsewhere !== null) return elsewhere
  const { override, ramBytes, now, room } = signs
  const raisedToBytes = override.kind === 'raised' ? override.bytes : null
  if (ramBytes === null) return { ...refused(notHere.noRam, true), raisedToBytes }
  if (now === null) return { ...refused(notHere.noLimit, true), raisedToBytes }
  const nowBytes = now.bytes
  const bounds = raiseBounds(ramBytes, nowBytes)
  if (bounds === null)
    return { ...refused(tooLittleRam(ramBytes, nowBytes, raisedToBytes)), raisedToBytes }
  return {
    kind: 'ok',
    ramBytes,
    nowBytes,
    isNowEstimated: now.isEstimated,
    raisedToBytes,
    ...bounds,
    ...guideWords,
    roomNote: room === null ? null : roomNoteOf(room, bounds.mostBytes - nowBytes),
  }
}

/** One that is out of date says nothing of now. */
export const roomOfBoth = (room: Room): RoomOfBoth | null =>
  room.kind !== 'ok' || room.isStale || room.gpuRoomBytes === null
    ? null
    : { ramBytes: room.ramRoomBytes, gpuBytes: room.gpuRoomBytes }

/** By what the Snapshot tells: for a screen, which offers it. Raising asks anew. */
export function limitGuideIn({ mode, machine, memory, gpu, limit, room }: Snapshot): LimitGuide {
  const overrideBytes = limit.kind === 'ok' ? limit.overrideBytes : null
  return limitGuideOf({
    mode,
    platform: machine.kind === 'ok' ? machine.platform : 'unknown',
    isAppleSilicon: gpu.kind === 'ok' ? gpu.isUnified : null,
    macOsMajor: machine.kind === 'ok' ? macOsMajorIn(machine.operatingSystem) : null,
    ramBytes: memory.kind === 'ok' ? memory.totalBytes : null,
    override: overrideBytes === null ? { kind: 'none' } : { kind: 'raised', bytes: overrideBytes },
    now: limit.kind === 'ok' ? { bytes: limit.limitBytes, isEstimated: limit.isEstimated } : null,
    room: roomOfBoth(room),
  })
}
