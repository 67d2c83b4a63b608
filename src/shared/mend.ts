import type { DetailsPlace } from './details.ts'

/** How a source that does not answer is mended, or why there is nothing to mend. */
export interface Mend {
  /** For people. */
  readonly text: string
  /** For a terminal: what mends it, else what shows more of it. null: nothing to be typed. */
  readonly command: string | null
  /** Where in Headroom it is mended, or what must be mended first. */
  readonly place: DetailsPlace | null
}
