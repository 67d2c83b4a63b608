import { nothingLearnt, type Learnt } from '../../../shared/learnt.ts'
import { learntForm } from './learnt-file.ts'
import type { LearntParts } from './learnt-parts.ts'
import type { LearntStore } from './learnt-store.ts'

/** What was learnt, for whoever goes by it, and adds to it in passing: nobody waits for what is noted. */
export interface LearntUse {
  current(): Learnt
  /** As it is kept. */
  parts(): LearntParts
  /** Another Headroom may have learnt something, or forgotten it. */
  refresh(): Promise<void>
  note(how: (parts: LearntParts) => LearntParts): void
}

/** Nothing is known, and nothing kept: in a replay. */
export const noLearntUse: LearntUse = {
  current: () => nothingLearnt,
  parts: () => learntForm.none,
  refresh: async () => undefined,
  note: () => undefined,
}

/** `learns`: whether the user wants it now; `notes`: whether this Core writes, or only looks in passing. */
export const learntUseOf = (
  store: Pick<LearntStore, 'current' | 'parts' | 'refresh' | 'change'> | undefined,
  { learns, notes }: { readonly learns: () => boolean; readonly notes: () => boolean },
): LearntUse =>
  store === undefined
    ? noLearntUse
    : {
        current: () => (learns() ? store.current() : nothingLearnt),
        parts: () => (learns() ? store.parts() : learntForm.none),
        refresh: store.refresh,
        // what cannot be written is the trouble of the store
        note: (how) => {
          if (learns() && notes()) void store.change(how)
        },
      }
