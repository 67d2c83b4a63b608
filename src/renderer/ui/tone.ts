import type { MemoryPartKind } from '../../shared/snapshot.ts'

/** What a stretch of a bar is drawn in (tones.module.css); `beyond` is hatched, `held` striped. */
export type Tone = MemoryPartKind | 'unattributed' | 'held' | 'room' | 'free'
