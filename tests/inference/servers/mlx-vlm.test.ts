import { expect, test } from 'vitest'
import { mlxVlm } from '../../../src/main/inference/servers/mlx-vlm.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const server = 'mlx_vlm/0.3.9'
const health = {
  status: 'healthy',
  loaded_model: 'acme/vl',
  loaded_models: { text_generation: { model: 'acme/vl' }, embedding: { model: 'acme/embed' } },
  loaded_context_size: 128_000,
  configured_context_limit: 32_000,
  effective_context_limit: 32_000,
}

test('its header proves it and tells its version', () => {
  expect(mlxVlm.marks[0]?.isOf(answerOf('GET /health', health, { server }))).toBe(true)
  expect(mlxVlm.marks[0]?.isOf(answerOf('GET /health', health))).toBe(false)
  const told = toldBy(mlxVlm, answerOf('GET /health', health, { server }))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts.version).toBe('0.3.9')
})

test('its health names each loaded model once, the main one with its context', () => {
  const told = toldBy(mlxVlm, answerOf('GET /health', health))
  expect(told?.facts).toEqual({
    isReady: true,
    models: [
      {
        id: 'acme/vl',
        state: 'loaded',
        format: 'mlx',
        contextTokens: 32_000,
        maxContextTokens: 128_000,
      },
      { id: 'acme/embed', state: 'loaded', format: 'mlx' },
    ],
  })
})

test('without a model there is none, and another server’s health is not its own', () => {
  const none = answerOf('GET /health', { status: 'healthy', loaded_model: null })
  expect(toldBy(mlxVlm, none)?.facts.models).toEqual([])
  expect(toldBy(mlxVlm, answerOf('GET /health', { status: 'ok' }))).toBeNull()
})

test('its metrics are JSON, of the request that ended last', () => {
  const latest = { decode_tok_s: 12.5, prefill_tok_s: 5_595.6, ttft_s: 4.5, prompt_tokens: 24 }
  const body = { latest, server: { loaded_model: 'acme/vl', request_queue_depth: 3 } }
  expect(toldBy(mlxVlm, answerOf('GET /metrics', body))?.facts).toMatchObject({
    queueLength: 3,
    tokensPerSecond: 12.5,
    promptTokensPerSecond: 5_595.6,
    timeToFirstTokenMs: 4_500,
    promptTokens: 24,
    generatedTokens: null,
    models: [{ id: 'acme/vl' }],
  })
  expect(toldBy(mlxVlm, answerOf('GET /metrics', '# HELP a b\na 1\n'))).toBeNull()
})

test('unloading tells what went, and that nothing was there to go', () => {
  const unloaded = { model_name: 'acme/vl', models: { embedding: { model: 'acme/embed' } } }
  const done = toldBy(mlxVlm, answerOf('POST /unload', { status: 'success', unloaded }))
  expect(done?.facts).toEqual({
    unloadAccepted: true,
    unloadedIds: ['acme/vl', 'acme/embed'],
    unloadedCount: 2,
  })
  const none = toldBy(mlxVlm, answerOf('POST /unload', { status: 'no_model_loaded' }))
  expect(none?.facts).toEqual({ unloadAccepted: false })
})

test.each([
  ['python -m mlx_vlm.server --port 8080', true],
  ['/venv/bin/python /venv/bin/mlx_vlm.server', true],
  ['python -m mlx_vlm.generate', false],
])('%s: %s', (commandLine, expected) => {
  expect(mlxVlm.isProcess(processOf(commandLine))).toBe(expected)
})
