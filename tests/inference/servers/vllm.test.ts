import { expect, test } from 'vitest'
import { vllm } from '../../../src/main/inference/servers/vllm.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const metrics = [
  '# TYPE vllm:num_requests_waiting gauge',
  'vllm:num_requests_running{engine="0",model_name="acme/m"} 2.0',
  'vllm:num_requests_running{engine="1",model_name="acme/m"} 1.0',
  'vllm:num_requests_waiting{engine="0",model_name="acme/m"} 7.0',
  'vllm:num_requests_waiting_by_reason{engine="0",model_name="acme/m",reason="capacity"} 7.0',
  'vllm:kv_cache_usage_perc{engine="0",model_name="acme/m"} 0.5',
  'vllm:kv_cache_usage_perc{engine="1",model_name="acme/m"} 0.25',
  'vllm:prompt_tokens_total{engine="0",model_name="acme/m"} 1.5e+03',
  'vllm:generation_tokens_total{engine="0",model_name="acme/m"} 900.0',
  'process_start_time_seconds 1.7e+09',
].join('\n')

test('its list proves it by the owner, and tells the longest request', () => {
  const one = { id: 'm', owned_by: 'vllm', root: '/models/m', max_model_len: 8_192 }
  const told = toldBy(vllm, answerOf('GET /v1/models', { object: 'list', data: [one] }))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts.models).toEqual([
    {
      id: 'm',
      state: 'loaded',
      contextTokens: 8_192,
      maxContextTokens: 8_192,
      path: '/models/m',
    },
  ])
})

test('a list of another owner, or of none, is not its own', () => {
  const other = { object: 'list', data: [{ id: 'm', owned_by: 'omlx' }] }
  expect(toldBy(vllm, answerOf('GET /v1/models', other))).toBeNull()
  expect(toldBy(vllm, answerOf('GET /v1/models', { object: 'list', data: [] }))).toBeNull()
})

test('its metrics are summed over its engines, and the reasons of waiting are not added', () => {
  const told = toldBy(vllm, answerOf('GET /metrics', metrics))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts).toMatchObject({
    runningRequests: 3,
    activity: 'busy',
    queueLength: 7,
    kvRatio: 0.375,
    promptTokensTotal: 1_500,
    generatedTokensTotal: 900,
    startedAtMs: 1_700_000_000_000,
    models: [{ id: 'acme/m', state: 'loaded' }],
  })
})

test('before 0.10 the cache had another name, and what is not printed is not told', () => {
  const older = 'vllm:gpu_cache_usage_perc{model_name="m"} 0.125\n'
  const facts = toldBy(vllm, answerOf('GET /metrics', older))?.facts
  expect(facts).toMatchObject({ kvRatio: 0.125, runningRequests: null, activity: null })
  expect(toldBy(vllm, answerOf('GET /metrics', 'llamacpp:n_decode_total 1\n'))).toBeNull()
})

test('sleep, version and health are told in answers of a few words', () => {
  expect(toldBy(vllm, answerOf('GET /is_sleeping', { is_sleeping: true }))?.facts).toEqual({
    isSleeping: true,
  })
  expect(toldBy(vllm, answerOf('GET /version', { version: '0.11.0' }))?.facts).toEqual({
    version: '0.11.0',
  })
  expect(toldBy(vllm, answerOf('GET /health', ''))?.facts).toEqual({ isReady: true })
  expect(toldBy(vllm, answerOf('GET /health', '', { status: 503 }))).toBeNull()
})

test('the command line names the model, as requests call it, and its context', () => {
  const process = processOf(
    'python /venv/bin/vllm serve acme/m --served-model-name m --max-model-len 4096 --port 8001',
  )
  expect(vllm.factsOfArguments?.(process)).toEqual({
    port: 8_001,
    models: [{ id: 'm', state: 'loaded', contextTokens: 4_096 }],
  })
})

test.each([
  ['/venv/bin/python3 /venv/bin/vllm serve m', true],
  ['vllm serve m', true],
  ['python -m vllm.entrypoints.openai.api_server --model m', true],
  ['VLLM::EngineCore', true],
  ['vllm bench serve', false],
  ['vllm-mlx serve m', false],
  ['less vllm serve', false],
])('%s: %s', (commandLine, expected) => {
  expect(vllm.isProcess(processOf(commandLine))).toBe(expected)
})

test.each([
  [0, true],
  [1, false],
])('its metrics tell by %i rows that are awake whether it sleeps: %s', (awake, expected) => {
  const text = `vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="awake"} ${awake}
vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="discard_all"} ${1 - awake}
`
  expect(toldBy(vllm, answerOf('GET /metrics', text))?.facts.isSleeping).toBe(expected)
})

test('its command line names it, and what it serves', () => {
  const line = answerOf('ps -o args', 'vllm serve acme/m --port 8001')
  expect(toldBy(vllm, line)).toMatchObject({
    facts: { port: 8_001, models: [{ id: 'acme/m', state: 'loaded' }] },
    certainty: 'proof',
  })
})
