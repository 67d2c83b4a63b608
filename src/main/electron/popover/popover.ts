import type { View } from '../../../shared/contract.ts'
import type { Language } from '../../../shared/language.ts'
import type { Preferences } from '../../../shared/preferences.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Clock } from '../../host/host.ts'
import { createPage, type Opening } from '../page.ts'
import { createCrashBudget } from './crash-budget.ts'
import type { Anchor, Rectangle } from './placement.ts'
import { noPopover, stepPopover, type PopoverEffect, type PopoverEvent } from './popover-machine.ts'
import type { ScreenPort, WindowEvents, WindowPort } from './popover-port.ts'
import { createSite } from './popover-site.ts'

export interface PopoverOptions {
  readonly window: WindowPort
  readonly screen: ScreenPort
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  /** The last Snapshot, for a page that has just loaded or comes into sight. */
  readonly current: () => Snapshot | null
  /** Those that are in force; null: there are none. */
  readonly preferences: () => Preferences | null
  readonly sentence: () => string
  /** That of the menu: the page of a window does not ask Chromium, which may answer otherwise. */
  readonly language: () => Language
  /** How long a hidden window is kept for a quick return; 0: it goes as it is hidden. */
  readonly warmMs: () => number
  /** Wanted on screen, or no more; before anything of it happens. */
  readonly onShown: (isShown: boolean) => void
}

export interface Popover {
  /** The mouse goes down on the gauge; `toggle`: a click on it, or its keys, which come from nowhere. */
  press(): void
  toggle(at: Anchor | null): void
  /** `opening`: what it says until it is closed, and what it begins. */
  open(opening?: Opening): void
  dismiss(): void
  /** The app is no more in front. */
  blur(): void
  /** Displays have come, gone, or changed. */
  replace(): void
  push(snapshot: Snapshot): void
  /** They have changed, by whoever it was. */
  pushPreferences(): void
  /** What is said beside the Snapshots is another: the language. */
  pushView(): void
  /** How long a hidden window is kept is another time now: one that is hidden is kept for that from here on. */
  followWarm(): void
  /** It has crashed too often to come back by itself. */
  isBroken(): boolean
  /** The app ends: the window goes, no timer stays, and nothing brings it back. */
  close(): void
}

/** The popover's life: does what its machine says, places it, and tells its page what it is to show. */
export function createPopover(options: PopoverOptions): Popover {
  const { window, clock, onShown } = options
  const crashes = createCrashBudget()
  const timers = createTimers(clock)
  const site = createSite(options.screen)
  const machine = createMachine(onWanted, (effect) => act(effect))
  const { dispatch, isWanted } = machine
  // a page that is still loading paints what it will show
  const page = createPage({
    ...options,
    send: window.send,
    view: () => viewOf(options, { isShown: isWanted(), isGaugeHidden: site.isGaugeHidden() }),
  })
  const events = createEvents(dispatch, page.sendAll, () => crashes.note(clock.nowMs()))
  const shown = { place: site.place, sentence: options.sentence }
  const act = createActs({ window, timers, events, dispatch, warmMs: options.warmMs }, shown)

  function onWanted(): void {
    onShown(isWanted())
    // first of all: what it shows may be two minutes old
    if (isWanted()) page.sendAll()
    else page.forget() // what it said was there to be read
  }

  return {
    press: () => dispatch({ kind: 'pressed' }),
    toggle: (anchor) => {
      site.anchorAt(anchor)
      dispatch({ kind: 'toggled' })
    },
    open: (opening) => {
      if (!isWanted()) site.anchorAt(null)
      if (opening !== undefined) page.tell(opening)
      dispatch({ kind: 'opened' })
    },
    dismiss: () => dispatch({ kind: 'dismissed' }),
    blur: () => dispatch({ kind: 'blurred' }),
    replace: () => {
      site.forgetGauge()
      if (!isWanted()) return
      window.move(site.place())
      page.sendView()
    },
    push: page.sendSnapshot,
    pushPreferences: page.sendPreferences,
    pushView: page.sendView,
    followWarm: () => {
      if (timers.isRunning('warm')) act({ kind: 'start-warm' })
    },
    isBroken: () => crashes.isExhausted(clock.nowMs()),
    close: () => {
      if (isWanted()) onShown(false)
      timers.stopAll()
      machine.end()
    },
  }
}

const viewOf = (
  { language }: Pick<PopoverOptions, 'language'>,
  shown: Pick<View, 'isShown' | 'isGaugeHidden'>,
): View => ({
  ...shown,
  mayAct: true, // whoever sits at this Mac
  language: language(),
})

/** The machine as it runs, until it is ended. `onWanted` comes before anything is done about it. */
function createMachine(
  onWanted: () => void,
  act: (effect: PopoverEffect) => void,
): { dispatch(event: PopoverEvent): void; isWanted(): boolean; end(): void } {
  let state = noPopover
  let hasEnded = false
  return {
    dispatch: (event) => {
      if (hasEnded) return
      const wasWanted = state.isWanted
      const step = stepPopover(state, event)
      state = step.state
      if (state.isWanted !== wasWanted) onWanted()
      step.effects.forEach(act)
    },
    isWanted: () => state.isWanted,
    end: () => {
      hasEnded = true
      if (state.window !== 'none') act({ kind: 'destroy' })
      state = noPopover
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
  escaped: () => dispatch({ kind: 'escaped' }),
  escapeAnswered: (isUsed) => dispatch({ kind: isUsed ? 'kept' : 'dismissed' }),
  gone: () => dispatch({ kind: 'gone', mayComeBack: mayComeBack() }),
  closed: () => dispatch({ kind: 'gone', mayComeBack: false }),
})

interface Acting {
  readonly window: WindowPort
  readonly timers: Timers
  readonly events: WindowEvents
  readonly dispatch: (event: PopoverEvent) => void
  readonly warmMs: () => number
}

/** Does each thing that the machine asks for. */
function createActs(
  { window, timers, events, dispatch, warmMs }: Acting,
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
      case 'start-escape':
        return timers.start('escape', effect.afterMs, () => dispatch({ kind: 'escape-over' }))
      case 'stop-escape':
        return timers.stop('escape')
      case 'start-warm':
        return timers.start('warm', warmMs(), () => dispatch({ kind: 'warm-over' }))
      case 'stop-warm':
        return timers.stop('warm')
    }
  }
}

type Timer = 'leave' | 'warm' | 'escape'
interface Timers {
  /** Starting one that runs begins it anew. */
  start(name: Timer, afterMs: number, wake: () => void): void
  stop(name: Timer): void
  isRunning(name: Timer): boolean
  stopAll(): void
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
      const over = (): void => {
        cancels.delete(name)
        wake()
      }
      cancels.set(name, clock.after(afterMs, over))
    },
    stop,
    isRunning: (name) => cancels.has(name),
    stopAll: () => [...cancels.keys()].forEach(stop),
  }
}
