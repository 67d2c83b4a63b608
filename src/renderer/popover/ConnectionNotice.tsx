import type { ReactNode } from 'react'
import { formatSpan } from '../../shared/units.ts'
import { useConnection, useLive } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useNow } from '../ui/use-now.ts'

/** What stands between this page and Headroom, while anything does. */
export function ConnectionNotice(): ReactNode {
  const live = useLive()
  const connection = useConnection()
  const arrivedAtMs = live.arrivedAtMs()
  switch (connection) {
    case 'live':
    case 'connecting':
      return arrivedAtMs === null ? <Notice tone="note" title="Looking at this machine …" /> : null
    case 'refused':
      return (
        <Notice tone="attention" title="This page needs its token">
          <AgeOfFigures arrivedAtMs={arrivedAtMs} />
          Open the link that Headroom printed in the terminal: it ends in #token=…
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="attention" title="Headroom does not answer">
          <AgeOfFigures arrivedAtMs={arrivedAtMs} />
          Waiting for it …
        </Notice>
      )
  }
}

function AgeOfFigures({ arrivedAtMs }: { readonly arrivedAtMs: number | null }): ReactNode {
  const nowMs = useNow()
  return arrivedAtMs === null ? null : `These figures are ${formatSpan(nowMs - arrivedAtMs)} old. `
}
