import type { FitAdvice } from '../../src/shared/fit.ts'
import { loadId } from '../../src/shared/ids.ts'
import type { Load, LoadNeed } from '../../src/shared/load.ts'
import { atMs, llamaServer, ollama } from './loaded.ts'

/** Loads that no machine has had: composed by us. */
const GB = 1e9

export const shorterContext: FitAdvice = {
  kind: 'context',
  text: 'take a context of 16384 tokens',
  savesBytes: 3.2 * GB,
  isEnough: true,
  verdict: 'fits',
  flag: '-c 16384',
  how: { kind: 'flag', text: '-c 16384' },
  costs: 'longer conversations and documents have no place',
}

export const foreseen: Extract<LoadNeed, { readonly kind: 'ok' }> = {
  kind: 'ok',
  needBytes: 19.2 * GB,
  needRamBytes: 20 * GB,
  lowBytes: 19.2 * GB,
  highBytes: 19.2 * GB,
  basis: 'exact',
  origin: 'estimated',
  contextTokens: 32_768,
  verdict: 'fits',
  roomBytes: 22.9 * GB,
  gapBytes: null,
  deciding: { line: 'gpu', needBytes: 19.2 * GB, roomBytes: 22.9 * GB },
  besideCount: 0,
  maxContextThatFits: 40_960,
  advice: [],
}

/** Fits, and is half there. */
export const fitting: Load = {
  id: loadId('qwen'),
  serverId: llamaServer.id,
  serverTitle: 'llama-server',
  name: 'Qwen3-32B-Q4_K_M.gguf',
  file: '/Users/alice/models/Qwen3-32B-Q4_K_M.gguf',
  toldBy: 'process',
  startedAtMs: atMs - 14_000,
  stage: 'loading',
  endedAtMs: null,
  foreseenAtMs: atMs - 12_000,
  need: foreseen,
  doneRatio: 0.42,
}

export const tooMuch: Extract<LoadNeed, { readonly kind: 'ok' }> = {
  ...foreseen,
  needBytes: 26.1 * GB,
  needRamBytes: 26.9 * GB,
  lowBytes: 25.9 * GB,
  highBytes: 26.6 * GB,
  basis: 'approximate',
  origin: 'log',
  contextTokens: 131_072,
  verdict: 'no',
  gapBytes: 3.2 * GB,
  deciding: { line: 'gpu', needBytes: 26.1 * GB, roomBytes: 22.9 * GB },
  maxContextThatFits: 16_384,
  advice: [shorterContext],
}

/** Will not fit; nothing tells how far it is. */
export const beyond: Load = {
  ...fitting,
  id: loadId('gemma'),
  serverId: ollama.id,
  serverTitle: 'Ollama',
  name: 'gemma3:27b',
  file: null,
  toldBy: 'log',
  need: tooMuch,
  doneRatio: null,
}

export const looking: Load = {
  ...fitting,
  id: loadId('looking'),
  name: 'mlx-community/Mistral-Large-Instruct-2411-4bit',
  foreseenAtMs: null,
  need: { kind: 'waiting', reason: '' },
  doneRatio: null,
}

export const failed: Load = {
  ...beyond,
  stage: 'failed',
  endedAtMs: atMs - 1_000,
}
