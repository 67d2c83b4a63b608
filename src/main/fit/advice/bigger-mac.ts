import type { FitAdvice } from '../../../shared/fit.ts'
import { formatBytes, formatCount, formatRoom } from '../../../shared/units.ts'
import { fitsUpTo, type Line } from '../../headroom/verdict.ts'
import { needBytesOf, needRamBytesOf } from '../../inference/estimate/need.ts'
import { parseMac, roomOfMac, type FitRoom } from '../fit-room.ts'
import { nothingDone, type Judge, type LinesOf, type State } from './judge.ts'

/** As they are sold with Apple silicon. */
const soldGib: readonly number[] = [8, 16, 18, 24, 32, 36, 48, 64, 96, 128, 192, 256, 512]

/** Where nothing suffices: what it needs, as it is and with all that can be done, and where it would fit. */
export function biggerMac(judge: Judge, least: State, room: FitRoom, linesOf: LinesOf): FitAdvice {
  const need = judge.needOf(nothingDone)
  const [onGpuBytes, inAllBytes] = [needBytesOf(need), needRamBytesOf(need)]
  const needs =
    room.device === 'cpu'
      ? `${formatBytes(inAllBytes)} of RAM`
      : `${formatBytes(onGpuBytes)} of GPU room and ${formatBytes(inAllBytes)} in all`
  const shortest = linesOf(judge.needOf(least), room).toSorted((a, b) => excess(b) - excess(a))[0]
  const still = shortest?.needBytes ?? inAllBytes
  const lowered =
    still < inAllBytes
      ? `, and with all that can be done still ${formatBytes(still)} where there are ${formatRoom(shortest?.roomBytes ?? 0)}`
      : ''
  const where = room.device === 'metal' ? 'on this Mac' : 'on this machine'
  const holding = room.device === 'metal' ? `; ${smallestMac(need, linesOf)}` : ''
  const text = `does not fit ${room.isNow ? where : 'there'}: it needs ${needs}${lowered}${holding}`
  return {
    kind: 'bigger-mac',
    text,
    savesBytes: 0,
    isEnough: false,
    verdict: 'no',
    flag: null,
    how: { kind: 'act', text },
    costs: null,
  }
}

const excess = ({ needBytes, roomBytes }: Line): number => needBytes - (roomBytes ?? Infinity)

function smallestMac(need: Parameters<LinesOf>[0], linesOf: LinesOf): string {
  const sizeGib = soldGib.find((gib) =>
    linesOf(need, roomOfMac(parseMac(`${gib}GB`))).every(
      ({ needBytes, roomBytes }) => needBytes <= fitsUpTo * (roomBytes ?? 0),
    ),
  )
  return sizeGib === undefined
    ? 'no Mac holds it as it is'
    : `a Mac with ${formatCount(sizeGib)} GB holds it as it is`
}
