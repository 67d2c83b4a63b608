import type { App } from '../../../shared/app.ts'
import { stepsOf } from '../../../shared/relief-steps.ts'
import { shownSuggestion } from '../../../shared/relief-text.ts'
import { untilOf, type Suggestion } from '../../../shared/relief.ts'
import type { Model } from '../../../shared/server.ts'
import type { MenuAct, MenuEntry } from './menu-entry.ts'

/**
 * What lets something go, wherever a click cannot be asked about: at once where nothing can be lost by it, else the window opens
 * and asks. null: not from here.
 */

export function unloadActOf({
  id,
  eject,
  state,
}: Pick<Model, 'id' | 'eject' | 'state'>): MenuAct | null {
  if (eject.kind === 'none' || state === 'unloading') return null
  const begins = { kind: 'unload', modelId: id } as const
  const isAtOnce = eject.kind === 'unload' && state !== 'generating' && !eject.takesAll
  return isAtOnce ? begins : { kind: 'begin', begins }
}

export function quitActOf({ id, quit }: Pick<App, 'id' | 'quit'>): MenuAct | null {
  if (quit.kind === 'none') return null
  return quit.isSafe
    ? { kind: 'quit-app', appId: id }
    : { kind: 'begin', begins: { kind: 'quit', appId: id } }
}

export function suggestedActOf(suggestion: Suggestion): MenuAct | null {
  const { button, isSafe } = shownSuggestion(suggestion)
  const steps = stepsOf(suggestion.relief)
  if (button === null || steps.length === 0) return null
  return isSafe
    ? { kind: 'relieve', steps, until: untilOf(suggestion) }
    : { kind: 'begin', begins: { kind: 'suggested' } }
}

/** Three points behind it: it is not done yet, as on a Mac. The window opens with its question. */
export const labelOfAct = (label: string, { kind }: MenuAct): string =>
  kind === 'begin' ? `${label}…` : label

export const actEntry = (label: string, act: MenuAct): MenuEntry => ({
  kind: 'act',
  label: labelOfAct(label, act),
  act,
})
