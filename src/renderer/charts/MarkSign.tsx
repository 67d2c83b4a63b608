import type { ReactNode } from 'react'
import type { HistoryEventKind } from '../../shared/history.ts'

/** Shapes that are told apart without colour: down into memory, a ring, a cross, a square, up out of what is usual. */
const shapes: Readonly<Record<HistoryEventKind, ReactNode>> = {
  load: <path d="M1 2h8L5 9z" fill="currentColor" />,
  prompt: <circle cx="5" cy="5" r="3" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  finding: <path d="M1.5 1.5l7 7m0-7l-7 7" fill="none" stroke="currentColor" strokeWidth="2" />,
  act: <path d="M1.5 1.5h7v7h-7z" fill="currentColor" />,
  alert: <path d="M5 1.2l4 7H1z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

/** What happened then, by its shape. */
export const MarkSign = ({ kind }: { readonly kind: HistoryEventKind }): ReactNode => (
  <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    {shapes[kind]}
  </svg>
)
