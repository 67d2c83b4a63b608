import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type PointerEvent,
  type RefObject,
} from 'react'
import type { TimeWindow } from './span.ts'
import type { HistoryView } from './use-history-view.ts'

/** A press that moves less than that is none. */
const shortestDragPx = 5
/** A pinch of a trackpad comes as so many turns of a wheel with Control. */
const zoomPerTurn = 0.01

export interface UseStage {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerCancel: () => void
  readonly onLostPointerCapture: () => void
  readonly onPointerLeave: () => void
  readonly onDoubleClick: () => void
  /** What is being drawn over, to come closer; null: nothing is. */
  readonly drawn: TimeWindow | null
  /** Nothing is drawn over any more, and nothing comes of it. */
  readonly drop: () => void
}

interface Drag {
  readonly fromPx: number
  readonly fromMs: number
  readonly isMove: boolean
  readonly lastPx: number
}

/** Pointing: the crosshair follows, a drag comes closer, with Shift it moves the view, as two fingers do. */
export function useStage(place: RefObject<HTMLElement | null>, view: HistoryView): UseStage {
  const drag = useRef<Drag | null>(null)
  /** Where the pointer has put the crosshair: one that a key or a link has put is not its own. */
  const pointedMs = useRef<number | null>(null)
  const [drawn, setDrawn] = useState<TimeWindow | null>(null)
  const drop = (): void => {
    drag.current = null
    setDrawn(null)
  }
  const { sinceMs, untilMs } = view.window
  const ratioOf = (px: number, target: Element): number => {
    const { left, width } = target.getBoundingClientRect()
    return Math.min(1, Math.max(0, (px - left) / width))
  }
  const timeOf = (px: number, target: Element): number =>
    Math.round(sinceMs + ratioOf(px, target) * (untilMs - sinceMs))
  useWheel(place, (event, target) => {
    const { width } = target.getBoundingClientRect()
    if (event.ctrlKey)
      view.zoom(Math.exp(event.deltaY * zoomPerTurn), timeOf(event.clientX, target))
    else view.move(event.deltaX / width)
  })
  return {
    drawn,
    drop,
    onPointerDown: ({ button, shiftKey, clientX, pointerId, currentTarget }) => {
      if (button !== 0) return
      currentTarget.setPointerCapture(pointerId)
      const fromMs = timeOf(clientX, currentTarget)
      drag.current = { fromPx: clientX, lastPx: clientX, fromMs, isMove: shiftKey }
    },
    onPointerMove: ({ buttons, clientX, currentTarget }) => {
      // it was let go where nobody heard of it
      if (buttons === 0 && drag.current !== null) drop()
      const { current } = drag
      const atMs = timeOf(clientX, currentTarget)
      if (current?.isMove === true) {
        const { width } = currentTarget.getBoundingClientRect()
        view.move((current.lastPx - clientX) / width)
        drag.current = { ...current, lastPx: clientX }
        return
      }
      pointedMs.current = atMs
      view.setCross(atMs)
      const isFar = current !== null && Math.abs(clientX - current.fromPx) >= shortestDragPx
      setDrawn(isFar ? between(current.fromMs, atMs) : null)
    },
    onPointerUp: () => {
      if (drawn !== null) view.cut(drawn)
      drop()
    },
    // where the system takes it for a scroll, no `up` follows
    onPointerCancel: drop,
    onLostPointerCapture: drop,
    onPointerLeave: () => {
      if (drag.current === null && view.crossMs === pointedMs.current) view.setCross(null)
    },
    onDoubleClick: view.whole,
  }
}

const between = (one: number, other: number): TimeWindow => ({
  sinceMs: Math.min(one, other),
  untilMs: Math.max(one, other),
})

/** Only what lies across is taken: up and down goes on to scroll the page. React hears wheels too late to hold them. */
function useWheel(
  place: RefObject<HTMLElement | null>,
  onWheel: (event: WheelEvent, target: HTMLElement) => void,
): void {
  const hear = useEffectEvent((event: WheelEvent) => {
    const isAcross = Math.abs(event.deltaX) > Math.abs(event.deltaY)
    if (place.current === null || (!event.ctrlKey && !isAcross)) return
    event.preventDefault()
    onWheel(event, place.current)
  })
  useEffect(() => {
    const { current } = place
    const listen = (event: WheelEvent): void => hear(event)
    current?.addEventListener('wheel', listen, { passive: false })
    return () => current?.removeEventListener('wheel', listen)
  }, [place])
}
