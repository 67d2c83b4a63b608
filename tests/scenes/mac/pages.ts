import type { PressureNumber } from '../../fixtures/recordings/mac/memory-forms.ts'

/** What the kernel has of memory at an instant, in bytes. free + file + resident + wired + compressor = all pages. */
export interface Pages {
  readonly freeBytes: number
  readonly fileBytes: number
  /** Anonymous pages in RAM, purgeable ones among them. */
  readonly residentBytes: number
  readonly wiredBytes: number
  /** What of anonymous memory lies in the compressor, and in swap, as large as it was. */
  readonly compressedBytes: number
  readonly swappedBytes: number
  readonly swappedInBytes: number
  readonly swappedOutBytes: number
  /** The files under /System/Volumes/VM: they grow on demand and stay. */
  readonly swapFileBytes: number
  readonly level: PressureNumber
  /** Swap could not grow: the disk is full (macos-sources §2). */
  readonly lacksSwap: boolean
  /** By how much more was wanted than could be had: whoever asked waits. */
  readonly missingBytes: number
  /** What is in use all the time does not lie in RAM: each touch of it is a wait. */
  readonly isThrashing: boolean
}

export interface Wish {
  readonly wiredBytes: number
  /** All anonymous memory, wherever it lies. */
  readonly anonymousBytes: number
  /** File pages that were wired and are cache again; negative: cache that has been wired. */
  readonly unwiredFileBytes: number
  /** What is read and written: it fills what is free. */
  readonly fileBytesPerSecond: number
  /** Files that run or are mapped and used: below this cache does not shrink. */
  readonly fileFloorBytes: number
  /** The share of anonymous memory that is in use all the time. */
  readonly hotRatio: number
  readonly diskFreeBytes: number
}

/** WKdm and LZ4 on a day's mix; 16-GB Macs under pressure have stored four to six times what it occupies, swap among it. */
export const compressionRatio = 3
/** The kernel keeps a little free, however much is wanted. */
const freeTarget = { ratio: 0.006, leastBytes: 60e6 } as const
/** Several cores compress; one SSD writes. */
const compressBytesPerSecond = 4e9
const swapBytesPerSecond = 1.3e9
const pageInBytesPerSecond = 0.4e9
/** Cold file pages go before cold anonymous ones, but not alone. */
const fileShare = 0.85
const swapFileStepBytes = 2 ** 30
/**
 * Files that run, or are mapped and used: 1.7 and 2.2 GB were left on 16-GB Macs in heavy swap (the two recorded `vm_stat` of
 * macos-sources §2). How it goes with RAM is not known.
 */
export const fileFloorBytes = (ramBytes: number): number => 0.7e9 + 0.055 * ramBytes
/** Of anonymous memory: there a seventh was in RAM, and the machine still worked. */
export const hotRatio = 0.2
/** A little of it may be away for a moment. */
const slackOfHot = 0.92
/** What is touched again of what was put away, each second. */
const touched = { compressed: 0.0012, swapped: 0.0003, thrashing: 0.05 } as const

/** xnu: avail against avail and compressor (macos-sources §2); swapping begins where the compressor is to be compacted. */
const lines = { warn: 0.5, calm: 0.6, critical: 1.2 / 3.5, uncritical: 0.4, swap: 0.4 } as const

/** What moves while the kernel makes room. */
interface Moving {
  residentBytes: number
  compressedBytes: number
  swappedBytes: number
  fileBytes: number
}

/** A second, or a part of one, in the kernel's account of memory. */
export function stepPages(before: Pages, wish: Wish, allBytes: number, seconds: number): Pages {
  const now: Moving = {
    ...fitted(before, wish.anonymousBytes),
    fileBytes: Math.max(0, before.fileBytes + wish.unwiredFileBytes),
  }
  const free = (): number =>
    allBytes -
    wish.wiredBytes -
    now.residentBytes -
    now.compressedBytes / compressionRatio -
    now.fileBytes
  const target = Math.max(freeTarget.leastBytes, freeTarget.ratio * allBytes)
  const lack = (): number => Math.max(0, target - free())
  readFiles(now, wish, { fillableBytes: free() - 2 * target, allBytes, seconds })
  makeRoom(now, wish, lack, seconds)
  const swap = swapOut({ ...now, freeBytes: free() }, before, wish, seconds)
  now.compressedBytes -= swap.movedBytes
  now.swappedBytes += swap.movedBytes
  // what is still wanted is taken from what is in use: it is back at once, and goes again
  compress(now, lack(), compressBytesPerSecond * seconds)
  const missingBytes = lack()
  const backBytes = bringBack(now, wish, free() - target, seconds)
  // the last resort: files that run; and then nothing is left to choose: it is written straight out
  now.fileBytes -= Math.min(now.fileBytes, Math.max(0, -free()))
  const forcedBytes = Math.min(now.residentBytes, Math.max(0, -free()))
  now.residentBytes -= forcedBytes
  now.swappedBytes += forcedBytes
  const freeBytes = free()
  return {
    ...now,
    freeBytes,
    wiredBytes: wish.wiredBytes,
    swappedInBytes: before.swappedInBytes + backBytes / compressionRatio,
    swappedOutBytes: before.swappedOutBytes + (swap.movedBytes + forcedBytes) / compressionRatio,
    swapFileBytes: swap.fileBytes,
    level: levelOf(before.level, {
      availableBytes: now.residentBytes + now.fileBytes + freeBytes,
      compressorBytes: now.compressedBytes / compressionRatio,
    }),
    lacksSwap: swap.lacks,
    missingBytes,
    isThrashing: now.residentBytes < slackOfHot * wish.hotRatio * wish.anonymousBytes,
  }
}

/** Cache fills what is free, and what runs is read again where it was taken. */
function readFiles(
  now: Moving,
  { fileBytesPerSecond, fileFloorBytes: floorBytes }: Wish,
  {
    fillableBytes,
    allBytes,
    seconds,
  }: { readonly fillableBytes: number; readonly allBytes: number; readonly seconds: number },
): void {
  now.fileBytes += Math.min(Math.max(0, fillableBytes), fileBytesPerSecond * seconds)
  const lacking = Math.max(0, Math.min(floorBytes, allBytes * 0.1) - now.fileBytes)
  now.fileBytes += Math.min(lacking, pageInBytesPerSecond * seconds)
}

/** Files go first, with cold pages compressed beside them; then more of those, and the rest of the files. */
function makeRoom(now: Moving, wish: Wish, lack: () => number, seconds: number): void {
  const spare = (): number => Math.max(0, now.fileBytes - wish.fileFloorBytes)
  now.fileBytes -= Math.min(spare(), lack() * fileShare)
  const coldBytes = now.residentBytes - wish.hotRatio * wish.anonymousBytes
  compress(now, lack(), Math.min(compressBytesPerSecond * seconds, coldBytes))
  now.fileBytes -= Math.min(spare(), lack())
}

function compress(now: Moving, lackBytes: number, upToBytes: number): void {
  const saved = 1 - 1 / compressionRatio
  const moved = Math.min(now.residentBytes, lackBytes / saved, Math.max(0, upToBytes))
  now.residentBytes -= moved
  now.compressedBytes += moved
}

/** What is touched again comes back, from swap through the compressor; answers with how much was read from swap. */
function bringBack(now: Moving, wish: Wish, freeBytes: number, seconds: number): number {
  const room = Math.max(0, freeBytes + 0.5 * (now.fileBytes - wish.fileFloorBytes))
  const back = Math.min(room, now.compressedBytes * touched.compressed * seconds)
  now.compressedBytes -= back
  now.residentBytes += back
  const isThrashing = now.residentBytes < wish.hotRatio * wish.anonymousBytes
  const wanted = now.swappedBytes * (isThrashing ? touched.thrashing : touched.swapped) * seconds
  const most = isThrashing ? swapBytesPerSecond * seconds : room - back
  const read = Math.max(0, Math.min(most, wanted))
  now.swappedBytes -= read
  now.compressedBytes += read
  return read
}

type Anonymous = Pick<Pages, 'residentBytes' | 'compressedBytes' | 'swappedBytes'>

/** What is new is in RAM; what goes, goes from where it lies. */
function fitted(before: Anonymous, wantedBytes: number): Anonymous {
  const { residentBytes, compressedBytes, swappedBytes } = before
  const hadBytes = residentBytes + compressedBytes + swappedBytes
  if (wantedBytes >= hadBytes)
    return { ...before, residentBytes: residentBytes + wantedBytes - hadBytes }
  const kept = hadBytes === 0 ? 0 : wantedBytes / hadBytes
  return {
    residentBytes: residentBytes * kept,
    compressedBytes: compressedBytes * kept,
    swappedBytes: swappedBytes * kept,
  }
}

function swapOut(
  now: Anonymous & Pick<Pages, 'fileBytes' | 'freeBytes'>,
  { swapFileBytes }: Pages,
  { diskFreeBytes }: Wish,
  seconds: number,
): { readonly movedBytes: number; readonly fileBytes: number; readonly lacks: boolean } {
  const compressorBytes = now.compressedBytes / compressionRatio
  const available = now.residentBytes + now.fileBytes + Math.max(0, now.freeBytes)
  // until avail = 0.4 · (avail + compressor), and what RAM lacks besides
  const excess = compressorBytes - available * (1 / lines.swap - 1)
  const wanted = Math.max(0, excess, -now.freeBytes)
  const asked = Math.min(wanted, compressorBytes, swapBytesPerSecond * seconds)
  const usedBytes = now.swappedBytes / compressionRatio
  const growsTo = Math.ceil((usedBytes + asked) / swapFileStepBytes) * swapFileStepBytes
  const mayGrowTo =
    swapFileBytes + Math.floor(diskFreeBytes / swapFileStepBytes) * swapFileStepBytes
  const fileBytes = Math.max(swapFileBytes, Math.min(growsTo, mayGrowTo))
  const moved = Math.max(0, Math.min(asked, fileBytes - usedBytes))
  return { movedBytes: moved * compressionRatio, fileBytes, lacks: asked > moved + 1e6 }
}

function levelOf(
  before: PressureNumber,
  { availableBytes, compressorBytes }: { availableBytes: number; compressorBytes: number },
): PressureNumber {
  const ratio = availableBytes / (availableBytes + compressorBytes)
  if (ratio < lines.critical) return 4
  if (before === 4 && ratio <= lines.uncritical) return 4
  if (ratio < lines.warn) return 2
  return before !== 1 && ratio <= lines.calm ? 2 : 1
}
