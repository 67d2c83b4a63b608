import { Activity, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import type { Client } from '../../shared/contract.ts'
import { Popover } from '../popover/Popover.tsx'
import { Late } from '../ui/Late.tsx'
import type { DetailsView } from './DetailsView.tsx'
import { DetailsContext } from './use-details.ts'
import { usePlace } from './use-place.ts'

const loadDetails = (): Promise<typeof DetailsView> =>
  import('./DetailsView.tsx').then((part) => part.DetailsView)

/** The overview, and the details, which are loaded when they are opened: one of them at a time, and each as it was left. */
export function Screens({ client }: { readonly client: Client }): ReactNode {
  const { place, open, leave } = usePlace(client)
  const cameFrom = useRef<Element | null>(null)
  const isOverview = place === null
  const openFrom: typeof open = (next) => {
    if (isOverview) cameFrom.current = document.activeElement
    open(next)
  }
  const [overviewWasHere, setOverviewWasHere] = useState(isOverview)
  const [last, setLast] = useState(place)
  if (isOverview && !overviewWasHere) setOverviewWasHere(true)
  if (place !== null && place !== last) setLast(place)
  const comeBack = useEffectEvent((): void => {
    if (last === null) return
    const from = cameFrom.current
    if (from instanceof HTMLElement) from.focus()
    // it was opened at the details, or what led away is gone
    if (from === null || document.activeElement !== from) goToOverview()
  })
  useEffect(() => {
    if (isOverview) comeBack()
  }, [isOverview])
  return (
    <DetailsContext value={{ open: openFrom }}>
      {overviewWasHere ? (
        <Activity mode={isOverview ? 'visible' : 'hidden'}>
          <Popover />
        </Activity>
      ) : null}
      {last === null ? null : (
        <Activity mode={isOverview ? 'hidden' : 'visible'}>
          <Late load={loadDetails} props={{ place: last, onLeave: leave }} />
        </Activity>
      )}
    </DetailsContext>
  )
}

/** The overview stands before the details. */
function goToOverview(): void {
  const overview = document.querySelector('main')
  const head = overview?.querySelector('h1') ?? overview
  if (head === null) return
  head.tabIndex = -1
  head.focus({ preventScroll: true })
}
