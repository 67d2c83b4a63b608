import type { Settings } from '../../shared/settings.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { AnySource } from '../monitor/source.ts'
import type { SettingsStore } from '../settings/settings-store.ts'

/** What of the settings says how this machine is sampled. */
export type Sampling = Pick<Settings, 'clocks' | 'powerSource'>

interface Askable {
  readonly sources: readonly Pick<AnySource, 'id' | 'rest' | 'hurry'>[]
}

/** As questions: they are asked again with each tick. */
export const samplingBy = (sampling: () => Sampling) => ({
  clocks: () => sampling().clocks,
  powerSource: () => sampling().powerSource,
})

/** What is sampled and judged goes by the settings from now on, and at once when they change. */
export function followChoice(
  settings: Pick<SettingsStore, 'current' | 'onChange'>,
  senses: Askable,
  monitor: Pick<Monitor, 'replan' | 'judgeAgain'>,
): void {
  let { powerSource } = settings.current()
  settings.onChange((now) => {
    if (now.powerSource !== powerSource) askPowerAnew(senses)
    powerSource = now.powerSource
    monitor.replan()
    monitor.judgeAgain()
  })
}

/** Also one that hangs, or rests after a failure: what goes on is ended, and asked by what may be read now. */
export function askPowerAnew({ sources }: Askable): void {
  const power = sources.find(({ id }) => id === 'power')
  power?.rest('anew')
  power?.hurry(true)
}
