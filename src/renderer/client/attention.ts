import type { LookInput } from '../../shared/contract.ts'

/** Whether somebody sees this page, and whether it is to be told all the same while nobody does. */
export interface Attention {
  now(): Required<LookInput>
  /** Whether it is to be told anything. */
  isOn(): boolean
  setHearing(isHearing: boolean): void
}

/** `onChange`: it may be another now. */
export function createAttention(onChange: () => void): Attention {
  let isHearing = false
  document.addEventListener('visibilitychange', onChange)
  return {
    now: () => ({ isLooking: !document.hidden, isHearing }),
    isOn: () => !document.hidden || isHearing,
    setHearing: (next) => {
      if (next === isHearing) return
      isHearing = next
      if (document.hidden) onChange()
    },
  }
}
