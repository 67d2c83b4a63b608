import type { LogProgram } from '../../../../shared/finding.ts'
import type { ServerId } from '../../../../shared/ids.ts'
import type { Server, ServerKind } from '../../../../shared/server.ts'

/** null: what is to be done there is none of the programs' whose options are known. */
const programs: Readonly<Record<ServerKind, LogProgram | null>> = {
  ollama: 'ollama',
  'ollama-runner': 'ollama',
  'llama-server': 'llama.cpp',
  'llama-server-router': 'llama.cpp',
  'llama-app': 'llama.cpp',
  lmstudio: 'lm-studio',
  'mlx-lm': 'mlx-lm',
  'mlx-vlm': 'mlx',
  omlx: 'omlx',
  'rapid-mlx': 'vllm-mlx',
  'vllm-mlx': 'vllm-mlx',
  vllm: 'vllm',
  jan: 'jan',
  localai: 'localai',
  koboldcpp: 'koboldcpp',
  // what it starts is told its options by its configuration
  'llama-swap': 'llama.cpp',
  'docker-model-runner': null,
  gpt4all: null,
  comfyui: 'comfyui',
  exo: 'exo',
  python: 'python',
}

export const programOfKind = (kind: ServerKind): LogProgram | null => programs[kind]

/** Deeper than servers start each other; a circle must end too. */
const maxDepth = 8

/** The one that nothing in the list has started; null where there is no such server. */
export function rootOf(id: ServerId, servers: readonly Server[]): Server | null {
  let root = servers.find((one) => one.id === id) ?? null
  for (let depth = 0; root !== null && depth < maxDepth; depth++) {
    const { parentId } = root
    const parent = servers.find((one) => one.id === parentId)
    if (parent === undefined) return root
    root = parent
  }
  return root
}

/** What the user runs, and changes the options of. */
export function programOfServer(id: ServerId, servers: readonly Server[]): LogProgram | null {
  const root = rootOf(id, servers)
  return root === null ? null : programs[root.kind]
}
