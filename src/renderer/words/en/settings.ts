/** The settings. */
export const settings = {
  title: 'Settings',
  back: 'Overview',
  reading: 'Reading the settings …',
  notRead: 'The settings cannot be read',
  notSet: 'This was not changed',
  notKept: 'This was not saved',
  onlyToLook: 'This page may only look',
  onlyToLookHelp: 'To change settings from here, start {{command}}.',
  language: 'Language',
  system: 'Same as the system',
  menuBar: 'Menu bar',
  room: 'Show the room beside the gauge',
  login: 'Start',
  atLogin: 'Start Headroom at login',
  alerts: 'Alerts',
  noNotifications: 'This browser shows no notifications here; alerts stand at the top of the page.',
  inWindow:
    'An alert changes the gauge in the menu bar and stands at the top of this window. Headroom does not send macOS notifications yet.',
  welcome: 'First run',
  welcomeAgain: 'Show the first run again',
} as const
