import { z } from 'zod/mini'
import { languageChoices } from '../../shared/language.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import {
  defaultSettings,
  gaugeStyles,
  menuBarTexts,
  powerSourceChoices,
  settingBounds,
  unitSystems,
  type Settings,
} from '../../shared/settings.ts'
import { attempt } from '../host/attempt.ts'
import { whileLocked } from '../host/file-lock.ts'
import type { Host } from '../host/host.ts'
import { alertTroubles } from './alert-troubles.ts'
import { alertsShape, lenient } from './alerts-shape.ts'
import { reliefShape } from './relief-shape.ts'
import { reliefTroubles } from './relief-troubles.ts'
import { clocksShape, numberWithin, oneOf } from './choice-shapes.ts'
import { createTurns } from './in-turn.ts'
import { readKept, type Kept } from './kept-file.ts'

const maxPaths = 40
const maxPathLength = 4096

/** People write these by hand: one that is wrong must not cost them all other settings. */
const isAbsolutePath = (entry: unknown): entry is string =>
  typeof entry === 'string' && entry.startsWith('/') && entry.length <= maxPathLength

const absolutePaths = z.pipe(
  z._default(z.array(z.unknown()), []),
  z.transform((entries) => entries.filter(isAbsolutePath).slice(0, maxPaths)),
)

/** Loose: what a later version has written stays in the file. */
const shape = z.looseObject({
  gaugeStyle: oneOf(gaugeStyles, defaultSettings.gaugeStyle),
  menuBarText: oneOf(menuBarTexts, defaultSettings.menuBarText),
  units: oneOf(unitSystems, defaultSettings.units),
  clocks: clocksShape,
  powerSource: oneOf(powerSourceChoices, defaultSettings.powerSource),
  keepWarmMinutes: numberWithin(settingBounds.keepWarmMinutes, defaultSettings.keepWarmMinutes),
  language: lenient((given) => languageChoices.find((one) => one === given) ?? 'system'),
  isIntroduced: lenient((given) => given === true),
  logFiles: absolutePaths,
  modelFolders: absolutePaths,
  alerts: alertsShape,
  relief: reliefShape,
})

/** The settings as they are in force, and their file. */
export interface SettingsStore {
  readonly path: string
  current(): Settings
  /** In force at once and told to all, until we end; the answer says whether the file has them too. */
  change(part: Partial<Settings>): Promise<Reading<null>>
  /** Reads the file again: another Headroom may have written it. */
  refresh(): Promise<void>
  onChange(wake: (settings: Settings) => void): () => void
  /** What of the file was not used, why, and where a broken one went; null where all was, or where there is none. */
  trouble(): string | null
  /** The same, each as a sentence of its own that names the file. */
  troubles(): readonly string[]
}

/** Does something that no other process does meanwhile with a file. */
type Alone = typeof whileLocked

/**
 * Reads the settings. A file that is broken is kept aside; one that cannot be read stays as it is, and is not written. The
 * defaults are in force then. What another Headroom has written meanwhile stays, but for what is changed here. `host` must be
 * the machine itself. Never throws.
 */
export async function openSettings(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
  path: string,
  alone: Alone = whileLocked,
): Promise<SettingsStore> {
  const wakes = new Set<(settings: Settings) => void>()
  const inTurn = createTurns()
  const read = (settings: Settings): Promise<Kept<Found>> => readOr(settings, host, path)
  const { found, trouble } = await read(defaultSettings)
  let current = found.settings
  /** In the order of their turns: what is in force, and not in the file yet. */
  let owed: readonly Partial<Settings>[] = []
  /** What could not be written: in force until we end, and in the file with the next change that can. */
  let unkept: Partial<Settings> = {}

  const set = (next: Settings): void => {
    const isNew = JSON.stringify(next) !== JSON.stringify(current)
    current = next
    if (isNew) wakes.forEach((wake) => wake(current))
  }
  const write = async (part: Partial<Settings>): Promise<Reading<null>> => {
    const again = await read(current)
    if (again.unread !== null) return again.unread
    const next = { ...again.found.settings, ...unkept, ...part }
    const written = await host.writeFile(path, `${JSON.stringify(next, null, 2)}\n`)
    if (written.kind !== 'ok') return written
    unkept = {}
    set(owed.slice(1).reduce<Settings>(joined, next))
    return written
  }
  const keep = async (part: Partial<Settings>): Promise<Reading<null>> => {
    const done = await attempt(host.clock.nowMs(), () => alone(path, () => write(part)))
    owed = owed.slice(1)
    const written = done.kind === 'ok' ? done.value : done
    if (written.kind !== 'ok') unkept = { ...unkept, ...part }
    return written
  }
  return {
    path,
    current: () => current,
    change: (part) => {
      owed = [...owed, part]
      set(joined(current, part))
      return inTurn(() => keep(part))
    },
    refresh: () =>
      inTurn(async () => {
        const again = await read(current)
        if (again.unread !== null) return
        set(owed.reduce<Settings>(joined, { ...again.found.settings, ...unkept }))
      }),
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    trouble: () =>
      trouble ?? (found.troubles.length === 0 ? null : `${path}: ${found.troubles.join('; ')}`),
    troubles: () => (trouble === null ? found.troubles.map((one) => `${path}: ${one}`) : [trouble]),
  }
}

/** `settings`: where there is no file, or a broken one. */
const readOr = (
  settings: Settings,
  host: Parameters<typeof readKept>[0],
  path: string,
): Promise<Kept<Found>> =>
  readKept(host, path, settingsIn, {
    value: { settings, troubles: [] },
    words: 'the defaults are used',
  })

const joined = (settings: Settings, part: Partial<Settings>): Settings => ({ ...settings, ...part })

interface Found {
  readonly settings: Settings
  /** In words: what is not as it was written. */
  readonly troubles: readonly string[]
}

const lines = z.looseObject({
  alerts: z.optional(z.unknown()),
  relief: z.optional(z.unknown()),
})

/** Whatever stands there: what is missing or wrong is the default. */
export const settingsOf = (given: unknown): Settings => shape.parse(given)

function settingsIn(text: string): Found | null {
  try {
    const given = jsonIn(text)
    const parsed = shape.safeParse(given)
    if (!parsed.success) return null
    const { alerts, relief } = lines.parse(given)
    return {
      settings: parsed.data,
      troubles: [...alertTroubles(alerts), ...reliefTroubles(relief)],
    }
  } catch {
    // ParseError: not JSON
    return null
  }
}
