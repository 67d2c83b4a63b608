import { askToQuit, checkQuit, forceToQuit } from '../apps/quit/quit.ts'
import { reopen, reopenPlan } from '../apps/quit/reopen.ts'
import { watchReturn } from '../apps/quit/watch-return.ts'

/** The rungs as the apps room has them; a test gives its own. */
export interface Ladder {
  readonly checkQuit: typeof checkQuit
  readonly askToQuit: typeof askToQuit
  readonly forceToQuit: typeof forceToQuit
  readonly watchReturn: typeof watchReturn
  readonly reopenPlan: typeof reopenPlan
  readonly reopen: typeof reopen
}

export const ladder: Ladder = {
  checkQuit,
  askToQuit,
  forceToQuit,
  watchReturn,
  reopenPlan,
  reopen,
}
