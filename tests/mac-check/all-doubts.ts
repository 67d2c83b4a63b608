import { costDoubt, type Measured } from './cost.ts'
import type { Doubt } from './doubt.ts'
import { footprintDoubts } from './doubts/footprints.ts'
import { gpuDoubts } from './doubts/gpu.ts'
import { limitDoubts } from './doubts/limit.ts'
import { machineDoubts } from './doubts/machine.ts'
import { memoryDoubts } from './doubts/memory.ts'
import { appDoubts } from './doubts/of-app.ts'
import { shellDoubts } from './doubts/of-shell.ts'
import { powerDoubts } from './doubts/power.ts'
import { processDoubts } from './doubts/processes.ts'
import { quitDoubts } from './doubts/quitting.ts'
import { endDoubts } from './doubts/system-end.ts'
import type { AnswerKeeper } from './keep-answers.ts'
import { ownDoubts } from './own-outputs.ts'
import type { AskedSource } from './sources.ts'

export interface DoubtParts {
  readonly keeper: AnswerKeeper
  readonly sources: readonly AskedSource[]
  /** Where the outputs of Headroom itself are kept. */
  readonly folder: string
  readonly takeCosts: (measured: readonly Measured[]) => void
}

/** In the order in which they are asked: first what is only read, the app and what changes something last. */
export const allDoubts = ({ keeper, sources, folder, takeCosts }: DoubtParts): readonly Doubt[] => [
  ...sources.map(keeper.doubtOf),
  ...memoryDoubts(keeper),
  ...limitDoubts,
  ...gpuDoubts,
  ...processDoubts,
  ...footprintDoubts(keeper),
  ...machineDoubts(keeper),
  ...endDoubts,
  ...powerDoubts(keeper),
  costDoubt(sources, takeCosts),
  ...ownDoubts(folder),
  ...quitDoubts,
  ...appDoubts,
  ...shellDoubts(),
]
