import { ParseError } from '../../../shared/parse.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { eraOf, type LimitEra } from '../../headroom/default-limit.ts'
import { limitOf } from '../../headroom/limit.ts'

/** What a need is held against. null: it is not known, or does not count. */
export interface FitRoom {
  /** The headline. */
  readonly roomBytes: number | null
  readonly gpuRoomBytes: number | null
  readonly ramRoomBytes: number | null
  /** Metal's limit, or a graphics card's memory: engines choose their defaults by it. */
  readonly limitBytes: number | null
  readonly ramBytes: number | null
  /** What it is the room of, for people. */
  readonly of: string
}

/** A Mac that somebody may have, with nothing loaded. */
export interface OtherMac {
  readonly ramBytes: number
  /** null: the lower limit of both generations of macOS is taken. */
  readonly era: LimitEra | null
  readonly words: string
}

const gib = 2 ** 30
const mostRamGib = 2_048

// 32GB   32GB,macos26   128gb,macos15.5   (RAM is sold by 2^30, and called GB)
export function parseMac(text: string): OtherMac {
  const [, size, macOs] =
    /^(\d+)\s*(?:gi?b)?(?:,\s*macos\s*(\d+(?:\.\d+)*))?$/i.exec(text.trim()) ?? []
  const ramGib = Number(size)
  if (!(ramGib >= 1 && ramGib <= mostRamGib))
    throw new ParseError(`"${text}" is not a Mac: write 32GB or 32GB,macos26`)
  const words = `a Mac with ${ramGib} GB${macOs === undefined ? '' : ` and macOS ${macOs}`}`
  return { ramBytes: ramGib * gib, era: macOs === undefined ? null : eraOf(macOs), words }
}

export function roomOfMac({ ramBytes, era, words }: OtherMac): FitRoom {
  const nothing = { metal: null, overrideBytes: null, engineLogBytes: null }
  const { limitBytes } = limitOf({ ramBytes, era, ...nothing })
  return {
    roomBytes: limitBytes,
    gpuRoomBytes: limitBytes,
    ramRoomBytes: null,
    limitBytes,
    ramBytes,
    of: `${words}, with nothing else loaded`,
  }
}

export const roomGiven = (roomBytes: number): FitRoom => ({
  roomBytes,
  gpuRoomBytes: roomBytes,
  ramRoomBytes: null,
  limitBytes: roomBytes,
  ramBytes: null,
  of: 'the room that was given',
})

export function roomNow({ room, limit, memory }: Snapshot): FitRoom {
  const limitBytes = limit.kind === 'ok' ? limit.limitBytes : null
  const ramBytes = memory.kind === 'ok' ? memory.totalBytes : null
  const of = 'this machine now'
  if (room.kind !== 'ok')
    return { roomBytes: null, gpuRoomBytes: null, ramRoomBytes: null, limitBytes, ramBytes, of }
  const { roomBytes, gpuRoomBytes, ramRoomBytes, isGpuUnknown } = room
  return {
    roomBytes: isGpuUnknown ? null : roomBytes,
    gpuRoomBytes,
    ramRoomBytes,
    limitBytes,
    ramBytes,
    of,
  }
}
