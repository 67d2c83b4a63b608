import type { View } from '../../shared/contract.ts'

/** What only main knows of how this page is shown. */
export type ToldView = Pick<View, 'mayAct' | 'isElsewhere' | 'language'>

/** How a browser shows this page, at once and at each change; whether it may act, from where, and in which language, is told by main. */
export interface PageView {
  hear(told: ToldView): void
  onView(wake: (view: View) => void): () => void
}

export function createPageView(): PageView {
  const wakes = new Set<() => void>()
  let told: ToldView = { mayAct: false }
  return {
    hear: ({ mayAct, isElsewhere, language }) => {
      told = { mayAct, isElsewhere, language }
      wakes.forEach((wake) => wake())
    },
    onView: (wake) => {
      const tell = (): void => wake({ isShown: !document.hidden, isGaugeHidden: false, ...told })
      tell()
      wakes.add(tell)
      document.addEventListener('visibilitychange', tell)
      return () => {
        wakes.delete(tell)
        document.removeEventListener('visibilitychange', tell)
      }
    },
  }
}
