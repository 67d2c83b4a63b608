import type { ReactNode } from 'react'
import type { LineMark } from '../../shared/log-view.ts'

/** Told apart without colour: each by its shape. */
const shapes: Readonly<Record<LineMark['kind'], ReactNode>> = {
  failure: <path d="M6 1 11.4 10.5H.6Z" fill="currentColor" />,
  notice: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  load: (
    <path d="M6 1.5v7M2.8 5.6 6 8.8l3.2-3.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
  work: <circle cx="6" cy="6" r="1.8" fill="currentColor" />,
  figure: <path d="M2.5 6h7" fill="none" stroke="currentColor" strokeWidth="1.5" />,
}

export const MarkGlyph = ({ of }: { readonly of: LineMark['kind'] }): ReactNode => (
  <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true" data-mark={of}>
    {shapes[of]}
  </svg>
)
