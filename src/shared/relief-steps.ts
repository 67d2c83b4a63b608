import type { Relief, ReliefCandidate, ReliefStep } from './relief.ts'

/** As Core is asked for it: by the ids of the Snapshot. */
export const stepsOf = ({ steps }: Pick<Relief, 'steps'>): readonly ReliefStep[] =>
  steps.flatMap(stepOf)

export function stepOf({ kind, modelId, appId }: ReliefCandidate): readonly ReliefStep[] {
  switch (kind) {
    case 'unload':
      return modelId === null ? [] : [{ kind, modelId }]
    case 'quit':
      return appId === null ? [] : [{ kind, appId }]
  }
}
