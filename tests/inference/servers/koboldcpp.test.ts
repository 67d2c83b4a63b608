import { expect, test } from 'vitest'
import { koboldcpp } from '../../../src/main/inference/servers/koboldcpp.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const reload = {
  method: 'POST',
  path: '/api/admin/reload_config',
  body: { filename: 'unload_model' },
} as const
const factsAt = (request: string, body: unknown, sent?: unknown): unknown =>
  toldBy(koboldcpp, answerOf(request, body, { sent }))?.facts

test('its version proves it, and says whether it may be administered without a password', () => {
  const version = (more: object): unknown =>
    factsAt('GET /api/extra/version', { result: 'KoboldCpp', version: '1.102', ...more })
  expect(version({})).toEqual({ isReady: true, version: '1.102', canUnload: null })
  expect(version({ admin: 0 })).toMatchObject({ canUnload: false })
  expect(version({ admin: 1 })).toMatchObject({ canUnload: true })
  expect(version({ admin: 2 })).toMatchObject({ canUnload: false })
  expect(factsAt('GET /api/extra/version', { result: 'Other', version: '1' })).toBeUndefined()
})

test('a path is matched by its end', () => {
  const told = toldBy(koboldcpp, answerOf('GET /behind/api/v1/model', { result: 'koboldcpp/T' }))
  expect(told).toEqual({
    certainty: 'proof',
    facts: { isReady: true, models: [{ id: 'koboldcpp/T', state: 'loaded' }] },
  })
})

test('inactive is no model, and a hidden one has no name', () => {
  expect(factsAt('GET /api/v1/model', { result: 'inactive' })).toMatchObject({ models: [] })
  expect(factsAt('GET /api/v1/model', { result: 'koboldcpp/protected-model' })).toEqual({
    isReady: true,
    models: [{ state: 'loaded' }],
  })
})

test('of its list the first is loaded, and its own commands are no models', () => {
  const data = ['koboldcpp/T', 'other.kcpps', 'unload_model'].map((id) => ({
    id,
    owned_by: 'koboldcpp',
  }))
  expect(toldBy(koboldcpp, answerOf('GET /v1/models', { data }))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      models: [
        { id: 'koboldcpp/T', state: 'loaded' },
        { id: 'other.kcpps', state: 'unloaded' },
      ],
    },
  })
})

test('what it makes up for clients of Ollama is not used', () => {
  const one = { name: 'koboldcpp', model: 'T', size: 394_998_579, details: { family: 'koboldcpp' } }
  expect(factsAt('GET /api/ps', { models: [one, one] })).toEqual({
    isReady: true,
    memoryUsable: false,
    models: null,
  })
  const ollamas = { models: [{ model: 'gemma4', details: { family: 'gemma4' } }] }
  expect(factsAt('GET /api/ps', ollamas)).toBeUndefined()
})

test('its speeds are those of the last request, and none before it', () => {
  const perf = {
    last_process_speed: 500.5,
    last_eval_speed: 40.25,
    total_gens: 4,
    queue: 1,
    idle: 1,
    uptime: 813.5,
    idletime: 44.5,
  }
  expect(factsAt('GET /api/extra/perf', perf)).toEqual({
    isReady: true,
    tokensPerSecond: 40.25,
    promptTokensPerSecond: 500.5,
    activity: 'idle',
    idleMs: 44_500,
    queueLength: 1,
    uptimeMs: 813_500,
  })
  const first = { ...perf, idle: 0, last_eval_speed: 0, last_process_speed: 0 }
  expect(factsAt('GET /api/extra/perf', first)).toMatchObject({
    tokensPerSecond: null,
    promptTokensPerSecond: null,
    activity: 'busy',
    idleMs: null,
  })
})

test('it unloads where its options have the word for it', () => {
  const options = ['initial_model', 'unload_model', 'T.gguf']
  expect(factsAt('GET /api/admin/list_options', options)).toEqual({
    canUnload: true,
    unloadRequest: reload,
  })
  expect(factsAt('GET /api/admin/list_options', [])).toEqual({
    canUnload: false,
    unloadRequest: null,
  })
  const { unload } = koboldcpp
  const planOf = (facts: object): unknown =>
    unload.kind === 'request' ? unload.plan({ id: 'T', instanceId: null, facts }) : undefined
  expect(planOf({})).toBe(null)
  expect(planOf({ unloadRequest: reload })).toMatchObject({ request: reload, takesAll: true })
  expect(factsAt('POST /api/admin/reload_config', { success: true }, reload.body)).toEqual({
    unloadAccepted: true,
  })
  const other = { filename: 'other.kcpps' }
  expect(factsAt('POST /api/admin/reload_config', { success: true }, other)).toBeUndefined()
})

test('its options are asked for only where it may be administered', () => {
  expect(pathsOf(koboldcpp, 'koboldcpp', {})).not.toContain('/api/admin/list_options')
  expect(pathsOf(koboldcpp, 'koboldcpp', { canUnload: true })).toContain('/api/admin/list_options')
})

test('it is known by its program or its script, and its command line is read', () => {
  const isKobold = (command: string): boolean => koboldcpp.isProcess(processOf(command))
  const command = '/opt/koboldcpp-mac-arm64 --model /My Disk/T.gguf --port 5002 --contextsize 8192'
  expect(isKobold(command)).toBe(true)
  expect(isKobold('/usr/bin/python3.12 -u /src/koboldcpp.py --port 5001')).toBe(true)
  expect(isKobold('/usr/bin/vim koboldcpp.py')).toBe(false)
  expect(koboldcpp.factsOfArguments?.(processOf(command))).toEqual({
    port: 5002,
    contextTokens: 8192,
    models: [{ path: '/My Disk/T.gguf', contextTokens: 8192 }],
  })
  expect(factsAt('GET /api/extra/true_max_context_length', { value: 8192 })).toEqual({
    contextTokens: 8192,
    models: [{ contextTokens: 8192 }],
  })
})

test('older ones tell milliseconds a token in the place of speeds', () => {
  const perf = { last_process: 2, last_eval: 50, total_gens: 1, queue: 0, idle: 1, idletime: 5 }
  expect(factsAt('GET /api/extra/perf', perf)).toMatchObject({
    tokensPerSecond: 20,
    promptTokensPerSecond: 500,
  })
  expect(factsAt('GET /api/extra/perf', { ...perf, last_eval: 0 })).toMatchObject({
    tokensPerSecond: null,
  })
})
