import { defaultSettings, type Settings } from '../../shared/settings.ts'
import { learntUseOf, noLearntUse, type LearntUse } from '../history/learnt/learnt-use.ts'
import type { LearntStore } from '../history/learnt/learnt-store.ts'
import type { Host } from '../host/host.ts'

/**
 * What was learnt, as the senses use it. Who has begun to note goes on until told to stop: a look in passing only reads, and a
 * replay is another machine's, or of another day.
 */
export function learntIn(
  mode: Host['mode'],
  store: LearntStore | undefined,
  settings: (() => Pick<Settings, 'learns'>) | undefined,
): { readonly use: LearntUse; readonly beginNoting: () => () => void } {
  let isNoting = false
  const learns = (): boolean => (settings?.() ?? defaultSettings).learns
  return {
    use: mode === 'replay' ? noLearntUse : learntUseOf(store, { learns, notes: () => isNoting }),
    beginNoting: () => {
      isNoting = true
      return () => {
        isNoting = false
      }
    },
  }
}
