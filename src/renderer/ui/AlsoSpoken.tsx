import type { ReactNode } from 'react'

interface Props {
  readonly text: string
  /** What is heard instead: the text and more. */
  readonly spoken: string
}

/** Seen as one text, and heard as another: an addition that is only heard would be read with a blank before its comma. */
export function AlsoSpoken({ text, spoken }: Props): ReactNode {
  if (spoken === text) return text
  return (
    <>
      <span aria-hidden="true">{text}</span>
      <span className="spoken">{spoken}</span>
    </>
  )
}
