import { expect, test } from 'vitest'
import { isEngine } from '../../src/main/apps/engine.ts'

test.each([
  'llama-server',
  'llama-cli',
  'llama-swap',
  'llamafile',
  'ollama',
  'ollama_llama_server',
  'koboldcpp',
  'koboldcpp-mac-arm64',
  'mlx_lm.server',
  'local-ai',
  'LocalAI',
  'lms',
  'whisper-server',
  'sd-server',
  'rpc-server',
  'vllm',
  'exo',
  'mistralrs-server',
])('%s runs models', (fileName) => {
  expect(isEngine(fileName)).toBe(true)
})

test.each([
  '',
  'python3.13',
  'node',
  'Google Chrome',
  'ollama-helper',
  'llama',
  'my-llama-server',
  'llama-server.log',
  'exoplayer',
  'vllm-bench-report',
  '(ollama)',
])('%j does not, or nobody can tell', (fileName) => {
  expect(isEngine(fileName)).toBe(false)
})
