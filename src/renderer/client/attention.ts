/** Whether this page is to be told anything: while somebody sees it, and in the background where it is to hear all the same. */
export interface Attention {
  isOn(): boolean
  setHearing(isHearing: boolean): void
}

/** `onChange`: it may be another now. */
export function createAttention(onChange: () => void): Attention {
  let isHearing = false
  document.addEventListener('visibilitychange', onChange)
  return {
    isOn: () => !document.hidden || isHearing,
    setHearing: (next) => {
      if (next === isHearing) return
      isHearing = next
      if (document.hidden) onChange()
    },
  }
}
