import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'

interface FitViewProps {
  readonly onBack: () => void
}

type Place =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'here'; readonly View: ComponentType<FitViewProps> }

/** The screen of what fits now, loaded when it is opened: most looks at the popover need none of it. */
export function FitPlace({ onBack }: FitViewProps): ReactNode {
  const [place, setPlace] = useState<Place>({ kind: 'loading' })
  useEffect(() => {
    let isGone = false
    const set = (next: Place): void => {
      if (!isGone) setPlace(next)
    }
    import('../fit/FitView.tsx').then(
      ({ FitView }) => set({ kind: 'here', View: FitView }),
      // TypeError: this page is older than the files of the Headroom that came back
      () => set({ kind: 'failed' }),
    )
    return () => {
      isGone = true
    }
  }, [])
  switch (place.kind) {
    case 'loading':
      return <p role="status">Opening …</p>
    case 'failed':
      return (
        <Notice tone="attention" title="This screen could not be loaded" onDismiss={onBack}>
          Load the page again.
        </Notice>
      )
    case 'here':
      return <place.View onBack={onBack} />
  }
}
