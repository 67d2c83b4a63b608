import { expect, test } from 'vitest'
import { llamaServer } from '../../../src/main/inference/servers/llama-server.ts'
import { dockerModelRunner } from '../../../src/main/inference/servers/docker-model-runner.ts'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { answerOf, processOf, toldBy } from '../told.ts'

const lastUsed = '2026-08-20T10:11:12.5Z'

test('its first page proves it', () => {
  const root = answerOf('GET /', 'Docker Model Runner is running')
  expect(toldBy(dockerModelRunner, root)?.certainty).toBe('proof')
  expect(dockerModelRunner.marks[0]?.isOf(root)).toBe(true)
  expect(toldBy(dockerModelRunner, answerOf('GET /', 'Ollama is running'))).toBe(null)
})

test('its runners tell engine, mode, last use and whether they work; what is left out is false', () => {
  const runners = [
    {
      backend_name: 'llama.cpp',
      model_name: 'ai/smollm2',
      mode: 'completion',
      last_used: lastUsed,
      in_use: true,
    },
    {
      backend_name: 'vllm',
      model_name: 'ai/embed',
      mode: 'embedding',
      last_used: '0001-01-01T00:00:00Z',
      loading: true,
    },
  ]
  expect(toldBy(dockerModelRunner, answerOf('GET /engines/ps', runners))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      activity: 'busy',
      models: [
        {
          id: 'ai/smollm2',
          instanceId: 'llama.cpp/completion/ai/smollm2',
          backend: 'llama.cpp',
          mode: 'completion',
          state: 'loaded',
          activity: 'busy',
          lastUsedAtMs: Date.parse(lastUsed),
        },
        {
          id: 'ai/embed',
          instanceId: 'vllm/embedding/ai/embed',
          backend: 'vllm',
          mode: 'embedding',
          state: 'loading',
          activity: 'idle',
          lastUsedAtMs: null,
        },
      ],
    },
  })
  expect(toldBy(dockerModelRunner, answerOf('GET /engines/ps', []))?.facts.models).toEqual([])
})

test('the sizes it answers in the place of Ollama were never set', () => {
  const models = [{ name: 'ai/a:latest', model: 'ai/a:latest', size: 0, expires_at: lastUsed }]
  expect(toldBy(dockerModelRunner, answerOf('GET /api/ps', { models }))).toEqual({
    certainty: 'fits',
    facts: {
      isReady: true,
      memoryUsable: false,
      models: [{ id: 'ai/a:latest', sizeBytes: null, expiresAtMs: Date.parse(lastUsed) }],
    },
  })
})

test('its metrics name each model once and count all together, and no llama-server takes them for its own', () => {
  const text = `llamacpp:prompt_tokens_total{backend="llama.cpp",model="ai/a",mode="completion"} 49
llamacpp:tokens_predicted_total{backend="llama.cpp",model="ai/a",mode="completion"} 21
llamacpp:prompt_tokens_total{backend="llama.cpp",model="ai/b",mode="embedding"} 45
llamacpp:requests_processing{backend="llama.cpp",model="ai/a",mode="completion"} 2
`
  expect(toldBy(dockerModelRunner, answerOf('GET /metrics', text))).toEqual({
    certainty: 'fits',
    facts: {
      isReady: true,
      promptTokensTotal: 94,
      generatedTokensTotal: 21,
      runningRequests: 2,
      activity: 'busy',
      queueLength: null,
      models: [
        { id: 'ai/a', backend: 'llama.cpp', mode: 'completion' },
        { id: 'ai/b', backend: 'llama.cpp', mode: 'embedding' },
      ],
    },
  })
  expect(toldBy(llamaServer, answerOf('GET /metrics', text))).toBe(null)
})

test('a model is unloaded from its own engine, and a busy one is not', () => {
  const { unload } = dockerModelRunner
  const facts = { models: [{ id: 'ai/a', backend: 'vllm' }] }
  const plan =
    unload.kind === 'request' ? unload.plan({ id: 'ai/a', instanceId: null, facts }) : null
  expect(plan).toMatchObject({
    request: {
      path: '/engines/unload',
      body: { all: false, backend: 'vllm', models: ['ai/a'] },
    },
    takesAll: false,
  })
  const twice = ['llama.cpp', 'vllm'].map((backend) => ({
    id: 'ai/a',
    instanceId: `${backend}/completion/ai/a`,
    backend,
  }))
  const planOf = (instanceId: string) =>
    unload.kind === 'request'
      ? unload.plan({ id: 'ai/a', instanceId, facts: { models: twice } })
      : null
  expect(planOf('vllm/completion/ai/a')?.request.body?.['backend']).toBe('vllm')
  expect(planOf('mlx/completion/ai/a')).toBeNull()
  const answered = (count: number): unknown =>
    toldBy(dockerModelRunner, answerOf('POST /engines/unload', { unloaded_runners: count }))?.facts
  expect(answered(1)).toEqual({ unloadAccepted: true, unloadedCount: 1 })
  expect(answered(0)).toEqual({ unloadAccepted: false, unloadedCount: 0 })
})

test('it is known by its program, and its llama-servers are not it', () => {
  expect(dockerModelRunner.isProcess(processOf('/usr/bin/model-runner'))).toBe(true)
  const child = processOf('/opt/com.docker.llama-server --host /run/i.sock -m m.gguf')
  expect(dockerModelRunner.isProcess(child)).toBe(false)
})

test('its list of models stands under its engines, and tells no state', () => {
  const list = { object: 'list', data: [{ id: 'ai/a:latest', owned_by: 'docker' }] }
  for (const path of ['/engines/v1/models', '/engines/llama.cpp/v1/models']) {
    const facts = understand(answerOf(`GET ${path}`, list), 'docker-model-runner')
    expect(facts.models).toEqual([{ id: 'ai/a:latest', state: null, sizeBytes: null }])
  }
})
