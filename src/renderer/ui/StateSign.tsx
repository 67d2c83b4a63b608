import type { ReactNode } from 'react'
import type { StateWord } from '../../shared/snapshot.ts'

const shapes: Readonly<Record<StateWord, ReactNode>> = {
  plenty: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  tight: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M2.5 8a5.5 5.5 0 0 0 11 0Z" fill="currentColor" />
    </>
  ),
  full: (
    <>
      <path d="M8 1.5 15 14H1Z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.4v1.3" stroke="var(--surface)" strokeWidth="1.6" />
    </>
  ),
  unknown: (
    <>
      <circle
        cx="8"
        cy="8"
        r="5.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray="2.2 2.1"
      />
    </>
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
