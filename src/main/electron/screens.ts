import type { DetailsPlace } from '../../shared/details.ts'
import type { Core } from '../core/core.ts'
import type { Clock } from '../host/host.ts'
import { createDetails, type DetailsOptions } from './details/details.ts'
import { createPopover, type Popover } from './popover/popover.ts'
import type { ScreenPort, WindowPort } from './popover/popover-port.ts'
import type { OpenWindow } from './tray/menu-choice.ts'
import type { Voices } from './tray/voices.ts'

export interface ScreensOptions {
  readonly core: DetailsOptions['core'] & Pick<Core, 'current'>
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly window: WindowPort
  readonly details: Pick<DetailsOptions, 'window' | 'bounds'>
  readonly screen: ScreenPort
  readonly voices: Pick<Voices, 'language'>
}

/** What the windows are told by the gauge, and tell it. */
export interface ScreensTold {
  readonly sentence: () => string
  /** How long the hidden popover is kept. */
  readonly warmMs: () => number
  /** The popover is wanted on screen, or no more. */
  readonly onShown: (isShown: boolean) => void
}

export interface Screens {
  readonly popover: Popover
  openWindow: OpenWindow
  openDetails(place: DetailsPlace): void
  /** Closes the one in front. */
  dismiss(): void
  /** What is said beside the Snapshots is another: the language. */
  pushView(): void
  close(): void
}

const brokenDetails = {
  sentence: 'The window of the details has crashed again and again',
  help: 'open it again, and if it crashes once more, please report it',
} as const

/** The popover and the window of the details: whoever goes from one to the other leaves the first. */
export function createScreens(options: ScreensOptions, told: ScreensTold): Screens {
  const { core, clock, voices } = options
  const popover = createPopover({
    ...options,
    ...told,
    current: core.current,
    preferences: core.preferencesNow,
    language: voices.language,
  })
  const details = createDetails({
    ...options.details,
    core,
    clock,
    displays: options.screen.displays,
    language: voices.language,
    onBroken: () => popover.open({ told: brokenDetails }),
  })
  const endPreferences = core.onPreferences(popover.pushPreferences)
  const openDetails = (place: DetailsPlace): void => {
    details.open(place)
    popover.dismiss()
  }
  return {
    popover,
    openWindow: (opening) =>
      opening?.begins?.kind === 'details'
        ? openDetails(opening.begins.place)
        : popover.open(opening),
    openDetails,
    dismiss: () => (details.isFocused() ? details.close() : popover.dismiss()),
    pushView: () => {
      popover.pushView()
      details.pushView()
    },
    close: () => {
      endPreferences()
      popover.close()
      details.end()
    },
  }
}
