import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import { defaultSettings, type Settings } from '../../shared/settings.ts'
import type { Host } from '../host/host.ts'
import { alertTroubles } from './alert-troubles.ts'
import { alertsShape } from './alerts-shape.ts'
import { reliefShape } from './relief-shape.ts'
import { reliefTroubles } from './relief-troubles.ts'
import { readKept } from './kept-file.ts'

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
  menuBarText: z._default(z.enum(['off', 'room']), defaultSettings.menuBarText),
  logFiles: absolutePaths,
  modelFolders: absolutePaths,
  alerts: alertsShape,
  relief: reliefShape,
})

/** The settings as they are in force, and their file. */
export interface SettingsStore {
  current(): Settings
  /** In force at once and told to all; the answer says whether the file has them too. */
  change(part: Partial<Settings>): Promise<Reading<null>>
  onChange(wake: (settings: Settings) => void): () => void
  /** What of the file was not used, why, and where a broken one went; null where all was, or where there is none. */
  trouble(): string | null
  /** The same, each as a sentence of its own that names the file. */
  troubles(): readonly string[]
}

/**
 * Reads the settings. A file that is broken is kept aside; one that cannot be read stays as it is, and is not written. The
 * defaults are in force then. Never throws.
 */
export async function openSettings(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
): Promise<SettingsStore> {
  const wakes = new Set<(settings: Settings) => void>()
  const { found, trouble, unread } = await readKept(host, path, settingsIn, {
    value: { settings: defaultSettings, troubles: [] },
    words: 'the defaults are used',
  })
  let current = found.settings
  let writing: Promise<unknown> = Promise.resolve()
  return {
    current: () => current,
    change: (part) => {
      current = { ...current, ...part }
      wakes.forEach((wake) => wake(current))
      if (unread !== null) return Promise.resolve(unread)
      const text = `${JSON.stringify(current, null, 2)}\n`
      // one after the other: of two writes at once, the older one may come last
      const written = writing.then(() => host.writeFile(path, text))
      writing = written
      return written
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    trouble: () =>
      trouble ?? (found.troubles.length === 0 ? null : `${path}: ${found.troubles.join('; ')}`),
    troubles: () => (trouble === null ? found.troubles.map((one) => `${path}: ${one}`) : [trouble]),
  }
}

interface Found {
  readonly settings: Settings
  /** In words: what is not as it was written. */
  readonly troubles: readonly string[]
}

const lines = z.looseObject({
  alerts: z.optional(z.unknown()),
  relief: z.optional(z.unknown()),
})

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
