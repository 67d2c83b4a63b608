import type { DetailsPlace, Section } from '../../shared/details.ts'
import { sections } from '../../shared/details.ts'

/** Where the page is: in the details, or, by null, at its overview. */
export type PagePlace = DetailsPlace | null

/** What an entry of the browser's history tells of a place, and how many entries behind it the overview stands; null: nobody knows. */
export interface KeptPlace {
  readonly section: Section | null
  readonly stepsFromOverview: number | null
}

export const keptPlace = (section: Section | null, before: KeptPlace): KeptPlace => ({
  section,
  stepsFromOverview:
    section === null ? 0 : before.stepsFromOverview === null ? null : before.stepsFromOverview + 1,
})

/** The place in the state of an entry; `wanted` where it has none: that of the address. */
export function placeIn(state: unknown, wanted: Section | null): KeptPlace {
  if (typeof state !== 'object' || state === null || !('headroom' in state))
    return { section: wanted, stepsFromOverview: wanted === null ? 0 : null }
  const { headroom } = state
  const isKept = typeof headroom === 'object' && headroom !== null
  const named = isKept && 'section' in headroom ? headroom.section : null
  const steps = isKept && 'stepsFromOverview' in headroom ? headroom.stepsFromOverview : null
  return {
    section: sections.find((section) => section === named) ?? null,
    stepsFromOverview: typeof steps === 'number' ? steps : null,
  }
}
