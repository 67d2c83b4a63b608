import { Activity, useState, type ReactNode } from 'react'
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
  const [overviewWasHere, setOverviewWasHere] = useState(place === null)
  const [last, setLast] = useState(place)
  if (place === null && !overviewWasHere) setOverviewWasHere(true)
  if (place !== null && place !== last) setLast(place)
  return (
    <DetailsContext value={{ open }}>
      {overviewWasHere ? (
        <Activity mode={place === null ? 'visible' : 'hidden'}>
          <Popover />
        </Activity>
      ) : null}
      {last === null ? null : (
        <Activity mode={place === null ? 'hidden' : 'visible'}>
          <Late load={loadDetails} props={{ place: last, onLeave: leave }} />
        </Activity>
      )}
    </DetailsContext>
  )
}
