import { createLearning, noLearning, type Learning } from '../fit/learnt/learning.ts'
import { defaultSettings } from '../../shared/settings.ts'
import type { Host } from '../host/host.ts'
import type { LearntStore } from '../history/learnt/learnt-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'

/** What keeps it, and what its user has chosen; without the latter as by default. */
export interface LearningParts {
  readonly remembered?: { readonly learnt?: LearntStore | undefined } | undefined
  readonly preferences?: { readonly settings: Pick<SettingsStore, 'current'> } | undefined
}

/** What real loads teach on this machine, as far as its user wants it; a replay is another machine's, or of another day. */
export function ownLearning(
  mode: Host['mode'],
  { remembered, preferences }: LearningParts,
): Learning {
  const learnt = remembered?.learnt
  if (mode === 'replay' || learnt === undefined) return noLearning
  return createLearning(learnt, () => (preferences?.settings.current() ?? defaultSettings).learns)
}
