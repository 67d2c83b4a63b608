import type { App } from './app.ts'
import type { Pid } from './ids.ts'

/** What tells an app from another of its name; null where it is alone with it. */
export function numberOf(app: App, apps: readonly App[]): Pid | null {
  const isAlone = apps.every((other) => other.id === app.id || other.name !== app.name)
  return isAlone ? null : (app.processes[0]?.pid ?? null)
}

/** With what tells it apart, for who listens and for who presses. */
export const spokenAppName = (name: string, number: Pid | null): string =>
  number === null ? name : `${name} (${number})`
