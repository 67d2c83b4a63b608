import type { EffectiveSetting } from '../../shared/doctor.ts'
import { languageChoices } from '../../shared/language.ts'
import {
  defaultSettings,
  gaugeStyles,
  menuBarTexts,
  powerSourceChoices,
  settingBounds,
  themeChoices,
  unitSystems,
  type ClockSettings,
  type Settings,
} from '../../shared/settings.ts'
import { formatSpan } from '../../shared/units.ts'
import { alertLines } from './alert-lines.ts'
import { flag, oneOf } from './choice-lines.ts'
import { group, isObject } from './group.ts'
import { numberIn } from './number-lines.ts'
import { pathsOf } from './path-lines.ts'
import { reliefLines } from './relief-lines.ts'
import { shortcutLine } from './shortcut-line.ts'

/** More are a count: whoever mends these reads on. */
const toldCount = 12

const { clocks } = defaultSettings
const seconds = (value: number): string => formatSpan(value * 1_000)

const clockLines = group<ClockSettings>(
  {
    lookedSeconds: numberIn(clocks.lookedSeconds, {
      bounds: settingBounds.lookedSeconds,
      format: seconds,
      says: (least, most) => `while you look, figures can come every ${least} to ${most}`,
    }),
    aloneSeconds: numberIn(clocks.aloneSeconds, {
      bounds: settingBounds.aloneSeconds,
      format: seconds,
      says: (least, most) => `while nobody looks, figures can come every ${least} to ${most}`,
    }),
    isSlowerOnBattery: flag(
      clocks.isSlowerOnBattery,
      'on battery Headroom looks less often, or it does not',
    ),
  },
  {
    instead: 'the defaults are used',
    refusal: 'the settings of clocks are chosen by their names',
  },
)

/** Every setting that there is. */
const lines = group<Settings>(
  {
    gaugeStyle: oneOf(
      gaugeStyles,
      defaultSettings.gaugeStyle,
      'the gauge is a ring, a column or a dial',
    ),
    menuBarText: oneOf(
      menuBarTexts,
      defaultSettings.menuBarText,
      'beside the gauge stands the room, the memory in use, the time left or nothing',
    ),
    theme: oneOf(
      themeChoices,
      defaultSettings.theme,
      'the windows are light, dark or as the system is',
    ),
    language: oneOf(
      languageChoices,
      defaultSettings.language,
      'Headroom speaks English, German and simplified Chinese, or as the system does',
    ),
    units: oneOf(unitSystems, defaultSettings.units, 'sizes are shown in GB or in GiB'),
    isIntroduced: flag(defaultSettings.isIntroduced, 'the first run has been seen, or it has not'),
    clocks: clockLines,
    powerSource: oneOf(
      powerSourceChoices,
      defaultSettings.powerSource,
      'watts are read from powermetrics, from macmon, from mactop, from the best there is or not at all',
    ),
    shortcut: shortcutLine,
    checksForUpdates: flag(
      defaultSettings.checksForUpdates,
      'Headroom asks for updates of itself, or it does not',
    ),
    keepsHistory: flag(
      defaultSettings.keepsHistory,
      'the history is kept on the disk, or it is not',
    ),
    recordsFlight: flag(
      defaultSettings.recordsFlight,
      'the last ten minutes are recorded, or they are not',
    ),
    learns: flag(defaultSettings.learns, 'Headroom learns from real loads, or it does not'),
    keepWarmMinutes: numberIn(defaultSettings.keepWarmMinutes, {
      bounds: settingBounds.keepWarmMinutes,
      format: (minutes) => formatSpan(minutes * 60_000),
      says: (_, most) => `the hidden window can be kept for at most ${most}`,
    }),
    logFiles: pathsOf({ noList: 'log files are a list of paths' }),
    modelFolders: pathsOf({ noList: 'folders with models are a list of paths' }),
    alerts: alertLines,
    relief: reliefLines,
  },
  {
    instead: 'the defaults are used',
    refusal: 'settings are chosen by their names',
  },
)

/** What stands in the file, also what a later version has written, or a person by hand. */
export type Written = Readonly<Record<string, unknown>>

export const settingsIn = (given: Written): Settings => lines.used(given)
/** What of it is not used as it stands there, in words, and what is used instead. */
export function troublesIn(given: Written): readonly string[] {
  const found = lines.troubles(given, '')
  const moreCount = found.length - toldCount
  return moreCount <= 0
    ? found
    : [...found.slice(0, toldCount), `${moreCount} more of the settings`]
}
/** The first of what cannot be chosen, in words; null: all of it can. */
export const refusalOf = (change: Written): string | null => lines.refusal(change)
/** All settings by their names, with the change, and with whatever else stands there. */
export function changedBy(before: Written, change: Written): Written {
  const changed = lines.changed(before, change)
  return isObject(changed) ? changed : before
}
export const listedOf = (settings: Settings): readonly EffectiveSetting[] =>
  lines.listed(settings, '')
