import type { SettingsChange } from '../../shared/preferences.ts'
import type { Settings } from '../../shared/settings.ts'
import { changedBy, settingsIn, troublesIn, type Written } from './settings-lines.ts'

/** What is in force, and how it stands to the file. */
export interface State {
  current(): Settings
  /** As the file will be when all that is owed has been written. */
  inForce(): Written
  /** As the file was. */
  written(): Written
  /** What could not be written: in force until we end, and in the file with the next change that can. */
  unkept(): readonly SettingsChange[]
  /** In force, and to be written in its turn. */
  owe(change: SettingsChange): void
  /** `hasPaid`: the first of what is owed has had its turn. */
  set(next: {
    readonly written?: Written
    readonly unkept: readonly SettingsChange[]
    readonly hasPaid?: boolean
  }): void
  troubles(): readonly string[]
  onChange(wake: (settings: Settings) => void): () => void
}

export function createState(
  first: Written,
  { path, fileTrouble }: { readonly path: string; readonly fileTrouble: () => string | null },
): State {
  const wakes = new Set<(settings: Settings) => void>()
  let written = first
  let unkept: readonly SettingsChange[] = []
  let owed: readonly SettingsChange[] = []
  let inForce = first
  let current = settingsIn(first)

  const troubles = (): readonly string[] => {
    const trouble = fileTrouble()
    const ofLines = troublesIn(inForce).map((one) => `${path}: ${one}`)
    return trouble === null ? ofLines : [trouble, ...ofLines]
  }
  const telling = (): string => JSON.stringify([current, troubles()])
  let told = telling()
  const renew = (): void => {
    inForce = [...unkept, ...owed].reduce(changedBy, written)
    current = settingsIn(inForce)
    const next = telling()
    if (next === told) return
    told = next
    wakes.forEach((wake) => wake(current))
  }
  return {
    current: () => current,
    inForce: () => inForce,
    written: () => written,
    unkept: () => unkept,
    troubles,
    owe: (change) => {
      owed = [...owed, change]
      renew()
    },
    set: (next) => {
      written = next.written ?? written
      unkept = next.unkept
      if (next.hasPaid === true) owed = owed.slice(1)
      renew()
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
  }
}
