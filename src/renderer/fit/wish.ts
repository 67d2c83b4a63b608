import type { FitInput } from '../../shared/fit-shown.ts'

/** How it is to be run; null: as the engine does by itself. */
export type Wish = Omit<FitInput, 'model'>

export const noWish: Wish = { engine: null, contextTokens: null, kvType: null, parallel: null }
