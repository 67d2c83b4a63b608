import { expect, test } from 'vitest'
import { localai } from '../../../src/main/inference/servers/localai.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const monitored = (body: unknown): unknown =>
  toldBy(localai, answerOf('GET /backend/monitor?model=qwen3%208b', body))?.facts.models

test('its well-known file proves it; a version alone does not', () => {
  const own = { version: 'v3.9.0 (82c191a)', endpoints: { chat: '/v1/chat/completions' } }
  expect(toldBy(localai, answerOf('GET /.well-known/localai.json', own))).toEqual({
    certainty: 'proof',
    facts: { isReady: true, version: '3.9.0' },
  })
  expect(toldBy(localai, answerOf('GET /version', { version: 'v3.9.0' }))?.certainty).toBe('fits')
})

test('what is loaded is in its system, where null stands for nothing', () => {
  const system = { backends: ['llama-cpp'], loaded_models: [{ id: 'a', backend: 'llama-cpp' }] }
  expect(toldBy(localai, answerOf('GET /system', system))?.facts.models).toEqual([
    { id: 'a', state: 'loaded', backend: 'llama-cpp' },
  ])
  const empty = { backends: null, loaded_models: null }
  expect(toldBy(localai, answerOf('GET /system', empty))?.facts.models).toEqual([])
  expect(toldBy(localai, answerOf('GET /system', { ram: 5 }))).toBe(null)
})

test('an engine tells its memory by parts; the model is the one that was asked for', () => {
  const memory = { total: 1_000, breakdown: { weights: 600, kv_cache: 300 } }
  expect(monitored({ state: 1, memory })).toEqual([
    {
      id: 'qwen3 8b',
      state: 'loaded',
      activity: 'busy',
      sizeBytes: 1_000,
      weightsBytes: 600,
      kvBytes: 300,
    },
  ])
  expect(monitored({ state: 2, memory })).toMatchObject([{ state: 'loaded', activity: 'idle' }])
  expect(monitored({ memory })).toMatchObject([{ state: null, sizeBytes: 1_000 }])
  expect(monitored({ state: -1 })).toMatchObject([{ state: null }])
})

test('address space does not pass for memory', () => {
  const ofProcess = { total: 40_000, breakdown: { 'gopsutil-RSS': 900 } }
  expect(monitored({ state: -1, memory: ofProcess })).toMatchObject([{ sizeBytes: 900 }])
  expect(monitored({ memory_info: { rss: 800, vms: 40_000 }, cpu_percent: 1 })).toMatchObject([
    { sizeBytes: 800 },
  ])
})

test('only loaded models are asked about', () => {
  const models = [{ id: 'a b', state: 'loaded' }, { id: 'c', state: 'unloaded' }, {}] as const
  expect(pathsOf(localai, 'local-ai', { models })).toEqual([
    '/.well-known/localai.json',
    '/system',
    '/backend/monitor?model=a%20b',
  ])
})

test('a model is shut down by name', () => {
  const { unload } = localai
  const target = { id: 'a', instanceId: null, facts: {} }
  expect(unload.kind === 'request' ? unload.plan(target)?.request : null).toEqual({
    method: 'POST',
    path: '/backend/shutdown',
    body: { model: 'a' },
  })
  const taken = answerOf('POST /backend/shutdown', '')
  expect(toldBy(localai, taken)?.facts).toEqual({ unloadAccepted: true })
  expect(toldBy(localai, answerOf('POST /backend/shutdown', '', { status: 500 }))).toBe(null)
})

test('it is known by its program', () => {
  expect(localai.isProcess(processOf('/usr/local/bin/local-ai run'))).toBe(true)
  expect(localai.isProcess(processOf('less local-ai.log'))).toBe(false)
})
