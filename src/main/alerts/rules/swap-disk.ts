import type { Disk, Known, Swap } from '../../../shared/snapshot.ts'
import { formatBytes, formatBytesPerSecond, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { shownGap } from '../gap-text.ts'
import { dwellOf, blind, memoryFigures, nothingSeen, seen, type Claim, type Rule } from '../rule.ts'
import { doesSwapGrow } from '../swap-room.ts'

const key = 'disk'
/** The disk is asked once a minute at most: swap is what moves. */
const dwell = dwellOf('swap-disk', { readingCount: 3, calmMs: 60_000 })

/** Less in swap is of long ago, and goes nowhere. */
const usedFromBytes = 0.25e9
/** What goes back into RAM for a while will be written again while the kernel is short, and some minutes on. */
const usedForMs = 300_000
/** As the state word has it: slower is the kernel tidying up. */
const growsFromBytesPerSecond = 1e6
/** Where nothing swaps, macOS makes its next swap file of 1 GB at the first need of one. */
const unusedLineBytes = 1e9
/** Left only with a fifth more than the line. */
const clearFactor = 1.2
const imminentMs = 60_000

/** macOS makes room for swap on its volume as it goes; full, it ends what has compressed most (macos-sources §2). */
export const swapDisk: Rule = {
  id: 'swap-disk',
  dwell,
  create: () => {
    let usedAtMs = Number.NEGATIVE_INFINITY
    return ({ snapshot, settings }) => {
      const [disk, swap] = [freshOf(snapshot.disk), freshOf(snapshot.swap)]
      if (disk === null || swap === null || freshOf(snapshot.pressure) === null) return blind
      if (!doesSwapGrow(snapshot)) return nothingSeen
      const { atMs } = snapshot
      const isShort = snapshot.pressure.kind === 'ok' && snapshot.pressure.level !== 'normal'
      const wasUsed = Math.abs(atMs - usedAtMs) <= usedForMs
      const isUsed =
        swap.usedBytes >= usedFromBytes || paceOf(swap) !== null || (wasUsed && isShort)
      if (isUsed) usedAtMs = atMs
      const lineOf = (is: boolean): number =>
        is ? settings.swapDiskBytes : Math.min(unusedLineBytes, settings.swapDiskBytes)
      const lineBytes = lineOf(isUsed)
      const msLeft = msLeftOf(disk, swap)
      const isEnding = msLeft !== null && msLeft < imminentMs
      if (disk.freeBytes >= clearFactor * lineOf(isUsed || wasUsed) && !isEnding)
        return seen([{ key, level: 'low' }])
      const isHigh = disk.freeBytes < lineBytes || isEnding
      const claim = claimOf(disk, swap, lineOf(isUsed || wasUsed))
      return seen([{ key, level: isHigh ? 'high' : 'between', claim }])
    }
  },
}

const paceOf = ({ outBytesPerSecond }: Swap): number | null =>
  outBytesPerSecond !== null && outBytesPerSecond >= growsFromBytesPerSecond
    ? outBytesPerSecond
    : null

/** Until both what swap has and what the volume has are full; null: it does not grow. */
function msLeftOf({ freeBytes }: Disk, swap: Swap): number | null {
  const bytesPerSecond = paceOf(swap)
  return bytesPerSecond === null ? null : ((freeBytes + swap.freeBytes) / bytesPerSecond) * 1000
}

function claimOf(disk: Known<Disk>, swap: Known<Swap>, lineBytes: number): Claim {
  const msLeft = msLeftOf(disk, swap)
  const isEnding = msLeft !== null && msLeft < imminentMs
  const pace = paceOf(swap)
  const minuteBytes = isEnding && pace !== null ? (pace * imminentMs) / 1000 - swap.freeBytes : 0
  const needBytes = Math.max(lineBytes, minuteBytes)
  const haveBytes = disk.freeBytes
  const { need, have, gap } = shownGap({ haveBytes, gapBytes: Math.max(0, needBytes - haveBytes) })
  const grows =
    pace === null || msLeft === null
      ? `Swap holds ${formatBytes(swap.usedBytes)}.`
      : `Swap grows by ${formatBytesPerSecond(pace)}, and is full in about ${formatSpan(msLeft)}.`
  return {
    severity: isEnding ? 'imminent' : 'warning',
    title: 'The disk is nearly full, and swap grows on it',
    sentence:
      needBytes > haveBytes
        ? `${have} are free on the disk, and ${need} should be: ${gap} missing. ${grows} Once it is full, macOS ends programs.`
        : `${have} are free on the disk, little more than the ${formatBytes(lineBytes)} that should be. ${grows}`,
    advice: `Free ${needBytes > haveBytes ? gap : 'some space'} on the disk: models that are not used are the biggest files.`,
    figures: memoryFigures({
      line: 'disk',
      lineBytes: disk.totalBytes,
      needBytes,
      haveBytes,
      msLeft,
    }),
    about: {},
    readAtMs: Math.max(disk.atMs, swap.atMs),
  }
}
