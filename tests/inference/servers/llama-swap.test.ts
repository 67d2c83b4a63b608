import { expect, test } from 'vitest'
import { isNeverAsked } from '../../../src/main/inference/watch/never-asked.ts'
import { llamaSwap } from '../../../src/main/inference/servers/llama-swap.ts'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const running = (one: object): object => ({ running: [{ model: 'm', proxy: '', cmd: '', ...one }] })
const firstOf = (one: object): unknown =>
  toldBy(llamaSwap, answerOf('GET /running', running(one)))?.facts.models?.[0]

test('what runs is told with its state, its time to live and the server behind it', () => {
  const one = {
    model: 'author/qwen3',
    state: 'ready',
    cmd: 'llama-server --port 5801 \\\n  -m "/My Models/q.gguf" -c 8192 -np 2',
    proxy: 'http://127.0.0.1:5801',
    ttl: 600,
  }
  expect(toldBy(llamaSwap, answerOf('GET /running', running(one)))).toEqual({
    certainty: 'fits',
    facts: {
      isReady: true,
      models: [
        {
          id: 'author/qwen3',
          state: 'loaded',
          ttlMs: 600_000,
          upstreamUrl: 'http://127.0.0.1:5801',
          path: '/My Models/q.gguf',
          contextTokens: 4096,
        },
      ],
    },
  })
})

test('each of its states has a word of ours, and one that is new has none', () => {
  const states = ['starting', 'stopping', 'stopped', 'shutdown', 'dreaming']
  expect(states.map((state) => firstOf({ state }))).toMatchObject([
    { state: 'loading' },
    { state: 'unloading' },
    { state: 'unloaded' },
    { state: 'unloaded' },
    { state: null },
  ])
})

test('a time to live of 0 is none, and what is no address leads nowhere', () => {
  expect(firstOf({ state: 'ready', ttl: 0, proxy: 'javascript:alert(1)' })).toMatchObject({
    ttlMs: null,
    upstreamUrl: null,
  })
  expect(toldBy(llamaSwap, answerOf('GET /running', { running: [] }))?.facts.models).toEqual([])
})

test('its version proves it by what Ollama’s does not have', () => {
  const own = { version: 'v250', commit: '0bdb372', build_date: '2026-08-22T09:10:11Z' }
  expect(toldBy(llamaSwap, answerOf('GET /api/version', own))).toEqual({
    certainty: 'proof',
    facts: { isReady: true, version: '250' },
  })
  const ollamas = answerOf('GET /api/version', { version: '0.5.1' })
  expect(toldBy(llamaSwap, ollamas)?.certainty).toBe('fits')
  expect(llamaSwap.marks[0]?.isOf(ollamas)).toBe(false)
})

test('its list names what it could run, and does not say what runs', () => {
  const list = { data: [{ id: 'a', owned_by: 'llama-swap' }] }
  expect(toldBy(llamaSwap, answerOf('GET /v1/models', list))).toEqual({
    certainty: 'proof',
    facts: { isReady: true, models: [{ id: 'a', state: null }] },
  })
})

test('its metrics are those of the machine', () => {
  const text = `llamaswap_memory_total_bytes 8589934592
llamaswap_memory_used_bytes 4294967296
llamaswap_swap_used_bytes 536870912
llamaswap_gpu_memory_total_bytes{id="0",name="M9"} 2e+09
llamaswap_gpu_memory_total_bytes{id="1",name="M9"} 1e+09
`
  expect(toldBy(llamaSwap, answerOf('GET /metrics', text))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      models: null,
      memoryUsable: false,
      ramTotalBytes: 8_589_934_592,
      ramUsedBytes: 4_294_967_296,
      swapUsedBytes: 536_870_912,
      vramTotalBytes: 3e9,
      vramUsedBytes: null,
    },
  })
})

test('one model is unloaded, by a POST that keeps the slashes of its name', () => {
  const { unload } = llamaSwap
  const target = { id: 'author/a b', instanceId: null, facts: {} }
  expect(unload.kind === 'request' ? unload.plan(target)?.request : null).toEqual({
    method: 'POST',
    path: '/api/models/unload/author/a%20b',
    body: null,
  })
  const asked = pathsOf(llamaSwap, 'llama-swap', {})
  expect(asked.filter((path) => isNeverAsked(`GET ${path}`))).toEqual([])
})

test('it is known by its program', () => {
  expect(llamaSwap.isProcess(processOf('/opt/llama-swap --listen :8080'))).toBe(true)
  expect(llamaSwap.isProcess(processOf('vim llama-swap.yaml'))).toBe(false)
})

test('metrics that are switched off are no sign of work', () => {
  const text = '# performance monitor not available\n'
  const facts = understand(answerOf('GET /metrics', text, { status: 503 }), null)
  expect(facts).toMatchObject({ serverKind: 'llama-swap', errorKind: 'disabled' })
})
