/** The popover, as far as showing and hiding go. */
export interface PopoverState {
  readonly window: 'none' | 'loading' | 'ready'
  /** Shown as soon as it is ready. */
  readonly isWanted: boolean
  /** Its focus is gone: it hides in a moment, unless a click on the gauge says what was meant. */
  readonly isLeaving: boolean
  /** The mouse is down on the gauge: a click is about to come. */
  readonly isPressed: boolean
  /** Escape was pressed in it: its page is asked whether it had a use for the key itself. */
  readonly isEscaping: boolean
}

export const noPopover: PopoverState = {
  window: 'none',
  isWanted: false,
  isLeaving: false,
  isPressed: false,
  isEscaping: false,
}

export type PopoverEvent =
  /** The mouse went down on the gauge; `toggled`: and up again. */
  | { readonly kind: 'pressed' | 'toggled' }
  /** Asked for by the menu, by a second start, by Finder. */
  | { readonly kind: 'opened' }
  /** Its page had no use for Escape; its menu; its display is gone. */
  | { readonly kind: 'dismissed' }
  /** Escape went down; `kept`: its page has closed something of its own by it. */
  | { readonly kind: 'escaped' | 'kept' }
  | { readonly kind: 'blurred' | 'focused' | 'ready' }
  /** Its process has crashed; `mayComeBack`: not for the fourth time in a minute. */
  | { readonly kind: 'gone'; readonly mayComeBack: boolean }
  | { readonly kind: 'leave-over' | 'warm-over' | 'escape-over' }

/** What is to be done, in this order. Starting a timer that runs begins it anew. */
export type PopoverEffect =
  | { readonly kind: 'create' | 'show' | 'focus' | 'hide' | 'destroy' }
  /** Then comes `leave-over`. */
  | { readonly kind: 'start-leave'; readonly afterMs: number }
  | { readonly kind: 'stop-leave' }
  /** Then comes `escape-over`. */
  | { readonly kind: 'start-escape'; readonly afterMs: number }
  | { readonly kind: 'stop-escape' }
  /** Then, when it has been hidden for as long as it is kept, comes `warm-over`. */
  | { readonly kind: 'start-warm' | 'stop-warm' }

export interface PopoverStep {
  readonly state: PopoverState
  readonly effects: readonly PopoverEffect[]
}

/** A click on the gauge takes the focus first: the popover waits this long for the mouse to go down on it … */
const leaveMs = 100
/** … and this long for the mouse to go up again. */
const pressedMs = 1_500
/** A page that does not say within this time what it did with Escape is stuck, and keeps nobody. */
const escapeMs = 400

export const isVisible = ({ window, isWanted }: PopoverState): boolean =>
  window === 'ready' && isWanted

const stay = (state: PopoverState): PopoverStep => ({ state, effects: [] })

export function stepPopover(state: PopoverState, event: PopoverEvent): PopoverStep {
  switch (event.kind) {
    case 'pressed':
      return {
        state: { ...state, isPressed: true },
        effects: [{ kind: 'start-leave', afterMs: pressedMs }],
      }
    case 'toggled':
      return state.isWanted ? close(state) : open(state)
    case 'opened':
      return open(state)
    case 'dismissed':
      return state.isWanted ? close(state) : stay(state)
    case 'escaped':
      return escape(state)
    case 'kept':
      return settle({ ...state, isEscaping: false }, state)
    case 'escape-over':
      return state.isEscaping ? close(state) : stay(state)
    case 'blurred':
      return blur(state)
    case 'focused':
      return settle({ ...state, isLeaving: false }, state)
    case 'ready':
      return ready(state)
    case 'gone':
      return gone(state, event.mayComeBack)
    case 'leave-over':
      return state.isLeaving ? close(state) : stay({ ...state, isPressed: false })
    case 'warm-over':
      return state.window === 'none' || state.isWanted
        ? stay(state)
        : { state: { ...noPopover, isPressed: state.isPressed }, effects: [{ kind: 'destroy' }] }
  }
}

const isTimed = ({ isLeaving, isPressed }: PopoverState): boolean => isLeaving || isPressed

/** A timer ends with what it was for; `effects` come behind. */
const settle = (
  state: PopoverState,
  before: PopoverState,
  ...effects: readonly PopoverEffect[]
): PopoverStep => ({
  state,
  effects: [
    ...(isTimed(before) && !isTimed(state) ? [{ kind: 'stop-leave' } as const] : []),
    ...(before.isEscaping && !state.isEscaping ? [{ kind: 'stop-escape' } as const] : []),
    ...effects,
  ],
})

/** One that is not there to be asked closes at once. */
function escape(state: PopoverState): PopoverStep {
  if (!state.isWanted) return stay(state)
  if (!isVisible(state)) return close(state)
  return {
    state: { ...state, isEscaping: true },
    effects: [{ kind: 'start-escape', afterMs: escapeMs }],
  }
}

function blur(state: PopoverState): PopoverStep {
  if (!isVisible(state) || state.isLeaving) return stay(state)
  return {
    state: { ...state, isLeaving: true },
    effects: state.isPressed ? [] : [{ kind: 'start-leave', afterMs: leaveMs }],
  }
}

const settled = { isLeaving: false, isPressed: false, isEscaping: false } as const

function open(state: PopoverState): PopoverStep {
  const wanted = { ...state, ...settled, isWanted: true }
  switch (state.window) {
    case 'none':
      return settle({ ...wanted, window: 'loading' }, state, { kind: 'create' })
    case 'loading':
      return state.isWanted ? settle(wanted, state) : settle(wanted, state, { kind: 'stop-warm' })
    case 'ready':
      return state.isWanted
        ? settle(wanted, state, { kind: 'focus' })
        : settle(wanted, state, { kind: 'stop-warm' }, { kind: 'show' })
  }
}

function close(state: PopoverState): PopoverStep {
  const unwanted = { ...state, ...settled, isWanted: false }
  return isVisible(state)
    ? settle(unwanted, state, { kind: 'hide' }, { kind: 'start-warm' })
    : settle(unwanted, state, { kind: 'start-warm' })
}

function ready(state: PopoverState): PopoverStep {
  if (state.window !== 'loading') return stay(state)
  return {
    state: { ...state, window: 'ready' },
    effects: state.isWanted ? [{ kind: 'show' }] : [],
  }
}

/** It comes back only where somebody wanted it; the click on the gauge that is under way stays one. */
function gone(state: PopoverState, mayComeBack: boolean): PopoverStep {
  if (state.window === 'none') return stay(state)
  const none = { ...noPopover, isPressed: state.isPressed }
  if (!state.isWanted) return settle(none, state, { kind: 'stop-warm' }, { kind: 'destroy' })
  if (!mayComeBack) return settle(none, state, { kind: 'destroy' })
  return settle(
    { ...none, window: 'loading', isWanted: true },
    state,
    { kind: 'destroy' },
    { kind: 'create' },
  )
}
