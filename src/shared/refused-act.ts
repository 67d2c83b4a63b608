import type { Act } from './act.ts'

/** An act of which nothing was done, with what is known of it. */
export const refusedAct = (
  known: Pick<Act, 'act' | 'target' | 'sentence'> &
    Partial<Pick<Act, 'help' | 'server' | 'modelId' | 'appId'>>,
): Act => ({
  schema: 'headroom/act/1',
  id: null,
  outcome: 'refused',
  modelId: null,
  appId: null,
  server: null,
  request: null,
  takesAll: false,
  isForced: false,
  heldBytes: null,
  expectedBytes: null,
  returnedBytes: null,
  tookMs: 0,
  help: null,
  offers: [],
  ...known,
})
