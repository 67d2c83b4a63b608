import { createContext, use } from 'react'
import type { DetailsPlace } from '../../shared/details.ts'

/** The way to a place in the details, from wherever one is. */
export interface DetailsLinks {
  open(place: DetailsPlace): void
}

export const DetailsContext = createContext<DetailsLinks | null>(null)

export function useDetails(): DetailsLinks {
  const links = use(DetailsContext)
  if (links === null) throw new Error('no details around this component')
  return links
}
