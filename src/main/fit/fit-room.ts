import { ParseError } from '../../shared/parse.ts'
import type { Room, Snapshot } from '../../shared/snapshot.ts'
import { eraOf, type LimitEra } from '../headroom/default-limit.ts'
import { limitOf } from '../headroom/limit.ts'
import type { Device } from '../inference/estimate/run.ts'

/** What a need is held against. null: it is not known, or does not count. */
export interface FitRoom {
  /** The headline. */
  readonly roomBytes: number | null
  readonly gpuRoomBytes: number | null
  readonly ramRoomBytes: number | null
  /** Metal's limit, or a graphics card's memory: engines choose their defaults by it. */
  readonly limitBytes: number | null
  /** What computes there. `cpu`: there is no GPU, and RAM is all that counts. */
  readonly device: Device
  /** Of a machine as it is now, not of one that is thought of. */
  readonly isNow: boolean
  /** What it is the room of, for people. */
  readonly of: string
  /** What could give memory back; of a machine as it is now alone. */
  readonly holders?: readonly RoomHolder[]
  /** How far the GPU's use is beyond its limit: so much makes no room when it comes back. */
  readonly gpuBeyondBytes?: number
}

/** What holds memory that can be had back: a model that does nothing, a server with it, an app. */
export interface RoomHolder {
  readonly kind: 'unload' | 'quit'
  /** Fit to be shown. */
  readonly name: string
  /** What else to know of it, in a few words: `idle 12 min`; empty: nothing. */
  readonly words: string
  /** What it gives back on each line. */
  readonly gpuBytes: number
  readonly ramBytes: number
  /** An app's memory is counted with what is compressed, swapped or shared: less may come back. */
  readonly isSure: boolean
  /** For a shell; null: it is done by hand. */
  readonly command: string | null
  readonly costs: string
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

/** All of its RAM is there for what the GPU does not take. */
export function roomOfMac({ ramBytes, era, words }: OtherMac): FitRoom {
  const nothing = { metal: null, overrideBytes: null, engineLogBytes: null }
  const { limitBytes } = limitOf({ ramBytes, era, ...nothing })
  return {
    roomBytes: limitBytes,
    gpuRoomBytes: limitBytes,
    ramRoomBytes: ramBytes,
    limitBytes,
    device: 'metal',
    isNow: false,
    of: `${words}, with nothing else loaded`,
  }
}

/** On a Mac's GPU. `isDivided`: some of the model is left to the CPU, and takes the same memory there. */
export const roomGiven = (roomBytes: number, isDivided = false): FitRoom => ({
  roomBytes,
  gpuRoomBytes: roomBytes,
  ramRoomBytes: isDivided ? roomBytes : null,
  limitBytes: null,
  device: 'metal',
  isNow: false,
  of: 'the room that was given',
})

/** `platform`: as Node calls it. */
export function roomNow(
  { room, limit }: Pick<Snapshot, 'room' | 'limit'>,
  platform: string,
): FitRoom {
  const limitBytes = limit.kind === 'ok' ? limit.limitBytes : null
  const device = deviceOf(platform, limitBytes)
  const here = { limitBytes, device, isNow: true, of: wordsOf(room) }
  if (room.kind !== 'ok')
    return { ...here, roomBytes: null, gpuRoomBytes: null, ramRoomBytes: null }
  const { roomBytes, gpuRoomBytes, ramRoomBytes, isGpuUnknown } = room
  return { ...here, roomBytes: isGpuUnknown ? null : roomBytes, gpuRoomBytes, ramRoomBytes }
}

/** `--room` may have lowered it. */
const wordsOf = (room: Room): string =>
  room.kind === 'ok' && room.ramHeldBackBytes + room.gpuHeldBackBytes > 0
    ? 'this machine now, lowered by --room'
    : 'this machine now'

/** A Mac has Metal; elsewhere there is a card whose memory is known, or none that we can reckon with. */
function deviceOf(platform: string, limitBytes: number | null): Device {
  if (platform === 'darwin') return 'metal'
  return limitBytes === null ? 'cpu' : 'cuda'
}
