import type { App } from '../../shared/app.ts'
import type { Pid } from '../../shared/ids.ts'

export type AppOrder = 'memory' | 'gpu'

/** By memory is how the Snapshot has them; by the GPU's time those follow of which it is not told. */
export const inOrder = (apps: readonly App[], order: AppOrder): readonly App[] =>
  order === 'memory'
    ? apps
    : apps.toSorted((a, b) => (b.gpuRatio ?? notTold) - (a.gpuRatio ?? notTold))

const notTold = -1

/** What tells an app from another of its name; null where it is alone with it. */
export function numberOf(app: App, apps: readonly App[]): Pid | null {
  const isAlone = apps.every((other) => other.id === app.id || other.name !== app.name)
  return isAlone ? null : (app.processes[0]?.pid ?? null)
}

/** With what tells it apart, for who listens and for who presses. */
export const spokenAppName = (name: string, number: Pid | null): string =>
  number === null ? name : `${name} (${number})`
