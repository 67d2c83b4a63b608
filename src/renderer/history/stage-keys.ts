import type { History } from '../../shared/history.ts'
import { pointsOn } from './points.ts'
import type { HistoryView } from './use-history-view.ts'

export interface StageKey {
  readonly key: string
  readonly shiftKey: boolean
}

/** As far as one press moves or zooms. */
const moveRatio = 0.1
const zoomFactor = 0.5
const pagePoints = 10

/** What a key does to the view; null: nothing. */
export function stageKey(
  view: HistoryView,
  history: History,
  { key, shiftKey }: StageKey,
): (() => void) | null {
  const step = (count: number): void =>
    view.setCross(pointsOn(history, view.window, view.crossMs, count))
  switch (key) {
    case 'ArrowLeft':
      return () => (shiftKey ? view.move(-moveRatio) : step(-1))
    case 'ArrowRight':
      return () => (shiftKey ? view.move(moveRatio) : step(1))
    case 'PageUp':
      return () => step(-pagePoints)
    case 'PageDown':
      return () => step(pagePoints)
    case 'Home':
      return () => view.setCross(view.window.sinceMs)
    case 'End':
      return () => view.setCross(view.window.untilMs)
    case '+':
    case '=':
      return () => view.zoom(zoomFactor)
    case '-':
      return () => view.zoom(1 / zoomFactor)
    case '0':
      return view.whole
    case 'Escape':
      return view.crossMs === null ? null : () => view.setCross(null)
    default:
      return null
  }
}
