import type { PopoverEvent } from '../../../src/main/electron/popover/popover-machine.ts'
import { warmMs, type Step } from './popover-world.ts'

/** What has happened to a popover, as far as promises hang on it. Milliseconds of the walk; null: it has not. */
export interface Told {
  readonly nowMs: number
  readonly window: 'none' | 'loading' | 'ready'
  readonly isWanted: boolean
  readonly pressedAtMs: number | null
  readonly blurredAtMs: number | null
  readonly escapedAtMs: number | null
  readonly hiddenSinceMs: number | null
}

export const nothingTold: Told = {
  nowMs: 0,
  window: 'none',
  isWanted: false,
  pressedAtMs: null,
  blurredAtMs: null,
  escapedAtMs: null,
  hiddenSinceMs: null,
}

/** A press is waited upon for 1.5 s; a lost focus, where nobody presses, for 0.1 s. */
export function leaveAtMs({ pressedAtMs, blurredAtMs }: Told): number | null {
  if (pressedAtMs !== null) return pressedAtMs + 1_500
  return blurredAtMs === null ? null : blurredAtMs + 100
}

/** A page that was asked what it did with Escape has 0.4 s to say so. */
export const escapeAtMs = ({ escapedAtMs }: Told): number | null =>
  escapedAtMs === null ? null : escapedAtMs + 400

export const warmAtMs = ({ hiddenSinceMs }: Told): number | null =>
  hiddenSinceMs === null ? null : hiddenSinceMs + warmMs

export const isShown = ({ window, isWanted }: Told): boolean => window === 'ready' && isWanted

const settled = { pressedAtMs: null, blurredAtMs: null, escapedAtMs: null } as const

const opened = (told: Told): Told => ({
  ...told,
  ...settled,
  window: told.window === 'none' ? 'loading' : told.window,
  isWanted: true,
  hiddenSinceMs: null,
})
const closed = (told: Told): Told => ({
  ...told,
  ...settled,
  isWanted: false,
  hiddenSinceMs: told.nowMs,
})
const ended = (told: Told): Told => ({
  ...told,
  window: 'none',
  isWanted: false,
  blurredAtMs: null,
  escapedAtMs: null,
  hiddenSinceMs: null,
})

/** What an event makes of it, by the promises. */
function happened(told: Told, event: PopoverEvent): Told {
  switch (event.kind) {
    case 'pressed':
      return { ...told, pressedAtMs: told.nowMs }
    case 'toggled':
      return told.isWanted ? closed(told) : opened(told)
    case 'opened':
      return opened(told)
    case 'dismissed':
      return told.isWanted ? closed(told) : told
    case 'escaped':
      if (isShown(told)) return { ...told, escapedAtMs: told.nowMs }
      return told.isWanted ? closed(told) : told
    case 'kept':
      return { ...told, escapedAtMs: null }
    case 'escape-over':
      return closed(told)
    case 'blurred':
      return isShown(told) ? { ...told, blurredAtMs: told.blurredAtMs ?? told.nowMs } : told
    case 'focused':
      return { ...told, blurredAtMs: null }
    case 'ready':
      return told.window === 'loading' ? { ...told, window: 'ready' } : told
    case 'gone': {
      const comesBack = told.isWanted && event.mayComeBack
      const { pressedAtMs } = told
      return comesBack ? { ...opened(ended(told)), pressedAtMs } : ended(told)
    }
    case 'leave-over':
      return told.blurredAtMs === null ? { ...told, pressedAtMs: null } : closed(told)
    case 'warm-over':
      return ended(told)
  }
}

/** Time passes up to an instant; what comes due meanwhile happens. */
function waited(told: Told, untilMs: number): Told {
  const dueMs = [leaveAtMs(told), escapeAtMs(told), warmAtMs(told)].filter((atMs) => atMs !== null)
  const nextMs = Math.min(untilMs, ...dueMs)
  const then = { ...told, nowMs: nextMs }
  if (nextMs === leaveAtMs(told)) return waited(happened(then, { kind: 'leave-over' }), untilMs)
  if (nextMs === escapeAtMs(told)) return waited(happened(then, { kind: 'escape-over' }), untilMs)
  if (nextMs === warmAtMs(told)) return waited(happened(then, { kind: 'warm-over' }), untilMs)
  return then
}

export const promised = (told: Told, step: Step): Told =>
  step.kind === 'wait' ? waited(told, told.nowMs + step.ms) : happened(told, step)
