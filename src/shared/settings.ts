import { defaultAlertSettings, type AlertSettings } from './alert-settings.ts'
import type { LanguageChoice } from './language.ts'
import { defaultReliefSettings, type ReliefSettings } from './relief-settings.ts'

/** What a person has chosen. */
export interface Settings {
  /** How the gauge in the menu bar is drawn. */
  readonly gaugeStyle: GaugeStyle
  /** What stands beside the gauge in the menu bar. */
  readonly menuBarText: MenuBarText
  /** How the windows look. */
  readonly theme: ThemeChoice
  /** Of the screens, the menu and notifications. */
  readonly language: LanguageChoice
  /** Of sizes, wherever a person reads them: GB is 10^9 bytes, GiB is 2^30. */
  readonly units: UnitSystem
  /** The first run has been seen to its end, or was skipped. */
  readonly isIntroduced: boolean
  readonly clocks: ClockSettings
  /** Where the watts of the GPU come from on a Mac; `auto`: the best that may be asked. */
  readonly powerSource: PowerSourceChoice
  /** The keys that open the popover from wherever one is (shared/shortcut.ts); empty: there are none. */
  readonly shortcut: string
  /** Whether Headroom may ask for a newer version of itself: nothing else of it ever leaves this machine. */
  readonly checksForUpdates: boolean
  /** Whether what was is kept on the disk, for thirty days: the history. */
  readonly keepsHistory: boolean
  /** Whether the last ten minutes are recorded, for whatever ends them. */
  readonly recordsFlight: boolean
  /** Whether estimates are corrected by what real loads have come to here. */
  readonly learns: boolean
  /** How long the hidden popover is kept for a quick return; 0: it goes when it is closed. */
  readonly keepWarmMinutes: number
  /** Logs to follow, by their absolute paths, beside those in the usual places of the programs. */
  readonly logFiles: readonly string[]
  /** Folders with models, by their absolute paths, beside those of the programs. */
  readonly modelFolders: readonly string[]
  readonly alerts: AlertSettings
  readonly relief: ReliefSettings
}

export const gaugeStyles = ['ring', 'column', 'dial'] as const
export type GaugeStyle = (typeof gaugeStyles)[number]

/** `in-use`: the memory of the GPU that is taken, and RAM where there is none; `time-left`: until the room ends, where it does. */
export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

export const menuBarTexts = ['off', 'room', 'in-use', 'time-left'] as const
export type MenuBarText = (typeof menuBarTexts)[number]

export const unitSystems = ['decimal', 'binary'] as const
export type UnitSystem = (typeof unitSystems)[number]

export const powerSourceChoices = ['auto', 'powermetrics', 'macmon', 'mactop', 'off'] as const
export type PowerSourceChoice = (typeof powerSourceChoices)[number]

/** How often the machine is sampled: what is asked fast; what is asked slowly goes along. */
export interface ClockSettings {
  readonly lookedSeconds: number
  readonly aloneSeconds: number
  /** Half as often on battery. */
  readonly isSlowerOnBattery: boolean
}

export const defaultClocks: ClockSettings = {
  lookedSeconds: 1,
  aloneSeconds: 5,
  isSlowerOnBattery: true,
}

export const defaultSettings: Settings = {
  gaugeStyle: 'ring',
  menuBarText: 'room',
  theme: 'system',
  language: 'system',
  units: 'decimal',
  isIntroduced: false,
  clocks: defaultClocks,
  powerSource: 'auto',
  shortcut: '',
  checksForUpdates: false,
  keepsHistory: true,
  recordsFlight: true,
  learns: true,
  keepWarmMinutes: 2,
  logFiles: [],
  modelFolders: [],
  alerts: defaultAlertSettings,
  relief: defaultReliefSettings,
}

/** Of the numbers that stand in no group of their own. */
export const settingBounds = {
  lookedSeconds: { least: 1, most: 10 },
  aloneSeconds: { least: 2, most: 60 },
  keepWarmMinutes: { least: 0, most: 60 },
} as const
