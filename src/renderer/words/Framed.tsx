import type { ReactNode } from 'react'

/** Where something that is more than text stands in a text: `t('fit.ask', { name: slotMark })`. */
export const slotMark = '\u{fffc}' // the object replacement character, which stands for just that

interface Props {
  readonly text: string
  readonly children: ReactNode
}

/** A text of some language, with its one slot filled. */
export function Framed({ text, children }: Props): ReactNode {
  const [before = '', after = ''] = text.split(slotMark)
  return (
    <>
      {before}
      {children}
      {after}
    </>
  )
}
