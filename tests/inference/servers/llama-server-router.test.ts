import { expect, test } from 'vitest'
import { llamaServer } from '../../../src/main/inference/servers/llama-server.ts'
import { llamaServerRouter } from '../../../src/main/inference/servers/llama-server-router.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const entry = (id: string, status: object, more: object = {}): object => ({
  id,
  owned_by: 'llamacpp',
  status,
  source: 'models_dir',
  ...more,
})
const argsOf = (port: number): readonly string[] =>
  `llama-server --port ${port} --ctx-size 8192 --parallel 2 --model /models/a.gguf`.split(' ')

test('its properties prove it a router, and no llama-server takes them for its own', () => {
  const props = {
    role: 'router',
    max_instances: 4,
    model_path: 'none',
    default_generation_settings: { params: null, n_ctx: 0 },
    build_info: 'b10470-34af94cd9',
  }
  expect(toldBy(llamaServerRouter, answerOf('GET /props', props))).toEqual({
    certainty: 'proof',
    facts: { isReady: true, version: 'b10470-34af94cd9', canUnload: true },
  })
  expect(toldBy(llamaServer, answerOf('GET /props', props))).toBe(null)
})

test('its list tells the state of every model, and where the child of a loaded one answers', () => {
  const list = {
    data: [
      entry('a', { value: 'loaded', args: argsOf(47_091) }, { meta: { n_ctx: 4000, size: 26 } }),
      entry('b', { value: 'loading', args: argsOf(47_092) }),
      entry('c', { value: 'unloaded', args: argsOf(0), exit_code: 1, failed: true }),
      entry('d', { value: 'downloading' }),
      entry('e', { value: 'sleeping', args: argsOf(47_093) }),
      entry('f', { value: 'hatching' }),
    ],
  }
  const told = toldBy(llamaServerRouter, answerOf('GET /models', list))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts.models).toMatchObject([
    {
      id: 'a',
      state: 'loaded',
      path: '/models/a.gguf',
      contextTokens: 4000,
      parallel: 2,
      weightsBytes: 26,
      upstreamUrl: 'http://127.0.0.1:47091',
    },
    { id: 'b', state: 'loading', contextTokens: 4096, upstreamUrl: null },
    { id: 'c', state: 'unloaded', contextTokens: null, upstreamUrl: null },
    { id: 'd', state: 'unloaded', path: null },
    { id: 'e', state: 'sleeping', upstreamUrl: 'http://127.0.0.1:47093' },
    { id: 'f', state: null },
  ])
  expect(toldBy(llamaServer, answerOf('GET /models', list))).toBe(null)
})

test('a router without models has none, which proves nothing', () => {
  expect(toldBy(llamaServerRouter, answerOf('GET /models', { data: [] }))).toEqual({
    certainty: 'fits',
    facts: { isReady: true, models: [] },
  })
})

test('it is never asked for anything that could load a model', () => {
  expect(pathsOf(llamaServerRouter, 'llama-server --models-dir m', { activity: 'busy' })).toEqual([
    '/props',
    '/models',
  ])
})

test('a model is unloaded by name, and its user is told what becomes of an answer', () => {
  const { unload } = llamaServerRouter
  const target = { id: 'a', instanceId: null, facts: {} }
  expect(unload.kind === 'request' ? unload.plan(target) : null).toMatchObject({
    request: { method: 'POST', path: '/models/unload', body: { model: 'a' } },
    takesAll: false,
  })
  const yes = answerOf('POST /models/unload', { success: true })
  expect(toldBy(llamaServerRouter, yes)?.facts).toEqual({ unloadAccepted: true })
  const no = { error: { code: 400, message: 'model is not running' } }
  expect(toldBy(llamaServerRouter, answerOf('POST /models/unload', no, { status: 400 }))).toBe(null)
})

test('it is a llama-server that was started without a model', () => {
  const preset = '--models-preset /Users/u/Library/Application Support/Llama/models.ini'
  expect(llamaServerRouter.isProcess(processOf(`/usr/local/bin/llama serve ${preset}`))).toBe(true)
  expect(llamaServerRouter.isProcess(processOf('llama-server --port 8080'))).toBe(true)
  expect(llamaServerRouter.isProcess(processOf('llama-server -m a.gguf'))).toBe(false)
})
