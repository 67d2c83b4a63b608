/** What a person has chosen. */
export interface Settings {
  /** What stands beside the gauge in the menu bar. */
  readonly menuBarText: 'off' | 'room'
}

export const defaultSettings: Settings = { menuBarText: 'room' }
