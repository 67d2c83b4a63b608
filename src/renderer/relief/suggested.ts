import { createContext, use, type RefObject } from 'react'
import type { AlertId } from '../../shared/ids.ts'
import type { ShownSuggestion } from '../../shared/relief-text.ts'
import type { Suggestion } from '../../shared/relief.ts'
import type { TargetId } from './act-step.ts'
import type { UseReliefRun } from './use-relief-run.ts'

/** The one suggestion, and how far it has come: its card may stand in an alert, or by itself. */
export interface Suggested {
  /** The one that was taken up, else the one of now; null: there is none. */
  readonly suggestion: Suggestion | null
  /** The alert in whose card it stands; null: in a card of its own. */
  readonly alertId: AlertId | null
  readonly running: UseReliefRun
  readonly start: () => void
  readonly isThere: (id: TargetId) => boolean
}

/** What the parts of its card are given. */
export interface SuggestionProps {
  readonly suggested: Suggested
  readonly suggestion: Suggestion
  readonly shown: ShownSuggestion
  /** Where the keyboard goes with an answer. */
  readonly home: RefObject<HTMLElement | null>
}

export const SuggestedContext = createContext<Suggested | null>(null)

export const useSuggested = (): Suggested | null => use(SuggestedContext)
