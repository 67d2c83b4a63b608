import { expect, test } from 'vitest'
import { omlx } from '../../../src/main/inference/servers/omlx.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const health = { status: 'healthy', default_model: 'm', engine_pool: { model_count: 2 }, mcp: null }
const status = {
  status: 'ok',
  version: '0.3.4',
  uptime_seconds: 813.5,
  loaded_models: ['m'],
  active_requests: 1,
  waiting_requests: 3,
  total_prompt_tokens: 480,
  total_completion_tokens: 68,
  model_memory_used: 21_000_000_000,
}

test('its health marks it by the pool of its engines', () => {
  expect(omlx.marks[0]?.isOf(answerOf('GET /health', health))).toBe(true)
  expect(omlx.marks[0]?.isOf(answerOf('GET /health', { status: 'healthy' }))).toBe(false)
  expect(toldBy(omlx, answerOf('GET /health', health))?.facts).toEqual({ isReady: true })
})

test('its status tells its work, and the memory of its only model', () => {
  expect(toldBy(omlx, answerOf('GET /api/status', status))?.facts).toMatchObject({
    version: '0.3.4',
    uptimeMs: 813_500,
    runningRequests: 1,
    activity: 'busy',
    queueLength: 3,
    promptTokensTotal: 480,
    generatedTokensTotal: 68,
    models: [{ id: 'm', state: 'loaded', sizeBytes: 21_000_000_000 }],
  })
})

test('the memory of two models together is that of none', () => {
  const two = { ...status, loaded_models: ['m', 'n'] }
  expect(toldBy(omlx, answerOf('GET /api/status', two))?.facts.models).toMatchObject([
    { id: 'm', sizeBytes: null },
    { id: 'n', sizeBytes: null },
  ])
})

test('an estimate is a size only of what is loaded', () => {
  const models = [
    { id: 'm', loaded: true, estimated_size: 21, last_access: 1_791_119_315.5 },
    { id: 'n', loaded: false, estimated_size: 15, max_context_window: 4_096 },
    { id: 'o', loaded: false, is_loading: true, estimated_size: 15, last_access: 0 },
  ]
  expect(toldBy(omlx, answerOf('GET /v1/models/status', { models }))?.facts.models).toMatchObject([
    { id: 'm', state: 'loaded', sizeBytes: 21, lastUsedAtMs: 1_791_119_315_500 },
    { id: 'n', state: 'unloaded', sizeBytes: null, maxContextTokens: 4_096 },
    { id: 'o', state: 'loading', sizeBytes: null, lastUsedAtMs: null },
  ])
})

test('its list says what is there, and proves it by the owner', () => {
  const data = [{ id: 'm', owned_by: 'omlx' }]
  expect(toldBy(omlx, answerOf('GET /v1/models', { data }))).toEqual({
    facts: { isReady: true, models: [{ id: 'm', state: null, sizeBytes: null }] },
    certainty: 'proof',
  })
  expect(toldBy(omlx, answerOf('GET /v1/models', { data: [{ id: 'm' }] }))).toBeNull()
})

test('a model is unloaded by its path, and the answer names it', () => {
  const way = omlx.unload
  const target = { id: 'acme m', instanceId: null, facts: {} }
  const plan = way.kind === 'request' ? way.plan(target) : null
  expect(plan?.request).toEqual({
    method: 'POST',
    path: '/v1/models/acme%20m/unload',
    body: null,
  })
  const done = answerOf('POST /v1/models/acme%20m/unload', { status: 'ok', model_id: 'acme m' })
  expect(toldBy(omlx, done)?.facts).toEqual({ unloadAccepted: true, unloadedIds: ['acme m'] })
})

test.each([
  ['python /venv/bin/omlx serve --model-dir /m', null, true],
  ['/Applications/oMLX.app/Contents/MacOS/oMLX', null, true],
  ['omlx diagnose', null, false],
  ['cat omlx serve', null, false],
])('%s: %s', (commandLine, executable, expected) => {
  expect(omlx.isProcess(processOf(commandLine, executable))).toBe(expected)
})
