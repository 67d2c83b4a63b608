import { EventEmitter } from 'node:events'
import type { Displays } from './displays.ts'
import { whole } from './loud.ts'

const fontTypes: ReadonlySet<unknown> = new Set([undefined, 'monospaced', 'monospacedDigit'])
const itemWidth = 34

export interface TrayOptions {
  readonly displays: Displays
  isReady(): boolean
}

/** Nobody sees it: a spec notes what it is given, by methods of its own on the prototype (tests/app/spy.cjs). */
export function createTrayClass({ displays, isReady }: TrayOptions): typeof Electron.Tray {
  const destroyed = new WeakSet<object>()
  class Tray extends EventEmitter {
    constructor() {
      super()
      if (!isReady()) throw new Error('Cannot create Tray before app is ready')
      const tray: Electron.Tray = whole<Electron.Tray>('Tray', this, () => destroyed.has(tray))
      // oxlint-disable-next-line no-constructor-return -- the instance with its missing members loud
      return tray as never
    }
  }
  const nothing = (): void => undefined
  const methods = {
    setImage: nothing,
    setToolTip: nothing,
    setIgnoreDoubleClickEvents: nothing,
    popUpContextMenu: nothing,
    setTitle: (_title, options) => {
      if (!fontTypes.has(options?.fontType))
        throw new TypeError("fontType must be one of 'monospaced' or 'monospacedDigit'")
    },
    getBounds: () => {
      const { bounds, workArea } = displays.screen.getPrimaryDisplay()
      const x = bounds.x + bounds.width - 300
      return { x, y: bounds.y, width: itemWidth, height: workArea.y - bounds.y }
    },
    destroy(this: object) {
      destroyed.add(this)
    },
  } satisfies Partial<Electron.Tray>
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(Tray.prototype, name, { value, writable: true, configurable: true })
  return whole<typeof Electron.Tray>('Tray', Tray)
}
