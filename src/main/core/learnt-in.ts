import { learntUseOf, type LearntUse } from '../history/learnt/learnt-use.ts'
import type { OwnRemembered } from './own-remembered.ts'

/** What was learnt, as the senses use it. Who has begun to note goes on until told to stop: a look in passing only reads. */
export function learntIn({ learnt, learns = () => true }: OwnRemembered = {}): {
  readonly use: LearntUse
  readonly beginNoting: () => () => void
} {
  let isNoting = false
  return {
    use: learntUseOf(learnt, { learns, notes: () => isNoting }),
    beginNoting: () => {
      isNoting = true
      return () => {
        isNoting = false
      }
    },
  }
}
