import type { FromMain, View } from '../../shared/contract.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Clock } from '../host/host.ts'
import { createCrashBudget } from './crash-budget.ts'
import {
  isGaugeHidden,
  placePopover,
  type Display,
  type Point,
  type Rectangle,
  type Size,
} from './placement.ts'
import { noPopover, stepPopover, type PopoverEffect, type PopoverEvent } from './popover-machine.ts'

/** What its window tells. */
export interface WindowEvents {
  /** Its page is there and listens. */
  loaded(): void
  /** It has been painted. */
  ready(): void
  blurred(): void
  focused(): void
  escaped(): void
  /** Its process, or the window itself, has ended without our asking. */
  gone(): void
}

/** The window, as far as it does anything: all of Electron that the popover needs. */
export interface WindowPort {
  create(events: WindowEvents): void
  show(place: Rectangle, accessibleTitle: string): void
  move(place: Rectangle): void
  focus(): void
  hide(): void
  destroy(): void
  send(message: FromMain): void
}

export interface ScreenPort {
  trayBounds(): Rectangle
  displays(): readonly Display[]
}

export interface PopoverOptions {
  readonly window: WindowPort
  readonly screen: ScreenPort
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  /** The last Snapshot, for a page that has just loaded or comes into sight. */
  readonly current: () => Snapshot | null
  readonly sentence: () => string
  /** Wanted on screen, or no more; before anything of it happens. */
  readonly onShown: (isShown: boolean) => void
}

export interface Popover {
  /** A click on the gauge, or the mouse going down on it. `at`: in the menu bar that was clicked. */
  press(): void
  toggle(at: { readonly trayBounds: Rectangle; readonly cursor: Point }): void
  open(): void
  dismiss(): void
  /** The app is no more in front. */
  blur(): void
  /** Displays have come, gone, or changed. */
  replace(): void
  push(snapshot: Snapshot): void
  isShown(): boolean
  /** It has crashed too often to come back by itself. */
  isBroken(): boolean
}

export const popoverSize: Size = { width: 380, height: 640 }
/** How long a hidden window is kept for a quick return. */
const warmMs = 120_000

interface Anchor {
  readonly trayBounds: Rectangle
  readonly cursor: Point | null
}

/** The popover's life: does what its machine says, places it, and tells its page what it is to show. */
export function createPopover(options: PopoverOptions): Popover {
  const { window, clock, onShown } = options
  const crashes = createCrashBudget()
  const timers = createTimers(clock)
  const site = createSite(options.screen)
  let state = noPopover

  // a page that is still loading paints what it will show
  const isShown = (): boolean => state.isWanted
  const page = createPage(options, () => ({
    isShown: isShown(),
    isGaugeHidden: site.isGaugeHidden(),
  }))

  const dispatch = (event: PopoverEvent): void => {
    const wasShown = isShown()
    const step = stepPopover(state, event)
    state = step.state
    if (isShown() !== wasShown) {
      onShown(isShown())
      // first of all: what it shows may be two minutes old
      if (isShown()) page.sendAll()
      else page.sendView()
    }
    step.effects.forEach(act)
  }

  const mayComeBack = (): boolean => crashes.note(clock.nowMs())
  const events = createEvents(dispatch, page.sendAll, mayComeBack)
  const act = createActs(
    { window, timers, events, dispatch },
    { place: site.place, sentence: options.sentence },
  )

  return {
    press: () => dispatch({ kind: 'pressed' }),
    toggle: (anchor) => {
      site.anchorAt(anchor)
      dispatch({ kind: 'toggled' })
    },
    open: () => {
      if (!isShown()) site.anchorAt(null)
      dispatch({ kind: 'opened' })
    },
    dismiss: () => dispatch({ kind: 'dismissed' }),
    blur: () => dispatch({ kind: 'blurred' }),
    replace: () => {
      site.forgetGauge()
      if (!isShown()) return
      window.move(site.place())
      page.sendView()
    },
    push: (snapshot) => {
      if (isShown()) page.sendSnapshot(snapshot)
    },
    isShown,
    isBroken: () => crashes.isExhausted(clock.nowMs()),
  }
}

/** What the page in the window is told. */
function createPage(
  { window, current }: Pick<PopoverOptions, 'window' | 'current'>,
  view: () => View,
): { sendView(): void; sendSnapshot(snapshot: Snapshot): void; sendAll(): void } {
  const sendView = (): void => window.send({ kind: 'view', value: view() })
  const sendSnapshot = (value: Snapshot): void => window.send({ kind: 'snapshot', value })
  return {
    sendView,
    sendSnapshot,
    sendAll: () => {
      sendView()
      const snapshot = current()
      if (snapshot !== null) sendSnapshot(snapshot)
    },
  }
}

const createEvents = (
  dispatch: (event: PopoverEvent) => void,
  loaded: () => void,
  mayComeBack: () => boolean,
): WindowEvents => ({
  loaded,
  ready: () => dispatch({ kind: 'ready' }),
  blurred: () => dispatch({ kind: 'blurred' }),
  focused: () => dispatch({ kind: 'focused' }),
  escaped: () => dispatch({ kind: 'dismissed' }),
  gone: () => dispatch({ kind: 'gone', mayComeBack: mayComeBack() }),
})

interface Acting {
  readonly window: WindowPort
  readonly timers: Timers
  readonly events: WindowEvents
  readonly dispatch: (event: PopoverEvent) => void
}

/** Does each thing that the machine asks for. */
function createActs(
  { window, timers, events, dispatch }: Acting,
  shown: { readonly place: () => Rectangle; readonly sentence: () => string },
): (effect: PopoverEffect) => void {
  return (effect) => {
    switch (effect.kind) {
      case 'create':
        return window.create(events)
      case 'show':
        return window.show(shown.place(), shown.sentence())
      case 'focus':
        return window.focus()
      case 'hide':
        return window.hide()
      case 'destroy':
        return window.destroy()
      case 'start-leave':
        return timers.start('leave', effect.afterMs, () => dispatch({ kind: 'leave-over' }))
      case 'stop-leave':
        return timers.stop('leave')
      case 'start-warm':
        return timers.start('warm', warmMs, () => dispatch({ kind: 'warm-over' }))
      case 'stop-warm':
        return timers.stop('warm')
    }
  }
}

/** Where the popover belongs: below the gauge as it was clicked last, or as the system tells its place. */
function createSite(screen: ScreenPort): {
  anchorAt(anchor: Anchor | null): void
  /** Displays have changed: where the gauge was is nowhere now. */
  forgetGauge(): void
  place(): Rectangle
  isGaugeHidden(): boolean
} {
  let anchor: Anchor | null = null
  const isHidden = (): boolean => isGaugeHidden(screen.trayBounds(), screen.displays())
  return {
    anchorAt: (next) => {
      anchor = next
    },
    forgetGauge: () => {
      if (anchor !== null) anchor = { ...anchor, trayBounds: screen.trayBounds() }
    },
    place: () =>
      placePopover({
        trayBounds: isHidden() ? null : (anchor?.trayBounds ?? screen.trayBounds()),
        cursor: anchor?.cursor ?? null,
        displays: screen.displays(),
        size: popoverSize,
      }),
    isGaugeHidden: isHidden,
  }
}

type Timer = 'leave' | 'warm'
interface Timers {
  /** Starting one that runs begins it anew. */
  start(name: Timer, afterMs: number, wake: () => void): void
  stop(name: Timer): void
}

function createTimers(clock: Pick<Clock, 'after'>): Timers {
  const cancels = new Map<Timer, () => void>()
  const stop = (name: Timer): void => {
    cancels.get(name)?.()
    cancels.delete(name)
  }
  return {
    start: (name, afterMs, wake) => {
      stop(name)
      cancels.set(name, clock.after(afterMs, wake))
    },
    stop,
  }
}
