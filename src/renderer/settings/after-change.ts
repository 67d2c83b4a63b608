import type { RuleId } from '../../shared/alert.ts'
import type { AlertSettings } from '../../shared/alert-settings.ts'
import type { PreferInput, Preferences } from '../../shared/preferences.ts'

/** As they are to be with a change: shown until Core says what they are. */
export function afterChange(before: Preferences, input: PreferInput): Preferences {
  const { clocks, alerts, relief, openAtLogin, ...plain } = input
  return {
    ...before,
    ...named(plain),
    clocks: { ...before.clocks, ...named(clocks) },
    alerts: {
      ...before.alerts,
      ...named(alerts),
      holdSeconds: withoutNull({ ...before.alerts.holdSeconds, ...alerts?.holdSeconds }),
    },
    relief: { ...before.relief, ...named(relief) },
    openAtLogin:
      openAtLogin === undefined
        ? before.openAtLogin
        : { kind: 'ok', isOn: openAtLogin, isWaiting: false },
  }
}

/** Whether all that was asked for is so, also where it was refused: it may hold until Headroom ends. */
export const isAsWished = (now: Preferences, input: PreferInput): boolean =>
  JSON.stringify(now) === JSON.stringify(afterChange(now, input))

/** What is not named stays as it is. */
const named = (part: object = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(part).filter(([, one]) => one !== undefined))

/** A rule whose hold is taken back goes by its own. */
const withoutNull = (
  holds: Readonly<Partial<Record<RuleId, number | null>>>,
): AlertSettings['holdSeconds'] =>
  Object.fromEntries(Object.entries(holds).filter(([, seconds]) => seconds !== null))
