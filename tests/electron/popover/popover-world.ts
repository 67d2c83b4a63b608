import {
  noPopover,
  stepPopover,
  type PopoverEffect,
  type PopoverEvent,
} from '../../../src/main/electron/popover/popover-machine.ts'
import { createDrivenClock } from '../driven-clock.ts'

/** What a walk may do: something happens, or time passes. */
export type Step = PopoverEvent | { readonly kind: 'wait'; readonly ms: number }

/** A window that refuses what no window can do, and timers that run: what the machine acts upon. */
export interface PopoverWorld {
  tell(...steps: readonly Step[]): void
  window(): 'none' | 'loading' | 'ready'
  isShown(): boolean
  /** When each timer is due, in milliseconds of this world; null where it does not run. */
  leaveAtMs(): number | null
  escapeAtMs(): number | null
  warmAtMs(): number | null
  nowMs(): number
  /** All that was done to the window, in order. */
  readonly done: readonly string[]
}

export const warmMs = 120_000

/** A window that says so when it is asked for what it cannot do. */
function createWindow() {
  const done: string[] = []
  let state: 'none' | 'loading' | 'ready' = 'none'
  let isShown = false
  const must = (isTrue: boolean, what: string): void => {
    if (!isTrue) throw new Error(what)
  }
  return {
    done,
    state: () => state,
    isShown: () => isShown,
    paint: () => {
      if (state === 'loading') state = 'ready'
    },
    act: (kind: 'create' | 'show' | 'focus' | 'hide' | 'destroy'): void => {
      done.push(kind)
      if (kind === 'create') must(state === 'none', 'there are two windows')
      if (kind === 'show') must(state === 'ready' && !isShown, 'it is shown before it is ready')
      if (kind === 'focus' || kind === 'hide') must(isShown, `${kind}: it is not shown`)
      if (kind === 'destroy') must(state !== 'none', 'there is none to destroy')
      if (kind === 'create') state = 'loading'
      if (kind === 'destroy') state = 'none'
      if (kind !== 'focus') isShown = kind === 'show'
    },
  }
}

function createTimer(clock: ReturnType<typeof createDrivenClock>, wake: () => void) {
  let running: { readonly atMs: number; readonly cancel: () => void } | null = null
  return {
    atMs: () => running?.atMs ?? null,
    stop: () => {
      running?.cancel() // one that has just woken us may be stopped as well
      running = null
    },
    start: (afterMs: number) => {
      running?.cancel()
      const cancel = clock.after(afterMs, () => {
        running = null
        wake()
      })
      running = { atMs: clock.passedMs() + afterMs, cancel }
    },
  }
}

export function createPopoverWorld(): PopoverWorld {
  const clock = createDrivenClock()
  const window = createWindow()
  let state = noPopover
  const dispatch = (event: PopoverEvent): void => {
    if (event.kind === 'ready') window.paint()
    const step = stepPopover(state, event)
    state = step.state
    step.effects.forEach(act)
  }
  const leave = createTimer(clock, () => dispatch({ kind: 'leave-over' }))
  const escape = createTimer(clock, () => dispatch({ kind: 'escape-over' }))
  const warm = createTimer(clock, () => dispatch({ kind: 'warm-over' }))
  const act = (effect: PopoverEffect): void => {
    switch (effect.kind) {
      case 'start-leave':
        return leave.start(effect.afterMs)
      case 'stop-leave':
        return leave.stop()
      case 'start-escape':
        return escape.start(effect.afterMs)
      case 'stop-escape':
        return escape.stop()
      case 'start-warm':
        return warm.start(warmMs)
      case 'stop-warm':
        return warm.stop()
      case 'create':
      case 'show':
      case 'focus':
      case 'hide':
      case 'destroy':
        return window.act(effect.kind)
    }
  }
  return {
    tell: (...steps) => {
      for (const step of steps) {
        if (step.kind === 'wait') clock.advance(step.ms)
        else dispatch(step)
      }
    },
    window: window.state,
    isShown: window.isShown,
    leaveAtMs: leave.atMs,
    escapeAtMs: escape.atMs,
    warmAtMs: warm.atMs,
    nowMs: clock.passedMs,
    done: window.done,
  }
}
