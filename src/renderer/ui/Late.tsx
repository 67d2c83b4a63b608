import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { useConnection } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { addLateWords } from '../words/english.ts'
import { NotLoaded } from './NotLoaded.tsx'

interface Props<P> {
  /** The same function each time. */
  readonly load: () => Promise<ComponentType<P>>
  readonly props: P
  /** Where there is no way back beside it. */
  readonly onDismiss?: () => void
}

type Place<P> =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'here'; readonly Part: ComponentType<P> }

/** A part of the screen that is loaded when it is opened: most looks at the popover need none of it. */
export function Late<P extends object>({ load, props, onDismiss }: Props<P>): ReactNode {
  const { t, language } = useWords()
  const [place, setPlace] = useState<Place<P>>({ kind: 'loading' })
  const isLive = useConnection() === 'live'
  const [wasLive, setWasLive] = useState(isLive)
  const [attempt, setAttempt] = useState(0)
  if (isLive !== wasLive) {
    setWasLive(isLive)
    // its file may be had again
    if (isLive && place.kind === 'failed') {
      setPlace({ kind: 'loading' })
      setAttempt(attempt + 1)
    }
  }
  useEffect(() => {
    let isGone = false
    if (attempt > 0) dropDeadStyles()
    const set = (next: Place<P>): void => {
      if (!isGone) setPlace(next)
    }
    // other languages are there as a whole
    Promise.all([load(), language === 'en' ? addLateWords() : null]).then(
      ([Part]) => set({ kind: 'here', Part }),
      // TypeError: this page is older than the files of the Headroom that came back
      () => set({ kind: 'failed' }),
    )
    return () => {
      isGone = true
    }
  }, [load, language, attempt])
  switch (place.kind) {
    case 'loading':
      return <p role="status">{t('notices.opening')}</p>
    case 'failed':
      return isLive ? (
        <NotLoaded onDismiss={onDismiss} />
      ) : (
        <p role="status">{t('notices.loadsLater')}</p>
      )
    case 'here':
      return <place.Part {...props} />
  }
}

/** A style sheet that could not be had stands in the way of its next try: Vite takes it for one that is there. */
function dropDeadStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]'))
    if (link.sheet === null) link.remove()
}
