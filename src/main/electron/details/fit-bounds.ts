import type { Display, Rectangle, Size } from '../popover/placement.ts'

/** As it is opened first, and the least it can be made. */
export const detailsSize: Size = { width: 960, height: 680 }
export const leastDetailsSize: Size = { width: 640, height: 420 }

/**
 * Where the window of the details opens: where it was left, moved and shrunk into the display that shows most of it; where it
 * never was, or that display is gone, in the middle of the primary one, which stands first.
 */
export function fitBounds(left: Rectangle | null, displays: readonly Display[]): Rectangle {
  const [primary] = displays
  const shown = left === null ? undefined : mostOf(left, displays)
  const area = (shown ?? primary)?.workArea
  // none is connected: nobody sees it
  if (area === undefined) return rounded(left ?? { x: 0, y: 0, ...detailsSize })
  const width = sideIn(left?.width ?? detailsSize.width, leastDetailsSize.width, area.width)
  const height = sideIn(left?.height ?? detailsSize.height, leastDetailsSize.height, area.height)
  const inMiddle = {
    x: area.x + (area.width - width) / 2,
    y: area.y + (area.height - height) / 2,
  }
  const { x, y } = left === null || shown === undefined ? inMiddle : left
  return rounded({
    x: Math.max(area.x, Math.min(x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(y, area.y + area.height - height)),
    width,
    height,
  })
}

const sideIn = (wanted: number, least: number, most: number): number =>
  Math.min(Math.max(wanted, least), most)

function mostOf(window: Rectangle, displays: readonly Display[]): Display | undefined {
  const [best] = displays
    .map((display) => ({ display, shown: sharedArea(window, display.workArea) }))
    .filter(({ shown }) => shown > 0)
    .toSorted((one, other) => other.shown - one.shown)
  return best?.display
}

function sharedArea(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** Whole points: others have crashed Electron. */
const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})
