import type { BlackBox } from '../../shared/black-box.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import type { LearntStore } from '../history/learnt/learnt-store.ts'

/** What was found after ends that were no ordinary ones. */
export interface BlackBoxes {
  current(): BlackBox
  /** Throws Refusal where there is none of this id, or it cannot be kept. */
  seen(id: string): Promise<BlackBox>
  onChange(wake: () => void): () => void
}

/** What Headroom remembers of this machine; each is missing where nothing is to be remembered. */
export interface OwnRemembered {
  /** Without it what was is kept in memory, until Headroom ends. */
  readonly history?: HistoryKeeper | undefined
  readonly learnt?: LearntStore | undefined
  readonly blackBoxes?: BlackBoxes | undefined
}
