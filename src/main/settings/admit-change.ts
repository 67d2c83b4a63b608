import { z } from 'zod/mini'
import type { Settings } from '../../shared/settings.ts'
import { settingsOf } from './settings-store.ts'

const groups = ['clocks', 'alerts', 'relief'] as const

const lines = z.looseObject({})

/** The settings as they would be with a change: the lines of a group that it does not name stay as they are. */
export function changedBy(
  current: Settings,
  change: Readonly<Record<string, unknown>>,
): Partial<Settings> {
  const joined = { ...current, ...change }
  const whole = Object.fromEntries(
    groups.map((group) => [group, { ...current[group], ...lines.safeParse(change[group]).data }]),
  )
  return settingsOf({ ...joined, ...whole })
}
