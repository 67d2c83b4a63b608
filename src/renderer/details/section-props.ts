import type { DetailsFocus } from '../../shared/details.ts'

/** What each section of the details is given. */
export interface SectionProps {
  /** What a link led to; null: nothing of it in particular. Another object: it was led to once more. */
  readonly focus: DetailsFocus | null
}
