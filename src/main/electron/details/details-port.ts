import type { FromMain } from '../../../shared/contract.ts'
import type { Section } from '../../../shared/details.ts'
import type { OwnWindowEvents } from '../own-window.ts'
import type { Rectangle } from '../popover/placement.ts'

/** What the window of the details tells. */
export interface DetailsEvents extends OwnWindowEvents {
  /** Whether it is on screen: neither hidden with the app nor in the Dock. */
  seen(isSeen: boolean): void
  /** It was moved, or made larger or smaller. */
  placed(bounds: Rectangle): void
}

/** The window, as far as it does anything: all of Electron that the details need. */
export interface DetailsPort {
  create(bounds: Rectangle, section: Section, events: DetailsEvents): void
  /** On screen, in front, with the keyboard. */
  show(): void
  isFocused(): boolean
  destroy(): void
  send(message: FromMain): void
}
