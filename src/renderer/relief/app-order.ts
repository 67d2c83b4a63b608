import type { App } from '../../shared/app.ts'

export type AppOrder = 'memory' | 'gpu'

/** By memory is how the Snapshot has them; by the GPU's time those follow of which it is not told. */
export const inOrder = (apps: readonly App[], order: AppOrder): readonly App[] =>
  order === 'memory'
    ? apps
    : apps.toSorted((a, b) => (b.gpuRatio ?? notTold) - (a.gpuRatio ?? notTold))

const notTold = -1
