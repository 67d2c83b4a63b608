import { EventEmitter } from 'node:events'
import { createEvent, tell } from './events.ts'
import { whole } from './loud.ts'

export interface Displays {
  readonly screen: Electron.Screen
  matching(rectangle: Electron.Rectangle): Electron.Display
  /** For a spec: these are connected now. */
  set(displays: readonly Partial<Electron.Display>[]): void
  onChange(act: () => void): void
}

/** A 14-inch MacBook Pro: Retina, its menu bar as high as the notch. */
const builtIn = {
  id: 1,
  label: 'Built-in Retina Display',
  bounds: { x: 0, y: 0, width: 1512, height: 982 },
  workArea: { x: 0, y: 38, width: 1512, height: 944 },
  scaleFactor: 2,
  internal: true,
} satisfies Partial<Electron.Display>

function displayOf(given: Partial<Electron.Display>, index: number): Electron.Display {
  const { bounds = builtIn.bounds, scaleFactor = 1 } = given
  const belowMenuBar = { ...bounds, y: bounds.y + 24, height: bounds.height - 24 }
  const { workArea = belowMenuBar } = given
  const part = {
    id: index + 1,
    label: '',
    rotation: 0,
    internal: false,
    monochrome: false,
    depthPerComponent: 8,
    colorDepth: 24,
    ...given,
    bounds,
    workArea,
    scaleFactor,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
  } satisfies Partial<Electron.Display>
  return part as Electron.Display // a plain value, which evaluate() may hand to a spec
}

const overlap = (a: Electron.Rectangle, b: Electron.Rectangle): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

const distance = (point: Electron.Point, { bounds }: Electron.Display): number => {
  const dx = Math.max(bounds.x - point.x, 0, point.x - (bounds.x + bounds.width - 1))
  const dy = Math.max(bounds.y - point.y, 0, point.y - (bounds.y + bounds.height - 1))
  return Math.hypot(dx, dy)
}

const best = (
  displays: readonly Electron.Display[],
  costOf: (display: Electron.Display) => number,
): Electron.Display => displays.reduce((one, other) => (costOf(other) < costOf(one) ? other : one))

export function createDisplays(isReady: () => boolean): Displays {
  let displays: readonly Electron.Display[] = [displayOf(builtIn, 0)]
  const changes: (() => void)[] = []
  const now = (): readonly Electron.Display[] => {
    if (isReady()) return displays
    throw new Error("The 'screen' module can't be used before the app 'ready' event")
  }
  const nearest = (point: Electron.Point) => best(now(), (display) => distance(point, display))
  const matching = (area: Electron.Rectangle): Electron.Display => {
    const one = best(now(), (display) => -overlap(area, display.bounds))
    const center = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
    return overlap(area, one.bounds) > 0 ? one : nearest(center)
  }
  const part = {
    getAllDisplays: () => [...now()],
    getPrimaryDisplay: () => best(now(), () => 0),
    getCursorScreenPoint: () => (now(), { x: 756, y: 491 }),
  } satisfies Partial<Electron.Screen>
  const screen = whole<Electron.Screen>('screen', Object.assign(new EventEmitter(), part))
  return {
    screen,
    matching,
    onChange: (act) => void changes.push(act),
    set: (given) => {
      if (given.length === 0) throw new Error('one display at least')
      const old = displays
      displays = given.map(displayOf)
      for (const act of changes) act()
      announce(screen, old, displays)
    },
  }
}

function announce(
  screen: Electron.Screen,
  old: readonly Electron.Display[],
  now: readonly Electron.Display[],
): void {
  const in_ = (list: readonly Electron.Display[], id: number) => list.find((one) => one.id === id)
  for (const one of old)
    if (in_(now, one.id) === undefined)
      tell('Screen', screen, 'display-removed', createEvent({}), one)
  for (const one of now) {
    const before = in_(old, one.id)
    if (before === undefined) tell('Screen', screen, 'display-added', createEvent({}), one)
    else {
      const names = ['bounds', 'workArea', 'scaleFactor', 'rotation'] as const
      const changed = names.filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(one[name]),
      )
      if (changed.length > 0)
        tell('Screen', screen, 'display-metrics-changed', createEvent({}), one, changed)
    }
  }
}
