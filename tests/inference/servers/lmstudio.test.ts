import { expect, test } from 'vitest'
import type { ServerFacts } from '../../../src/main/inference/answers/facts.ts'
import { lmstudio } from '../../../src/main/inference/servers/lmstudio.ts'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const told = (request: string, body: unknown): ReturnType<typeof toldBy> =>
  toldBy(lmstudio, answerOf(request, body))

const listed = {
  models: [
    {
      key: 'acme/big',
      format: 'GGUF',
      quantization: { name: 'Q4_K_M', bits_per_weight: 4 },
      size_bytes: 9_000_000_000,
      max_context_length: 131_072,
      loaded_instances: [
        { id: 'acme/big', config: { context_length: 4_096, parallel: 4, flash_attention: true } },
        { id: 'acme/big:2', config: { context_length: 8_192 } },
      ],
    },
    { key: 'acme/small', quantization: null, size_bytes: 1_000, loaded_instances: [] },
  ],
}

test('its greeting proves it', () => {
  expect(told('GET /lmstudio-greeting', { lmstudio: true })?.certainty).toBe('proof')
  expect(told('GET /lmstudio-greeting', { error: 'Unexpected endpoint' })).toBeNull()
})

test('a model that is loaded twice is two, and one that is not is named by its key', () => {
  const models = told('GET /api/v1/models', listed)?.facts.models
  expect(models?.map(({ id, state }) => [id, state])).toEqual([
    ['acme/big', 'loaded'],
    ['acme/big:2', 'loaded'],
    ['acme/small', 'unloaded'],
  ])
  expect(models?.[0]).toMatchObject({
    contextTokens: 4_096,
    maxContextTokens: 131_072,
    parallel: 4,
    flashAttention: true,
    quantization: 'Q4_K_M',
    format: 'gguf',
  })
})

test('the size of a file is not the memory of its model', () => {
  const [model] = told('GET /api/v1/models', listed)?.facts.models ?? []
  expect(model).toMatchObject({ fileBytes: 9_000_000_000, sizeBytes: null, vramBytes: null })
})

test('the older list tells a context only of what is loaded', () => {
  const data = [
    { id: 'a', state: 'loaded', loaded_context_length: 4_096, max_context_length: 32_768 },
    { id: 'b', state: 'not-loaded', compatibility_type: 'mlx', max_context_length: 32_768 },
  ]
  expect(told('GET /api/v0/models', { data })?.facts.models).toMatchObject([
    { id: 'a', state: 'loaded', contextTokens: 4_096 },
    { id: 'b', state: 'unloaded', contextTokens: null, format: 'mlx' },
  ])
})

test('its list in the form of OpenAI says nothing of what is loaded', () => {
  const told1 = told('GET /v1/models', { data: [{ id: 'a', owned_by: 'organization_owner' }] })
  expect(told1?.facts.models).toEqual([{ id: 'a', state: null, sizeBytes: null }])
})

test('answers to requests tell their speed in the older and the newer form', () => {
  const older = told('POST /api/v0/chat/completions', {
    model: 'a',
    stats: { tokens_per_second: 51.4, time_to_first_token: 0.111 },
    usage: { prompt_tokens: 24, completion_tokens: 53 },
    runtime: { name: 'llama.cpp-mac' },
  })
  expect(older?.facts).toMatchObject({
    tokensPerSecond: 51.4,
    timeToFirstTokenMs: 111,
    promptTokens: 24,
    generatedTokens: 53,
    runtime: 'llama.cpp-mac',
  })
  const newer = told('POST /api/v1/chat', {
    model_instance_id: 'a',
    stats: { tokens_per_second: 20, time_to_first_token_seconds: 0.4, input_tokens: 10 },
  })
  expect(newer?.facts).toMatchObject({ tokensPerSecond: 20, timeToFirstTokenMs: 400 })
})

test('loading and unloading name the instance', () => {
  const load = told('POST /api/v1/models/load', {
    instance_id: 'a',
    status: 'loaded',
    load_time_seconds: 9.099,
    load_config: { context_length: 16_384 },
  })
  expect(load?.facts.loadMs).toBe(9_099)
  expect(load?.facts.models).toMatchObject([{ id: 'a', state: 'loaded', contextTokens: 16_384 }])
  const unload = told('POST /api/v1/models/unload', { instance_id: 'a' })
  expect(unload?.facts).toEqual({ unloadAccepted: true, unloadedIds: ['a'] })
})

test('the older list is asked for only where the newer one is unknown', () => {
  const [, older] = lmstudio.polls
  const known = (facts: object): readonly string[] | undefined =>
    older?.paths({ process: processOf('llmster'), facts, parentKind: null })
  expect(known({})).toEqual([])
  expect(known({ errorKind: 'auth', errorMessage: 'a token' })).toEqual([])
  expect(known({ errorMessage: 'Unexpected endpoint or method.' })).toEqual(['/api/v0/models'])
})

test('what is loaded comes with its state, its size as that of a file', () => {
  const list = [
    { identifier: 'i', modelKey: 'k', sizeBytes: 5, status: 'processing prompt', queued: 2 },
    { modelKey: 'k2', status: 'idle', ttlMs: 60_000, lastUsedTime: 1_788_550_228_289 },
    { modelKey: 'k3', status: 'loading', ttlMs: null, lastUsedTime: null },
  ]
  expect(told('lms ps --json', list)?.facts.models).toMatchObject([
    { id: 'i', state: 'loaded', activity: 'busy', fileBytes: 5, sizeBytes: null, queueLength: 2 },
    { id: 'k2', activity: 'idle', ttlMs: 60_000, lastUsedAtMs: 1_788_550_228_289 },
    { id: 'k3', state: 'loading', activity: null, ttlMs: null, lastUsedAtMs: null },
  ])
})

test.each([
  [{ running: true, port: 1_234 }, true, 1_234],
  [{ running: false }, false, null],
  ['The server is running on port 41343.\n', true, 41_343],
  ['The server is not running.\n', false, null],
])('the state of the server is read from %j', (body, isReady, port) => {
  expect(told('lms server status --json --quiet', body)?.facts).toEqual({ isReady, port })
})

test('an estimate is in powers of 1024, whatever its unit is called', () => {
  const text = [
    'Model: acme/big',
    'Estimated GPU Memory:   1.50 GB',
    'Estimated Total Memory: 2,048.00 MiB',
    '',
    'Estimate: This model will fail to load based on your resource guardrails settings.',
  ].join('\n')
  expect(told('lms load --estimate-only big', text)?.facts).toMatchObject({
    estimateGpuBytes: 1.5 * 2 ** 30,
    estimateTotalBytes: 2 ** 31,
    estimateAllowed: false,
    models: [{ id: 'acme/big' }],
  })
  expect(told('lms load --estimate-only big', 'Model not found')).toBeNull()
})

test.each([
  ['/Applications/LM Studio.app/Contents/MacOS/LM Studio', true],
  [
    '/Applications/LM Studio.app/Contents/Frameworks/LM Studio Helper.app/Contents/MacOS/LM Studio Helper',
    true,
  ],
  ['/Users/u/.lmstudio/.internal/utils/node', true],
  ['/Users/u/.lmstudio/bin/lms', false],
  ['/opt/llmster', true],
  ['/usr/bin/vim', false],
])('of LM Studio: %s is %s', (executable, expected) => {
  const commandLine = `${executable} /Users/u/.lmstudio/notes.txt`
  expect(lmstudio.isProcess(processOf(commandLine, executable))).toBe(expected)
})

test('a model is unloaded by its instance, and not by a request where there is no /api/v1', () => {
  const { unload } = lmstudio
  const planOf = (facts: ServerFacts) =>
    unload.kind === 'request' ? unload.plan({ id: 'i', instanceId: null, facts }) : null
  expect(planOf({ isReady: true })?.request).toEqual({
    method: 'POST',
    path: '/api/v1/models/unload',
    body: { instance_id: 'i' },
  })
  const unknown = 'Unexpected endpoint or method. (GET /api/v1/models)'
  const older = understand(answerOf('GET /api/v1/models', { error: unknown }), 'lmstudio')
  expect(planOf(older)).toBeNull()
  expect(
    planOf(understand(answerOf('GET /api/v1/models', '', { status: 404 }), 'lmstudio')),
  ).toBeNull()
})
