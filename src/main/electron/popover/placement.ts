/** Points of the screen, as Electron counts them: y grows downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
export interface Rectangle extends Point, Size {}

/** A display and what the menu bar and the Dock leave of it. */
export interface Display {
  readonly bounds: Rectangle
  readonly workArea: Rectangle
}

/** Where the gauge was clicked. */
export interface Anchor {
  /** In the menu bar that was clicked. */
  readonly trayBounds: Rectangle
  /** null: it was no click of a mouse. */
  readonly cursor: Point | null
}

/** VoiceOver's click, and the keyboard's, come without bounds: where the mouse is has nothing to do with them. */
export const anchorOf = (
  clicked: Rectangle | undefined,
  cursor: Point,
  trayBounds: () => Rectangle,
): Anchor =>
  clicked === undefined || clicked.width === 0
    ? { trayBounds: trayBounds(), cursor: null }
    : { trayBounds: clicked, cursor }

export interface PlacementInput {
  /** Where the gauge is; null, or empty, where that is not known. */
  readonly trayBounds: Rectangle | null
  /** Where the mouse is; null where nobody has clicked. */
  readonly cursor: Point | null
  /** The primary one first. */
  readonly displays: readonly Display[]
  readonly size: Size
}

/** Between the popover and the edges of its display. */
const marginPoints = 8

const contains = ({ x, y, width, height }: Rectangle, point: Point): boolean =>
  point.x >= x && point.x < x + width && point.y >= y && point.y < y + height

const centreOf = ({ x, y, width, height }: Rectangle): Point => ({
  x: x + width / 2,
  y: y + height / 2,
})

/** Where `least` is more than `most`, `least`. */
const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most))

/**
 * Where the popover goes: below the gauge, centred on it, within the display whose menu bar was clicked. Each display has a
 * menu bar, but macOS tells one gauge's place: a click on another display is placed by the mouse. Without a gauge to stand
 * below, centred at the top. Whole points: others have crashed Electron.
 */
export function placePopover({ trayBounds, cursor, displays, size }: PlacementInput): Rectangle {
  const gauge = trayBounds === null || trayBounds.width <= 0 ? null : trayBounds
  const displayAt = (point: Point | null): Display | undefined =>
    point === null ? undefined : displays.find(({ bounds }) => contains(bounds, point))
  const ofGauge = displayAt(gauge === null ? null : centreOf(gauge))
  const ofCursor = displayAt(cursor)
  const display = ofCursor ?? ofGauge ?? displays[0]
  if (display === undefined) return rounded({ x: 0, y: 0, ...size }) // none is connected: nobody sees it
  const { workArea } = display
  const isBelowGauge = gauge !== null && display === ofGauge
  const width = Math.min(size.width, workArea.width)
  const height = Math.min(size.height, workArea.height - marginPoints)
  const byClick = gauge !== null && ofCursor !== undefined ? cursor : null
  const centreX = (isBelowGauge ? centreOf(gauge) : (byClick ?? centreOf(workArea))).x
  const marginX = Math.min(marginPoints, (workArea.width - width) / 2)
  const left = workArea.x + marginX
  // a menu bar that shows itself over a full-screen app is in no work area
  const top = isBelowGauge ? Math.max(workArea.y, gauge.y + gauge.height) : workArea.y
  return rounded({
    x: clamp(centreX - width / 2, left, workArea.x + workArea.width - marginX - width),
    y: clamp(top, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  })
}

const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})

/**
 * Whether the gauge is switched off (macOS 26: System Settings > Menu Bar): macOS then parks it just below the primary
 * display, the first one (electron.md §1). What cannot be told: a gauge that does not fit beside the notch keeps its place, one
 * in a menu bar that hides itself lies above the screen, managers of menu bars push it aside, and where another display
 * begins below the primary one, its menu bar lies where gauges are parked.
 */
export function isGaugeHidden(trayBounds: Rectangle, displays: readonly Display[]): boolean {
  const [primary] = displays
  if (primary === undefined || trayBounds.height === 0) return false
  const isBelow = trayBounds.y >= primary.bounds.y + primary.bounds.height
  return isBelow && !displays.some(({ bounds }) => contains(bounds, trayBounds))
}
