import { expect, test } from 'vitest'
import { ollama } from '../../../src/main/inference/servers/ollama.ts'
import { ollamaRunner } from '../../../src/main/inference/servers/ollama-runner.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const blob = `sha256-${'0d'.repeat(32)}`
const gguf = `/usr/bin/ollama runner --ollama-engine --model /srv/blobs/${blob} --ctx-size 8192 --parallel 2 --port 40123`
const mlx = '/usr/bin/ollama runner --mlx-engine --model qwen3:8b --port 40124'

test('its command line tells the blob or the name, and the whole context', () => {
  expect(toldBy(ollamaRunner, answerOf('ps -o args', gguf))).toEqual({
    certainty: 'proof',
    facts: {
      parentServerKind: 'ollama',
      port: 40_123,
      modelBlob: blob,
      contextTokens: 8192,
      parallel: 2,
      models: [{ path: `/srv/blobs/${blob}`, parallel: 2 }],
    },
  })
  expect(ollamaRunner.factsOfArguments?.(processOf(mlx))).toMatchObject({
    port: 40_124,
    modelBlob: null,
    models: [{ id: 'qwen3:8b', path: null }],
  })
})

test('a runner is neither Ollama nor one of its clients', () => {
  expect(ollamaRunner.isProcess(processOf(gguf))).toBe(true)
  expect(ollama.isProcess(processOf(gguf))).toBe(false)
  expect(ollamaRunner.isProcess(processOf('/usr/bin/ollama serve'))).toBe(false)
  expect(ollamaRunner.isProcess(processOf('/usr/bin/ollama run qwen3'))).toBe(false)
})

test('an MLX runner tells what it holds, and whether it is still loading', () => {
  const status = { Status: 0, Progress: 100, ContextLength: 32_768, Memory: 9_126_805_504 }
  const told = (more: object): unknown =>
    toldBy(ollamaRunner, answerOf('GET /v1/status', { ...status, ...more }))?.facts
  expect(told({})).toEqual({
    isReady: true,
    models: [{ state: 'loaded', activity: null, sizeBytes: 9_126_805_504, contextTokens: 32_768 }],
  })
  expect(told({ Status: 3, Memory: 0 })).toEqual({
    isReady: false,
    models: [{ state: 'loading', sizeBytes: null, contextTokens: 32_768 }],
  })
  expect(told({ Status: 5 })).toMatchObject({ isReady: false, models: [{ state: null }] })
})

test('a GGUF runner tells its state by a number, which a llama-server never does', () => {
  const health = (status: unknown): unknown =>
    toldBy(ollamaRunner, answerOf('GET /health', { status, progress: 1 }))?.facts
  expect(health(1)).toEqual({ isReady: true, models: [{ state: 'loaded', activity: 'busy' }] })
  expect(health('ok')).toBeUndefined()
})

test('each is asked in its own way, and Ollama unloads it', () => {
  expect(pathsOf(ollamaRunner, gguf, {}, 'ollama')).toEqual(['/health'])
  expect(pathsOf(ollamaRunner, mlx, {}, 'ollama')).toEqual(['/v1/status'])
  expect(ollamaRunner.unload).toEqual({ kind: 'none', reason: 'Ollama unloads it' })
})
