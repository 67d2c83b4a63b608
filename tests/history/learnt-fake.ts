import type { LearntParts } from '../../src/main/history/learnt/learnt-store.ts'
import type { LearntUse } from '../../src/main/history/learnt/learnt-use.ts'
import { nothingLearnt } from '../../src/shared/learnt.ts'

/** What was learnt, in memory: what is noted is known at once. */
export function learntInMemory(first: Partial<LearntParts> = {}) {
  let parts: LearntParts = { models: [], limit: null, growths: [], ...first }
  let noteCount = 0
  const use: LearntUse = {
    current: () => ({ ...nothingLearnt, ...parts }),
    note: (how) => {
      noteCount++
      parts = how(parts)
    },
  }
  return { use, parts: () => parts, noteCount: () => noteCount }
}
