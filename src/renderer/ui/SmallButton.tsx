import type { ComponentProps, ReactNode } from 'react'
import { AlsoSpoken } from './AlsoSpoken.tsx'
import styles from './SmallButton.module.css'

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'type'> {
  readonly text: string
  /** Begins with the text, and says of what: buttons of one text are told apart. */
  readonly spoken?: string
  readonly tone?: 'alarm' | undefined
}

/** A button in a card or a row, as high as a line, and large enough to hit. */
export const SmallButton = ({ text, spoken, tone, className, ...rest }: Props): ReactNode => (
  <button
    type="button"
    className={`${styles['button']} ${className ?? ''}`}
    data-tone={tone}
    {...rest}
  >
    <AlsoSpoken text={text} spoken={spoken ?? text} />
  </button>
)
