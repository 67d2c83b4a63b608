import type { ReactNode, RefObject } from 'react'
import { Late } from '../ui/Late.tsx'
import type { Introduction } from './use-introduction.ts'
import type { Welcome } from './Welcome.tsx'

interface Props {
  readonly introduction: Introduction
  /** Where the keyboard goes when the card goes. */
  readonly home: RefObject<HTMLElement | null>
}

const loadCard = (): Promise<typeof Welcome> => import('./Welcome.tsx').then((part) => part.Welcome)

/** The first run, loaded for those who have not seen it. */
export function WelcomePlace({ introduction, home }: Props): ReactNode {
  const { isOpen, end } = introduction
  if (!isOpen) return null
  const onEnd = (): void => {
    end()
    home.current?.focus({ preventScroll: true })
  }
  return <Late load={loadCard} props={{ isAgain: false, onEnd }} onDismiss={onEnd} />
}
