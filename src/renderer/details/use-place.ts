import { useLayoutEffect, useState } from 'react'
import type { Client } from '../../shared/contract.ts'
import type { DetailsPlace } from '../../shared/details.ts'
import { wantedSection } from '../client/wanted-section.ts'
import { keptPlace, placeIn, stateOf, type KeptPlace } from './page-places.ts'

export interface UsePlace {
  /** null: the overview. */
  readonly place: DetailsPlace | null
  open(place: DetailsPlace): void
  /** Back to the overview; null where the page has none: a window of the details alone. */
  readonly leave: (() => void) | null
}

const here = (): KeptPlace => placeIn(history.state, wantedSection())

const placeOf = ({ section }: KeptPlace): DetailsPlace | null =>
  section === null ? null : { section, focus: null }

/** Which place is shown. The shell opens a window where it can; else the page goes there, and the browser's Back leads back. */
export function usePlace({ openDetails }: Pick<Client, 'openDetails'>): UsePlace {
  const [place, setPlace] = useState(() => placeOf(here()))
  const [isDetailsWindow] = useState(openDetails !== undefined && place !== null)
  useLayoutEffect(() => {
    const onBack = (): void => setPlace(placeOf(here()))
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  if (isDetailsWindow) return { place, open: setPlace, leave: null }
  const go = (next: DetailsPlace | null): void => {
    const section = next?.section ?? null
    // the address stays: its token belongs to this page
    if (section !== here().section) history.pushState(stateOf(keptPlace(section, here())), '')
    setPlace(next)
  }
  const leave = (): void => {
    const { steps } = here()
    if (steps === null || steps === 0) go(null)
    else history.go(-steps)
  }
  return { place, open: openDetails ?? go, leave }
}
