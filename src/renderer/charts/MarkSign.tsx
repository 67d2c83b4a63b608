import type { ReactNode } from 'react'
import type { TrailMarkKind } from '../../shared/trail.ts'

/** Four shapes, told apart without colour: down into memory, a ring, a cross, a square. */
const shapes: Readonly<Record<TrailMarkKind, ReactNode>> = {
  load: <path d="M1 2h8L5 9z" fill="currentColor" />,
  prompt: <circle cx="5" cy="5" r="3" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  finding: <path d="M1.5 1.5l7 7m0-7l-7 7" fill="none" stroke="currentColor" strokeWidth="2" />,
  act: <path d="M1.5 1.5h7v7h-7z" fill="currentColor" />,
}

/** What happened then, by its shape. */
export const MarkSign = ({ kind }: { readonly kind: TrailMarkKind }): ReactNode => (
  <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    {shapes[kind]}
  </svg>
)
