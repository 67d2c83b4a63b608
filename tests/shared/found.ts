import type { Finding } from '../../src/shared/finding.ts'
import { findingId } from '../../src/shared/ids.ts'
import { atMs, llamaServer, ollama } from './loaded.ts'

/** Findings that no machine has had: composed by us; the lines as inference-logs.md §3 tells them. */

/** Of Ollama's log, three times. */
export const refused: Finding = {
  id: findingId('server.log refused'),
  class: 'metal-alloc-failed',
  signature: 'ggml-metal-buffer-refused',
  program: 'Ollama',
  serverId: ollama.id,
  place: {
    path: '/Users/ada/.ollama/logs/server.log',
    lineNumber: 1_204,
    line: 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
  },
  facts: { triedBytes: 12_288 * 2 ** 20, limitBytes: 22_906_500_000, contextTokens: 131_072 },
  atMs: atMs - 900_000,
  lastAtMs: atMs - 300_000,
  count: 3,
  sentence:
    'Metal refused one buffer of 12.9 GB: with the 17.4 GB of the model that is past the limit of 22.9 GB',
  cause:
    'The KV cache is allocated whole when the model is loaded, and a context of 131072 tokens makes it this large. Metal grants more than it can run, so the refusal comes late.',
  fixes: [
    {
      text: 'Ask for a context of 16384 tokens',
      command: 'launchctl setenv OLLAMA_CONTEXT_LENGTH 16384\nosascript -e \'quit app "Ollama"\'',
      costs: 'the model forgets earlier',
    },
    {
      text: 'Keep the KV cache in 8 bits, with flash attention',
      command: 'launchctl setenv OLLAMA_KV_CACHE_TYPE q8_0',
      costs: 'a little quality in long contexts',
    },
    { text: 'Unload the other model first', command: 'ollama stop phi4:14b', costs: null },
    { text: 'Take a smaller quantization of this model', command: null, costs: 'some quality' },
  ],
  misadvice: [
    {
      advice: 'Set OLLAMA_MAX_VRAM or OLLAMA_NUM_GPU',
      why: 'Ollama reads no such variables; its option is num_gpu, and it frees no RAM on a Mac',
    },
    {
      advice: 'export OLLAMA_CONTEXT_LENGTH in the shell',
      why: 'the app is not started by your shell and does not see it',
    },
  ],
}

/** Of the machine as it is: no line of a log, no command. */
export const flat: Finding = {
  id: findingId('flat'),
  class: 'gpu-flat',
  signature: 'live-gpu-flat',
  program: 'llama.cpp',
  serverId: llamaServer.id,
  place: null,
  facts: {},
  atMs: atMs - 20_000,
  lastAtMs: atMs - 20_000,
  count: 1,
  sentence: 'Qwen3-8B-Q4_K_M.gguf has generated for 20 s while the GPU was busy for 1 %',
  cause: 'Its layers are on the CPU.',
  fixes: [{ text: 'Start llama-server without -ngl 0', command: null, costs: null }],
  misadvice: [],
}

/** Of which hardly anything is told. */
export const killed: Finding = {
  ...flat,
  id: findingId('killed'),
  class: 'killed-by-system',
  signature: 'shell-killed',
  program: null,
  serverId: null,
  place: {
    path: '/Users/ada/run.log',
    lineNumber: 4,
    line: 'zsh: killed     mlx_lm.generate --model x',
  },
  atMs: null,
  lastAtMs: null,
  sentence: 'The process was ended by SIGKILL; by whom is not told',
  cause: 'macOS ends processes so when memory is short, and so does anyone with kill -9.',
  fixes: [
    { text: 'Look for a report of that time', command: 'headroom doctor', costs: null },
    { text: 'Use a shorter context', command: null, costs: null },
  ],
}

export const full: Finding = {
  ...flat,
  id: findingId('full'),
  class: 'context-full',
  signature: 'llama-exceed-context',
  place: {
    path: '/tmp/llama-server.log',
    lineNumber: null,
    line: 'srv  send_error: request (18233 tokens) exceeds the available context size (16384 tokens), try increasing it',
  },
  facts: { requestedTokens: 18_233, contextTokens: 16_384 },
  atMs: atMs - 4_000,
  lastAtMs: atMs - 4_000,
  sentence: 'A request of 18233 tokens was refused: the context has 16384',
  cause: 'The slots share the context of the server.',
  fixes: [
    {
      text: 'Start it with a larger context',
      command: 'llama-server -m /Users/ada/models/Qwen3-8B-Q4_K_M.gguf -c 32768 --parallel 1',
      costs: '2.4 GB more of KV cache',
    },
  ],
}

export const five: readonly Finding[] = [
  refused,
  full,
  flat,
  killed,
  { ...refused, id: findingId('older'), atMs: atMs - 86_400_000, count: 1 },
]
