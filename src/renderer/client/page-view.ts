import type { View } from '../../shared/contract.ts'

/** How a browser shows this page, at once and at each change; only whether it may act is told by main. */
export interface PageView {
  setMayAct(mayAct: boolean): void
  onView(wake: (view: View) => void): () => void
}

export function createPageView(): PageView {
  const wakes = new Set<() => void>()
  let mayAct = false
  return {
    setMayAct: (next) => {
      mayAct = next
      wakes.forEach((wake) => wake())
    },
    onView: (wake) => {
      const tell = (): void => wake({ isShown: !document.hidden, isGaugeHidden: false, mayAct })
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
