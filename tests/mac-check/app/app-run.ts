import type { ElectronApplication, Page } from '@playwright/test'

/** The app in Electron, as the check has started it. */
export interface AppRun {
  readonly electron: ElectronApplication
  /** Clicks the gauge as the specs do, and waits for the popover. */
  open(): Promise<Page>
  /** Presses a key in the window that is shown. */
  press(keyCode: string): Promise<void>
  isShown(): Promise<boolean>
  windowCount(): Promise<number>
  /** Lets what waits for this long happen now. */
  pass(ms: number): Promise<number>
  close(): Promise<void>
}

export interface AppAccess {
  /** The same for every doubt; started when the first needs it. */
  shared(): Promise<AppRun>
  /** Another one, beside it, for whoever must start it anew. */
  startAnother(): Promise<AppRun>
  /** Ends all of them. */
  close(): Promise<void>
}
