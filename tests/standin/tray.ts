import { EventEmitter } from 'node:events'
import type { Displays } from './displays.ts'
import { whole } from './loud.ts'
import type { Records } from './records.ts'

const fontTypes: ReadonlySet<unknown> = new Set([undefined, 'monospaced', 'monospacedDigit'])
const itemWidth = 34

export interface Trays {
  readonly Tray: typeof Electron.Tray
  /** For a spec: where the next `getBounds` says that the item lies; null: at its usual place. */
  setBounds(bounds: Electron.Rectangle | null): void
}

export interface TraysOptions {
  readonly records: Records
  readonly displays: Displays
  isReady(): boolean
}

export function createTrays({ records, displays, isReady }: TraysOptions): Trays {
  let given: Electron.Rectangle | null = null
  const bounds = (): Electron.Rectangle => {
    if (given !== null) return given
    const display = displays.screen.getPrimaryDisplay()
    const height = display.workArea.y - display.bounds.y
    const x = display.bounds.x + display.bounds.width - 300
    return { x, y: display.bounds.y, width: itemWidth, height }
  }
  const parts = new WeakMap<object, Part>()
  class Tray extends EventEmitter {
    constructor(image: Electron.NativeImage | string, guid?: string) {
      super()
      if (!isReady()) throw new Error('Cannot create Tray before app is ready')
      let isDestroyed = false
      const end = (): void => void (isDestroyed = true)
      const tray = whole<Electron.Tray>('Tray', this, () => isDestroyed)
      const part = describe(image, guid, bounds, { end, isEnded: () => isDestroyed })
      parts.set(this, part).set(tray, part)
      Object.assign(this, { __look: part.__look })
      records.trays.push(tray)
      // oxlint-disable-next-line no-constructor-return -- the instance with its missing members loud
      return tray as never
    }
  }
  for (const name of methods) {
    // on the prototype, as Electron's are: a spec may put its own in their place
    const value = function (this: object, ...args: readonly unknown[]): unknown {
      const method: unknown = Reflect.get(parts.get(this) ?? {}, name)
      return typeof method === 'function' ? Reflect.apply(method, this, args) : undefined
    }
    Object.defineProperty(Tray.prototype, name, { value, writable: true, configurable: true })
  }
  return {
    Tray: whole<typeof Electron.Tray>('Tray', Tray),
    setBounds: (value) => void (given = value),
  }
}

/** What `__standin` shows of a tray, besides its API. */
export interface TrayLook {
  image: Electron.NativeImage | string
  pressedImage: Electron.NativeImage | string | null
  toolTip: string
  contextMenu: Electron.Menu | null
  poppedUp: Electron.Menu | null
  ignoresDoubleClicks: boolean
}

const methods = [
  'setImage',
  'setPressedImage',
  'setTitle',
  'getTitle',
  'setToolTip',
  'getBounds',
  'setIgnoreDoubleClickEvents',
  'setContextMenu',
  'popUpContextMenu',
  'closeContextMenu',
  'getGUID',
  'destroy',
  'isDestroyed',
] as const satisfies readonly (keyof Part & keyof Electron.Tray)[]

type Part = ReturnType<typeof describe>

function describe(
  image: Electron.NativeImage | string,
  guid: string | undefined,
  getBounds: () => Electron.Rectangle,
  life: { end(): void; isEnded(): boolean },
) {
  let title = ''
  const look: TrayLook = {
    image,
    pressedImage: null,
    toolTip: '',
    contextMenu: null,
    poppedUp: null,
    ignoresDoubleClicks: false,
  }
  const part = {
    setImage: (value) => void (look.image = value),
    setPressedImage: (value) => void (look.pressedImage = value),
    setTitle: (value, options) => {
      if (!fontTypes.has(options?.fontType))
        throw new TypeError("fontType must be one of 'monospaced' or 'monospacedDigit'")
      title = value
    },
    getTitle: () => title,
    setToolTip: (value) => void (look.toolTip = value),
    getBounds,
    setIgnoreDoubleClickEvents: (ignore) => void (look.ignoresDoubleClicks = ignore),
    setContextMenu: (menu) => void (look.contextMenu = menu),
    popUpContextMenu: (menu) => void (look.poppedUp = menu ?? look.contextMenu),
    closeContextMenu: () => void (look.poppedUp = null),
    getGUID: () => guid ?? null,
    destroy: life.end,
    isDestroyed: life.isEnded,
  } satisfies Partial<Electron.Tray>
  return { ...part, __look: look }
}
