import type { ReactNode } from 'react'
import type { StateWord } from '../../shared/snapshot.ts'

/** The shapes of the gauge in the menu bar (src/shared/gauge.ts), without its level. */
const shapes: Readonly<Record<StateWord, ReactNode>> = {
  plenty: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  tight: (
    <path
      d="M2.5 6.9a5.6 5.6 0 0 1 11 0M2.5 9.1a5.6 5.6 0 0 0 11 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.7"
    />
  ),
  full: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M8 4v4.6M8 10.4v1.6" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  unknown: (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeDasharray="2.51 2.2"
    />
  ),
}

/** The state by its shape: told without colour and without words. */
export function StateSign({ state }: { readonly state: StateWord }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[state]}
    </svg>
  )
}
