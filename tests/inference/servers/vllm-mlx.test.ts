import { expect, test } from 'vitest'
import { vllmMlx } from '../../../src/main/inference/servers/vllm-mlx.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const health = {
  status: 'healthy',
  model_loaded: true,
  model_name: 'acme/m',
  model_type: 'llm',
  engine_type: 'batched',
}
const status = {
  status: 'running',
  model: 'acme/m',
  uptime_s: 42.5,
  num_running: 0,
  num_waiting: 2,
  total_prompt_tokens: 1_234,
  total_completion_tokens: 5_678,
  generation_tps: 41.5,
  prompt_tps: 310,
  metal: { active_memory_gb: 1.5, peak_memory_gb: 2, cache_memory_gb: null },
}

test('its health marks it, and tells the model and whether it is loaded', () => {
  expect(vllmMlx.marks[0]?.isOf(answerOf('GET /health', health))).toBe(true)
  expect(vllmMlx.marks[0]?.isOf(answerOf('GET /health', { status: 'ok' }))).toBe(false)
  expect(toldBy(vllmMlx, answerOf('GET /health', health))?.facts).toEqual({
    isReady: true,
    models: [{ id: 'acme/m', state: 'loaded' }],
  })
  const empty = { ...health, model_loaded: false, model_name: null }
  expect(toldBy(vllmMlx, answerOf('GET /health', empty))?.facts).toEqual({
    isReady: false,
    models: [],
  })
})

test('its state is by the requests in work: its own word says "running" all the time', () => {
  const idle = toldBy(vllmMlx, answerOf('GET /v1/status', status))
  expect(idle?.facts).toMatchObject({
    activity: 'idle',
    runningRequests: 0,
    queueLength: 2,
    uptimeMs: 42_500,
    tokensPerSecond: null,
  })
  const busy = toldBy(vllmMlx, answerOf('GET /v1/status', { ...status, num_running: 1 }))
  expect(busy?.facts).toMatchObject({ activity: 'busy', tokensPerSecond: 41.5 })
})

test('what MLX holds is the memory of its one model', () => {
  const [model] = toldBy(vllmMlx, answerOf('GET /v1/status', status))?.facts.models ?? []
  expect(model).toMatchObject({ id: 'acme/m', sizeBytes: 1_500_000_000, activity: 'idle' })
  const nothing = { ...status, metal: { active_memory_gb: null } }
  const [unknown] = toldBy(vllmMlx, answerOf('GET /v1/status', nothing))?.facts.models ?? []
  expect(unknown?.sizeBytes).toBeNull()
})

test('an answer of that path by another server is not read', () => {
  const ollama = { Status: 'ready', ContextLength: 4_096, Memory: 5 }
  expect(toldBy(vllmMlx, answerOf('GET /v1/status', ollama))).toBeNull()
  const none = { status: 'not_loaded', model: null, requests: [] }
  expect(toldBy(vllmMlx, answerOf('GET /v1/status', none))?.facts).toEqual({
    isReady: false,
    models: [],
  })
})

test.each([
  ['vllm-mlx serve acme/m', true],
  ['python /venv/bin/vllm-mlx serve acme/m', true],
  ['python -m vllm_mlx.server --model m', true],
  ['vllm-mlx bench acme/m', false],
  ['vllm serve acme/m', false],
  ['rapid-mlx serve acme/m', false],
])('%s: %s', (commandLine, expected) => {
  expect(vllmMlx.isProcess(processOf(commandLine))).toBe(expected)
})
