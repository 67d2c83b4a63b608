import type { Act, ActOutcome } from '../../src/shared/act.ts'

/** What an unloading might come to: composed by us. */
export const actOf = (outcome: ActOutcome, change: Partial<Act> = {}): Act => ({
  schema: 'headroom/act/1',
  id: null,
  act: 'unload',
  outcome,
  target: 'gemma3:27b',
  modelId: null,
  appId: null,
  server: 'Ollama',
  request: 'POST /api/generate {"model":"gemma3:27b","keep_alive":0}',
  takesAll: false,
  isForced: false,
  heldBytes: 17.4e9,
  expectedBytes: 17.4e9,
  returnedBytes: null,
  tookMs: 900,
  sentence: 'what happened',
  help: 'what helps',
  offers: [],
  ...change,
})
