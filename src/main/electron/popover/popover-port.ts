import type { FromMain } from '../../../shared/contract.ts'
import type { OwnWindowEvents } from '../own-window.ts'
import type { Display, Rectangle, Size } from './placement.ts'

export const popoverSize: Size = { width: 380, height: 640 }

/** What its window tells. */
export interface WindowEvents extends OwnWindowEvents {
  blurred(): void
  focused(): void
  /** Escape went down in it. */
  escaped(): void
  /** Its page says what it did with that. */
  escapeAnswered(isUsed: boolean): void
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
