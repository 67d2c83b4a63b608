import { modelId, pid, serverId } from '../../src/shared/ids.ts'
import type { Model, Server } from '../../src/shared/server.ts'

/** Servers and models that no machine has had: composed by us. */
export const atMs = 1_795_200_000_000

export const ollama: Server = {
  id: serverId('ollama'),
  kind: 'ollama',
  title: 'Ollama',
  version: '0.32.15',
  pid: pid(501),
  startedAtMs: atMs - 3_600_000,
  port: 11_434,
  parentId: null,
  state: 'ready',
  stateReason: null,
  queueLength: null,
  memoryBytes: 18e9,
  memoryKind: 'footprint',
  tellsModels: true,
}

/** What Ollama runs a model in. */
export const ollamaChild: Server = {
  ...ollama,
  id: serverId('ollama-child'),
  kind: 'llama-server',
  title: 'llama-server',
  version: null,
  pid: pid(502),
  port: 53_211,
  parentId: ollama.id,
}

export const lmStudio: Server = {
  ...ollama,
  id: serverId('lmstudio'),
  kind: 'lmstudio',
  title: 'LM Studio',
  version: null,
  pid: pid(601),
  port: 1_234,
  memoryBytes: 9.1e9,
}

export const llamaServer: Server = {
  ...ollama,
  id: serverId('llama-server'),
  kind: 'llama-server',
  title: 'llama-server',
  pid: pid(701),
  port: 8_080,
  memoryBytes: 5.2e9,
}

const unknownMemory = { total: null, onGpu: null, weights: null, kv: null }

/** Works at a request. */
export const gemma: Model = {
  id: modelId('ollama gemma3:27b'),
  serverId: ollama.id,
  name: 'gemma3:27b',
  file: null,
  sharesFile: false,
  quantization: 'Q4_K_M',
  memory: { ...unknownMemory, total: { bytes: 17.4e9, origin: 'reported' } },
  contextTokens: 8_192,
  contextUsedTokens: 2_134,
  contextRatio: 2_134 / 8_192,
  state: 'generating',
  idleSinceMs: null,
  expiresAtMs: atMs + 240_000,
  tokensPerSecond: 41.3,
  queueLength: null,
  isRemote: false,
  eject: { kind: 'unload', takesAll: false },
  atMs,
  isStale: false,
}

/** Has done nothing for a while, and can only be quit with its server. */
export const qwen: Model = {
  ...gemma,
  id: modelId('llama-server qwen3-8b'),
  serverId: llamaServer.id,
  name: 'Qwen3-8B-Q4_K_M.gguf',
  memory: { ...unknownMemory, total: { bytes: 5.2e9, origin: 'argv' } },
  contextTokens: 40_960,
  contextUsedTokens: 0,
  contextRatio: 0,
  state: 'idle',
  idleSinceMs: atMs - 240_000,
  expiresAtMs: null,
  tokensPerSecond: null,
  eject: { kind: 'quit' },
}

/** Of which hardly anything is told. */
export const phi: Model = {
  ...gemma,
  id: modelId('ollama phi4'),
  name: 'phi4:14b',
  quantization: null,
  memory: unknownMemory,
  contextTokens: null,
  contextUsedTokens: null,
  contextRatio: null,
  state: 'loading',
  expiresAtMs: null,
  tokensPerSecond: null,
}
