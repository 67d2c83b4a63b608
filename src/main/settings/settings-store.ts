import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import type { NoReading, Reading } from '../../shared/reading.ts'
import { defaultSettings, type Settings } from '../../shared/settings.ts'
import type { Host } from '../host/host.ts'

/** A file of ours has some hundred bytes. */
const maxBytes = 64 * 2 ** 10

/** Loose: what a later version has written stays in the file. */
const shape = z.looseObject({
  menuBarText: z._default(z.enum(['off', 'room']), defaultSettings.menuBarText),
})

/** The settings as they are in force, and their file. */
export interface SettingsStore {
  current(): Settings
  /** In force at once and told to all; the answer says whether the file has them too. */
  change(part: Partial<Settings>): Promise<Reading<null>>
  onChange(wake: (settings: Settings) => void): () => void
  /** Why the file was not used, and where it went; null where it was, or where there is none. */
  trouble(): string | null
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
  const { found, trouble, unread } = await read(host, path)
  let current = found
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
    trouble: () => trouble,
  }
}

interface Found {
  readonly found: Settings
  readonly trouble: string | null
  /** Why the file must not be written: it could not be read, or not be kept. */
  readonly unread: NoReading | null
}

async function read(host: Pick<Host, 'ask' | 'writeFile'>, path: string): Promise<Found> {
  const text = await host.ask({ kind: 'file', path, maxBytes })
  if (text.kind === 'absent') return { found: defaultSettings, trouble: null, unread: null }
  if (text.kind !== 'ok') {
    const trouble = `${path}: ${text.reason}; the defaults are used`
    return { found: defaultSettings, trouble, unread: text }
  }
  const settings = settingsIn(text.value)
  if (settings !== null) return { found: settings, trouble: null, unread: null }
  const aside = `${path}.broken`
  const kept = await host.writeFile(aside, text.value)
  const where = kept.kind === 'ok' ? `; it is kept as ${aside}` : ''
  const trouble = `${path} is broken: the defaults are used${where}`
  // where it could not be kept, the file is the only one there is
  return { found: defaultSettings, trouble, unread: kept.kind === 'ok' ? null : kept }
}

function settingsIn(text: string): Settings | null {
  try {
    const parsed = shape.safeParse(jsonIn(text))
    return parsed.success ? parsed.data : null
  } catch {
    // ParseError: not JSON
    return null
  }
}
