import { sections, type Section } from '../../shared/details.ts'

/** Where a page is: in the details, or, by null, at its overview; and how many entries behind it that stands, null: nobody knows. */
export interface KeptPlace {
  readonly section: Section | null
  readonly steps: number | null
}

export const keptPlace = (section: Section | null, { steps }: KeptPlace): KeptPlace => ({
  section,
  steps: section === null ? 0 : steps === null ? null : steps + 1,
})

/** What an entry of the browser's history keeps of it: `headroom log 2`. */
export const stateOf = ({ section, steps }: KeptPlace): string =>
  `headroom ${section ?? ''} ${steps ?? ''}`

/** The place in the state of an entry; `wanted` where it has none: that of the address. */
export function placeIn(state: unknown, wanted: Section | null): KeptPlace {
  const [whole, named, steps] = /^headroom (\w*) (\d*)$/.exec(String(state)) ?? []
  if (whole === undefined) return { section: wanted, steps: wanted === null ? 0 : null }
  return {
    section: sections.find((section) => section === named) ?? null,
    steps: steps === '' ? null : Number(steps),
  }
}
