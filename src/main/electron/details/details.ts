import type { DetailsPlace } from '../../../shared/details.ts'
import type { Language } from '../../../shared/language.ts'
import type { Core } from '../../core/core.ts'
import type { Clock } from '../../host/host.ts'
import { createPage, type Page } from '../page.ts'
import { createCrashBudget } from '../popover/crash-budget.ts'
import type { Display, Rectangle } from '../popover/placement.ts'
import type { DetailsEvents, DetailsPort } from './details-port.ts'
import { fitBounds } from './fit-bounds.ts'
import type { KeptBounds } from './kept-bounds.ts'

export interface DetailsOptions {
  readonly window: DetailsPort
  readonly core: Pick<Core, 'current' | 'look' | 'onSnapshot' | 'preferencesNow' | 'onPreferences'>
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly bounds: KeptBounds
  readonly displays: () => readonly Display[]
  /** That of the menu. */
  readonly language: () => Language
  /** It has crashed once more than it came back from. */
  readonly onBroken: () => void
}

/** The window of the details, from its opening to its end. */
export interface Details {
  /** Opens it, or brings it to the front, at this place. */
  open(place: DetailsPlace): void
  isFocused(): boolean
  close(): void
  /** What is said beside the Snapshots is another: the language. */
  pushView(): void
  /** The app ends: nothing is left of it. */
  end(): void
}

/** While it is dragged its place changes many times a second. */
const keepAfterMs = 500
/** It comes back by itself after one crash in a minute. */
const mostCrashes = 1

/** Made when it is wanted, and gone when it is closed; it is told anything, and Core is looked at, only while it can be seen. */
export function createDetails(options: DetailsOptions): Details {
  const { window, core, clock, bounds, displays, onBroken } = options
  const crashes = createCrashBudget(mostCrashes)
  const keeping = createKeeping(clock, bounds)
  const page = createLedPage(options)
  let isThere = false

  const create = (place: DetailsPlace): void => {
    isThere = true
    page.lead(place)
    window.create(fitBounds(bounds.current(), displays()), place.section, events)
  }
  const forget = (): void => {
    isThere = false
    keeping.hurry()
    page.see(false)
  }
  const events: DetailsEvents = {
    loaded: page.sendAll,
    ready: window.show,
    seen: page.see,
    placed: keeping.note,
    gone: () => {
      const place = page.place()
      forget()
      window.destroy()
      if (crashes.note(clock.nowMs()) && place !== null) create(place)
      else onBroken()
    },
    closed: forget,
  }
  const ends = [core.onSnapshot(page.sendSnapshot), core.onPreferences(page.sendPreferences)]
  const close = (): void => {
    if (!isThere) return
    forget()
    window.destroy()
  }

  return {
    open: (place) => {
      if (!isThere) return create(place)
      page.lead(place)
      window.show()
    },
    isFocused: window.isFocused,
    close,
    pushView: page.sendView,
    end: () => {
      close()
      ends.forEach((end) => end())
    },
  }
}

interface LedPage extends Page {
  /** Where it is led to, also once more to the same place. */
  lead(place: DetailsPlace): void
  place(): DetailsPlace | null
  see(isSeen: boolean): void
}

/** The page in the window, which is led to places; Core is looked at for as long as it is seen. */
function createLedPage({ window, core, language }: DetailsOptions): LedPage {
  let place: DetailsPlace | null = null
  let endLook: (() => void) | null = null
  const isSeen = (): boolean => endLook !== null
  const page = createPage({
    send: window.send,
    view: () => ({
      isShown: isSeen(),
      isGaugeHidden: false,
      mayAct: true, // whoever sits at this Mac
      language: language(),
    }),
    current: core.current,
    preferences: core.preferencesNow,
  })
  return {
    ...page,
    lead: (next) => {
      place = next
      page.tell({ begins: { kind: 'details', place: next } })
    },
    place: () => place,
    see: (isNowSeen) => {
      if (isNowSeen === isSeen()) return
      endLook?.()
      endLook = isNowSeen ? core.look() : null
      // what it shows may be of long ago
      if (isNowSeen) page.sendAll()
      else page.sendView()
    },
  }
}

/** Keeps where it was left, once it stays there. */
function createKeeping(
  clock: Pick<Clock, 'after'>,
  bounds: KeptBounds,
): { note(at: Rectangle): void; hurry(): void } {
  let owed: Rectangle | null = null
  let cancel = (): void => undefined
  const hurry = (): void => {
    cancel()
    if (owed !== null) void bounds.keep(owed)
    owed = null
  }
  return {
    note: (at) => {
      cancel()
      owed = at
      cancel = clock.after(keepAfterMs, hurry)
    },
    hurry,
  }
}
