import type { View } from '../../shared/contract.ts'

/** How a browser shows this page: at once, and at each change. */
export function onPageView(wake: (view: View) => void): () => void {
  const tell = (): void => wake({ isShown: !document.hidden, isGaugeHidden: false })
  tell()
  document.addEventListener('visibilitychange', tell)
  return () => document.removeEventListener('visibilitychange', tell)
}
