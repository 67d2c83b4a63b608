import type { ReactNode } from 'react'
import type { Severity } from '../../shared/alert.ts'

const triangle = 'M8 2 14.6 13.6H1.4Z'
const mark = 'M8 6v3.4M8 11v1.2'

/** The first two are shapes of the gauge in the menu bar (src/shared/gauge.ts). */
const shapes: Readonly<Record<Severity, ReactNode>> = {
  imminent: (
    <>
      <path
        d={triangle}
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <path d={mark} stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  warning: (
    <>
      <path
        d={triangle}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <path d={mark} stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  notice: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M8 7.2v4M8 4.6v1.3" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
}

/** How bad it is, by its shape: told without colour; the word stands beside it. */
export function AlertSign({ severity }: { readonly severity: Severity }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[severity]}
    </svg>
  )
}
