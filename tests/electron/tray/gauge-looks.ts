import {
  drawGauge,
  gaugeSizePoints,
  gaugeSteps,
  keyOfGauge,
  type GaugeLook,
} from '../../../src/shared/gauge.ts'
import type { LoudSeverity } from '../../../src/shared/alert-text.ts'
import { gaugeStyles, type GaugeStyle } from '../../../src/shared/settings.ts'
import type { StateWord } from '../../../src/shared/snapshot.ts'

export const states: readonly StateWord[] = ['plenty', 'tight', 'full', 'unknown']
export const alertWords: readonly LoudSeverity[] = ['warning', 'imminent']
export const levelledStates: readonly StateWord[] = ['plenty', 'tight']
export const sizes: readonly number[] = [gaugeSizePoints, 2 * gaugeSizePoints]
export const allSteps: readonly number[] = Array.from({ length: gaugeSteps + 1 }, (_, n) => n)

/** Every state without an alert, and every alert, in replay or not; at one level, in one style. */
export const looksAt = (style: GaugeStyle, steps: number): readonly GaugeLook[] =>
  [
    ...states.map((state) => ({ state, alert: null })),
    ...alertWords.map((alert) => ({ state: 'plenty', alert }) as const),
  ].flatMap((look) => [false, true].map((isReplay) => ({ style, ...look, isReplay, steps })))

export const allLooksIn = (style: GaugeStyle): readonly GaugeLook[] =>
  allSteps.flatMap((steps) => looksAt(style, steps))

export const allLooks: readonly GaugeLook[] = gaugeStyles.flatMap(allLooksIn)

/** The alpha of every pixel, from 0 to 255, row by row. */
export const alphaOf = (look: GaugeLook, sizePixels: number): Uint8Array =>
  drawGauge(look, sizePixels).filter((_, index) => index % 4 === 3)

/** One look for each key: nothing is drawn twice. */
const distinct = (looks: readonly GaugeLook[]): readonly GaugeLook[] => [
  ...new Map(looks.map((look) => [keyOfGauge(look), look])).values(),
]
export const distinctLooks = distinct(allLooks)
export const distinctLooksIn = (style: GaugeStyle): readonly GaugeLook[] =>
  distinct(allLooksIn(style))

type Kind = Pick<GaugeLook, 'state' | 'alert' | 'isReplay'>

export const isSameKind = (one: Kind, other: Kind): boolean =>
  one.state === other.state && one.alert === other.alert && one.isReplay === other.isReplay

/** Left and right changed. */
export const mirrored = (alpha: Uint8Array, size: number): Uint8Array =>
  alpha.map((_, at) => alpha[at - (at % size) + size - 1 - (at % size)] ?? 0)

/** Top and bottom changed. */
export const upsideDown = (alpha: Uint8Array, size: number): Uint8Array =>
  mirrored(alpha, size).reverse()

/** Each pixel the mean of its 3 × 3 neighbourhood, as an eye sees it from afar; empty beyond the edge. */
export function blurred(alpha: Uint8Array, size: number): Uint8Array {
  const around = [-1, 0, 1]
  return alpha.map((_, at) => {
    const [x, y] = [at % size, Math.floor(at / size)]
    const sum = around.reduce((total, down) => {
      const isRow = y + down >= 0 && y + down < size
      return around.reduce((part, right) => {
        const isInside = isRow && x + right >= 0 && x + right < size
        return part + (isInside ? (alpha[at + down * size + right] ?? 0) : 0)
      }, total)
    }, 0)
    return Math.round(sum / 9)
  })
}

/** 2× averaged down to 1×. */
export function halved(alpha: Uint8Array, size: number): Uint8Array {
  const half = size / 2
  return new Uint8Array(half * half).map((_, at) => {
    const corner = Math.floor(at / half) * 2 * size + (at % half) * 2
    const four = [corner, corner + 1, corner + size, corner + size + 1]
    return Math.round(four.reduce((sum, index) => sum + (alpha[index] ?? 0), 0) / 4)
  })
}

/** In square points: what so much of the icon's area is, drawn black. The same at every size. */
export const areaOf = (alphaSum: number, size: number): number =>
  alphaSum / 255 / (size / gaugeSizePoints) ** 2

export function differenceArea(one: Uint8Array, other: Uint8Array, size: number): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0))
  return areaOf(sum, size)
}

/** How many separate pieces the chosen pixels form; pixels that meet at an edge belong together. */
export function piecesOf(isChosen: readonly boolean[], size: number): number {
  const left = new Set(isChosen.flatMap((isOne, at) => (isOne ? [at] : [])))
  let count = 0
  for (const start of left) {
    count++
    left.delete(start)
    for (const reached = [start]; reached.length > 0;) {
      const at = reached.pop() ?? start
      const beside = [at % size > 0 ? at - 1 : -1, (at + 1) % size > 0 ? at + 1 : -1]
      for (const next of [...beside, at - size, at + size]) {
        if (left.delete(next)) reached.push(next)
      }
    }
  }
  return count
}
