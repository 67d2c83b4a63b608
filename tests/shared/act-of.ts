import type { Act, ActOutcome, KeptAct } from '../../src/shared/act.ts'
import { actId } from '../../src/shared/ids.ts'

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

/** What was done by itself: composed by us. */
export const keptActOf = (change: Partial<KeptAct> = {}): KeptAct => ({
  id: actId('by itself'),
  atMs: 1_795_200_000_000,
  by: 'policy',
  act: 'unload',
  target: 'gemma3:27b',
  server: 'Ollama',
  request: 'POST /api/generate {"model":"gemma3:27b","keep_alive":0}',
  isForced: false,
  outcome: 'done',
  heldBytes: 17.4e9,
  expectedBytes: 17.4e9,
  returnedBytes: 17.2e9,
  tookMs: 900,
  sentence: 'gemma3:27b is unloaded: 17.2 GB came back (17.4 GB expected)',
  ...change,
})
