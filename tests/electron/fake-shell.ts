import type { Display, Rectangle } from '../../src/main/electron/popover/placement.ts'
import type {
  ScreenPort,
  WindowEvents,
  WindowPort,
} from '../../src/main/electron/popover/popover-port.ts'
import type { FromMain, MenuBegins } from '../../src/shared/contract.ts'

export const macBook: Display = {
  bounds: { x: 0, y: 0, width: 1_512, height: 982 },
  workArea: { x: 0, y: 38, width: 1_512, height: 874 },
}
/** To the right of it. */
export const secondDisplay: Display = {
  bounds: { x: 1_512, y: 0, width: 1_920, height: 1_080 },
  workArea: { x: 1_512, y: 24, width: 1_920, height: 1_056 },
}
export const gaugeBounds: Rectangle = { x: 900, y: 0, width: 60, height: 38 }
export const parkedBounds: Rectangle = { x: 0, y: 982, width: 60, height: 22 }

/** A click near the left end of the gauge, as the system tells it. */
export const clickOn = (trayBounds: Rectangle) => ({
  trayBounds,
  cursor: { x: trayBounds.x + 5, y: trayBounds.y + 10 },
})
export const click = clickOn(gaugeBounds)

export interface FakeScreen extends ScreenPort {
  set(found: { readonly trayBounds?: Rectangle; readonly displays?: readonly Display[] }): void
}

export function createFakeScreen(): FakeScreen {
  let trayBounds = gaugeBounds
  let displays: readonly Display[] = [macBook]
  return {
    trayBounds: () => trayBounds,
    displays: () => displays,
    set: (found) => {
      trayBounds = found.trayBounds ?? trayBounds
      displays = found.displays ?? displays
    },
  }
}

/** What was sent, in a few words: `view shown`, `snapshot 5`. */
export function wordsOf(message: FromMain): string {
  switch (message.kind) {
    case 'view': {
      const { isShown, isGaugeHidden, mayAct, language } = message.value
      const { told = null, begins = null } = message.value
      const speaks = language === 'en' ? '' : `, in ${language ?? 'nothing'}`
      const shown = isShown ? 'shown' : 'hidden'
      // whoever sits at the Mac may act: the usual is not worth a word
      const no = `${isGaugeHidden ? ', no gauge' : ''}${mayAct ? '' : ', may not act'}`
      const tells = told === null ? '' : `, tells "${told.sentence}"`
      return `view ${shown}${no}${speaks}${tells}${begins === null ? '' : `, begins ${beginsWords(begins)}`}`
    }
    case 'snapshot':
      return `snapshot ${message.value.atMs}`
    case 'reply':
    case 'preferences':
      return message.kind
  }
}

function beginsWords(begins: MenuBegins): string {
  switch (begins.kind) {
    case 'quit':
      return `quit ${begins.appId}`
    case 'unload':
      return `unload ${begins.modelId}`
    case 'suggested':
      return begins.kind
    case 'details':
      return begins.place.section
    case 'alert':
      return `alert ${begins.alertId}`
  }
}

export interface FakeWindow extends WindowPort {
  isThere(): boolean
  /** All that has happened to it since this was asked last, in order. */
  taken(): readonly string[]
  /** What it tells; of the window that stands. */
  tells(): WindowEvents
  /** Its page has loaded and was painted. */
  paint(): void
  /** What it is called for who listens, since it was shown last. */
  accessibleTitle(): string
}

export function createFakeWindow(): FakeWindow {
  let log: string[] = []
  let current: WindowEvents | null = null
  let title = ''
  const note = (words: string): void => {
    if (current === null) throw new Error(`${words}: there is no window`)
    log.push(words)
  }
  const tells = (): WindowEvents => {
    if (current === null) throw new Error('there is no window')
    return current
  }
  return {
    isThere: () => current !== null,
    create: (events) => {
      if (current !== null) throw new Error('there is a window already')
      current = events
      note('create')
    },
    show: ({ x, y, width, height }, accessibleTitle) => {
      title = accessibleTitle
      note(`show ${width} × ${height} at ${x}, ${y}`)
    },
    move: ({ x, y }) => note(`move to ${x}, ${y}`),
    focus: () => note('focus'),
    hide: () => note('hide'),
    destroy: () => {
      note('destroy')
      current = null
    },
    // where there is no window, nobody hears it
    send: (message) => void (current !== null && note(wordsOf(message))),
    taken: () => {
      const taken = log
      log = []
      return taken
    },
    tells,
    paint: () => {
      tells().loaded()
      tells().ready()
    },
    accessibleTitle: () => title,
  }
}
