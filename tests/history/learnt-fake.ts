import type { LearntParts } from '../../src/main/history/learnt/learnt-parts.ts'
import type { LearntStore } from '../../src/main/history/learnt/learnt-store.ts'
import type { LearntUse } from '../../src/main/history/learnt/learnt-use.ts'
import { shownGrowth } from '../../src/main/history/learnt/growth-runs.ts'
import { nothingLearnt } from '../../src/shared/learnt.ts'

/** What was learnt, in memory: what is noted is known at once. */
export function learntInMemory(first: Partial<LearntParts> = {}) {
  let parts: LearntParts = { models: [], limit: null, growths: [], ...first }
  let noteCount = 0
  const use: LearntUse = {
    current: () => ({
      ...nothingLearnt,
      ...parts,
      models: [],
      growths: parts.growths.map(shownGrowth),
    }),
    parts: () => parts,
    refresh: async () => undefined,
    note: (how) => {
      noteCount++
      parts = how(parts)
    },
  }
  return { use, parts: () => parts, noteCount: () => noteCount }
}

/** The same, as Core is given it. */
export function storeInMemory(first: Partial<LearntParts> = {}): LearntStore {
  const { use, parts } = learntInMemory(first)
  const done = async () => ({ kind: 'ok', value: null, atMs: 0, tookMs: 0 }) as const
  return {
    current: use.current,
    parts,
    change: (how) => {
      use.note(how)
      return done()
    },
    forget: done,
    forgetAll: done,
    refresh: async () => undefined,
    onChange: () => () => undefined,
  }
}
