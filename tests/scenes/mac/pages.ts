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
const touched = { compressed: 0.0012, swapped: 0.0003 } as const

/** xnu: avail against avail and compressor (macos-sources §2); swapping begins where the compressor is to be compacted. */
const lines = { warn: 0.5, calm: 0.6, critical: 1.2 / 3.5, uncritical: 0.4, swap: 0.4 } as const

/** A second, or a part of one, in the kernel's account of memory. */
export function stepPages(before: Pages, wish: Wish, allBytes: number, seconds: number): Pages {
  const anonymous = fitted(before, wish.anonymousBytes)
  let { residentBytes, compressedBytes, swappedBytes } = anonymous
  const target = Math.max(freeTarget.leastBytes, freeTarget.ratio * allBytes)
  let fileBytes = Math.max(0, before.fileBytes + wish.unwiredFileBytes)
  const freeNow = (): number =>
    allBytes - wish.wiredBytes - residentBytes - compressedBytes / compressionRatio - fileBytes

  // cache fills what is free
  const fillable = Math.max(0, freeNow() - 2 * target)
  fileBytes += Math.min(fillable, wish.fileBytesPerSecond * seconds)
  // what runs is read again where it was taken
  const lackingFiles = Math.max(0, Math.min(wish.fileFloorBytes, allBytes * 0.1) - fileBytes)
  fileBytes += Math.min(lackingFiles, pageInBytesPerSecond * seconds)
  // and shrinks, with cold pages compressed beside it, under need
  const lack = (): number => Math.max(0, target - freeNow())
  fileBytes -= Math.min(Math.max(0, fileBytes - wish.fileFloorBytes), lack() * fileShare)
  const saved = 1 - 1 / compressionRatio
  const compress = (upToBytes: number): void => {
    const moved = Math.min(residentBytes, lack() / saved, Math.max(0, upToBytes))
    residentBytes -= moved
    compressedBytes += moved
  }
  const hotBytes = wish.hotRatio * wish.anonymousBytes
  compress(Math.min(compressBytesPerSecond * seconds, residentBytes - hotBytes))
  fileBytes -= Math.min(Math.max(0, fileBytes - wish.fileFloorBytes), lack())

  const swap = swapOut(
    { residentBytes, compressedBytes, swappedBytes, fileBytes, freeBytes: freeNow() },
    before,
    wish,
    seconds,
  )
  compressedBytes -= swap.movedBytes
  swappedBytes += swap.movedBytes
  // what is still wanted is taken from what is in use: it is back at once, and goes again
  compress(compressBytesPerSecond * seconds)
  const missingBytes = lack()
  // the last resort: files that run
  fileBytes -= Math.min(fileBytes, Math.max(0, -freeNow()))

  const room = Math.max(0, freeNow() - target + 0.5 * (fileBytes - wish.fileFloorBytes))
  const back = Math.min(room, compressedBytes * touched.compressed * seconds)
  compressedBytes -= back
  residentBytes += back
  const isThrashing = residentBytes < hotBytes
  const wantedIn = swappedBytes * (isThrashing ? 0.05 : touched.swapped) * seconds
  const swappedIn = Math.min(isThrashing ? swapBytesPerSecond * seconds : room - back, wantedIn)
  swappedBytes -= Math.max(0, swappedIn)
  compressedBytes += Math.max(0, swappedIn)
  fileBytes -= Math.min(fileBytes, Math.max(0, -freeNow()))
  // and then nothing is left to choose: it is written straight out
  const forcedBytes = Math.min(residentBytes, Math.max(0, -freeNow()))
  residentBytes -= forcedBytes
  swappedBytes += forcedBytes

  const freeBytes = freeNow()
  return {
    freeBytes,
    fileBytes,
    residentBytes,
    wiredBytes: wish.wiredBytes,
    compressedBytes,
    swappedBytes,
    swappedInBytes: before.swappedInBytes + Math.max(0, swappedIn) / compressionRatio,
    swappedOutBytes: before.swappedOutBytes + (swap.movedBytes + forcedBytes) / compressionRatio,
    swapFileBytes: swap.fileBytes,
    level: levelOf(before.level, {
      availableBytes: residentBytes + fileBytes + freeBytes,
      compressorBytes: compressedBytes / compressionRatio,
    }),
    lacksSwap: swap.lacks,
    missingBytes,
    isThrashing: residentBytes < slackOfHot * hotBytes,
  }
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
