import { useEffect, useState } from 'react'
import type { Client } from '../../shared/contract.ts'
import type { DetailsPlace } from '../../shared/details.ts'
import { wantedSection } from '../client/wanted-section.ts'
import { keptPlace, placeIn, type KeptPlace, type PagePlace } from './page-places.ts'

export interface UsePlace {
  readonly place: PagePlace
  open(place: DetailsPlace): void
  /** Back to the overview; null where the page has none: a window of the details alone. */
  readonly leave: (() => void) | null
}

const here = (): KeptPlace => placeIn(history.state, wantedSection())

const placeOf = ({ section }: KeptPlace): PagePlace =>
  section === null ? null : { section, focus: null }

/** Which place is shown. The shell opens a window where it can; else the page goes there, and the browser's Back leads back. */
export function usePlace({ openDetails }: Pick<Client, 'openDetails'>): UsePlace {
  const [place, setPlace] = useState(() => placeOf(here()))
  const [isDetailsWindow] = useState(openDetails !== undefined && place !== null)
  useEffect(() => {
    const onBack = (): void => setPlace(placeOf(here()))
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  if (isDetailsWindow) return { place, open: setPlace, leave: null }
  const go = (next: PagePlace): void => {
    const headroom = keptPlace(next?.section ?? null, here())
    // the address stays: its token belongs to this page
    if (next?.section !== here().section) history.pushState({ headroom }, '')
    setPlace(next)
  }
  const leave = (): void => {
    const { stepsFromOverview } = here()
    if (stepsFromOverview === null || stepsFromOverview === 0) go(null)
    else history.go(-stepsFromOverview)
  }
  return { place, open: openDetails ?? go, leave }
}
