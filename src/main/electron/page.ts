import type { FromMain, View } from '../../shared/contract.ts'
import type { Preferences } from '../../shared/preferences.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** What stands in a View for as long as the window is open. */
export type Opening = Pick<View, 'told' | 'begins'>

export interface PageOptions {
  readonly send: (message: FromMain) => void
  /** As it is now. */
  readonly view: () => View
  readonly current: () => Snapshot | null
  readonly preferences: () => Preferences | null
}

/** What the page in a window is told: all of it first and whenever it comes into sight, and then each as it changes. */
export interface Page {
  sendAll(): void
  sendView(): void
  /** Where it is shown, as with the preferences: else it is told when it comes into sight. */
  sendSnapshot(snapshot: Snapshot): void
  sendPreferences(): void
  /** Also how it is shown. What was told before stays, until something else is or all is forgotten. */
  tell(opening: Opening): void
  forget(): void
}

export function createPage({ send, view, current, preferences }: PageOptions): Page {
  let opening: Opening = {}
  const sendView = (): void => send({ kind: 'view', value: { ...view(), ...opening } })
  const sendSnapshot = (value: Snapshot): void => send({ kind: 'snapshot', value })
  const sendPreferences = (): void => {
    const value = preferences()
    if (value !== null) send({ kind: 'preferences', value })
  }
  return {
    sendAll: () => {
      sendView()
      sendPreferences() // before what is drawn by them
      const snapshot = current()
      if (snapshot !== null) sendSnapshot(snapshot)
    },
    sendView,
    sendSnapshot: (snapshot) => {
      if (view().isShown) sendSnapshot(snapshot)
    },
    sendPreferences: () => {
      if (view().isShown) sendPreferences()
    },
    tell: (next) => {
      const isAgain = next.begins !== undefined && next.begins?.kind === opening.begins?.kind
      const { told = null } = opening
      opening = told === null ? {} : { told }
      if (isAgain) sendView() // what is begun once more is news only after there was none
      opening = { ...opening, ...next }
      sendView()
    },
    forget: () => {
      opening = {}
      sendView()
    },
  }
}
