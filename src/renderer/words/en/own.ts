/** What the app has of macOS, and what it takes of the machine. */
export const own = {
  loginWaiting: 'macOS waits for your consent: allow Headroom under Login Items.',

  window: 'Window',
  theme: 'Appearance',
  themeOf: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
  onlyApp: 'In the Mac app',
  onlyAppHas: 'Its appearance, the keys that open it, updates and the command line are set there.',

  shortcut: 'Open from anywhere with',
  shortcutHelp: 'Keys that show Headroom over any app; pressed again, they hide it.',
  shortcutRecord: 'Record keys …',
  shortcutPress: 'Press the keys …',
  shortcutHow: 'Hold ⌃, ⌥ or ⌘ and press a key. Escape keeps what was; Delete takes it away.',
  shortcutBare: 'Hold ⌃, ⌥ or ⌘ with it: alone, this key would be lost to whatever you type in.',
  shortcutUnusable: 'This key cannot be used. Letters, digits, arrows and F1 to F20 can.',
  shortcutTaken: 'Not in force: another app holds {{keys}}. Choose other keys.',
  shortcutRemove: 'Remove the keys',
  modifier: { Control: 'Control', Alt: 'Option', Shift: 'Shift', Command: 'Command' },
  key: {
    Space: 'Space',
    Up: 'Up Arrow',
    Down: 'Down Arrow',
    Left: 'Left Arrow',
    Right: 'Right Arrow',
    Home: 'Home',
    End: 'End',
    PageUp: 'Page Up',
    PageDown: 'Page Down',
  },

  takes: 'What Headroom takes',
  takesNow: '{{memory}} resident, {{share}} of one core',
  takesMemory: '{{memory}} resident',
  takesHow:
    'Resident memory, as Electron tells it: pages that several of these processes share count in each, so the sum is more than would be free without Headroom.',
  takesOne: 'Resident memory of its one process.',
  part: {
    main: 'Main process',
    window: 'Windows',
    gpu: 'GPU process',
    network: 'Network process',
    helper: 'Helpers',
    other: 'Others',
  },
  partCount: '{{name}} ({{number}})',
  partUntold: 'not told',
} as const
