import { byRoute, ok, sentText, type FakeKind } from '../answering.ts'

/** What KoboldCpp answers in Ollama's place: the same for every model. */
const kobold = {
  name: 'koboldcpp',
  size: 394_998_579,
  size_vram: 394_998_579,
  expires_at: '2055-06-04T19:06:25.5433636+08:00',
  details: { family: 'koboldcpp', families: ['koboldcpp'], quantization_level: 'Q4_0' },
}

/** KoboldCpp 1.102; `hasAdmin`: started with --admin and --admindir. */
export function fakeKobold(model: string, hasAdmin: boolean): FakeKind {
  let loaded = `koboldcpp/${model}`
  return {
    server: 'ConcedoLlamaForKoboldServer',
    answer: byRoute({
      'GET /': () => ok('<html>KoboldAI Lite</html>'),
      'GET /api/extra/version': () =>
        ok({ result: 'KoboldCpp', version: '1.102', protected: false, admin: hasAdmin ? 1 : 0 }),
      'GET /api/v1/model': () => ok({ result: loaded }),
      'GET /api/extra/true_max_context_length': () => ok({ value: 16_384 }),
      'GET /api/extra/perf': () =>
        ok({ last_eval_speed: 31.5, total_gens: 3, queue: 0, idle: 1, uptime: 900, idletime: 40 }),
      'GET /api/admin/list_options': () =>
        ok(hasAdmin ? ['initial_model', 'unload_model', `${model}.gguf`] : []),
      'GET /api/version': () => ok({ version: '0.7.0' }),
      'GET /api/ps': () => ok({ models: [{ ...kobold, model }] }),
      'POST /api/admin/reload_config': ({ sent }) => {
        const isUnload = hasAdmin && sentText(sent, 'filename') === 'unload_model'
        if (isUnload) loaded = 'inactive'
        return ok({ success: isUnload })
      },
    }),
  }
}

/** LocalAI with one model on llama-cpp. */
export function fakeLocalAi(model: string): FakeKind {
  let models = [{ id: model, backend: 'llama-cpp' }]
  return {
    answer: byRoute({
      'GET /.well-known/localai.json': () =>
        ok({ version: 'v3.9.0 (82c191a)', endpoints: { chat: '/v1/chat' }, capabilities: {} }),
      'GET /system': () => ok({ backends: ['llama-cpp', 'whisper'], loaded_models: models }),
      'GET /backend/monitor': ({ query }) =>
        query.get('model') === model && models.length > 0
          ? ok({ state: 2, memory: { total: 6e9, breakdown: { weights: 5e9, kv_cache: 8e8 } } })
          : { status: 500, body: { error: { code: 500, message: 'model is not loaded' } } },
      'POST /backend/shutdown': ({ sent }) => {
        if (sentText(sent, 'model') === model) models = []
        return ok('')
      },
    }),
  }
}

/** llama-swap; `proxy`: where the server of its model answers. */
export function fakeLlamaSwap(model: string, proxyPort: number, onUnload = () => {}): FakeKind {
  let isRunning = true
  return {
    answer: byRoute({
      'GET /api/version': () =>
        ok({ version: '250', commit: '0bdb372', build_date: '2026-08-22T09:10:11Z' }),
      'GET /running': () =>
        ok({
          running: isRunning
            ? [
                {
                  model,
                  state: 'ready',
                  cmd: `llama-server --port ${proxyPort} -m /models/${model}.gguf -c 4096`,
                  proxy: `http://127.0.0.1:${proxyPort}`,
                  ttl: 600,
                },
              ]
            : [],
        }),
      [`POST /api/models/unload/${model}`]: () => {
        isRunning = false
        onUnload()
        return ok('OK')
      },
    }),
  }
}

/** Docker Model Runner; in Ollama's place it answers without sizes. */
export function fakeModelRunner(model: string): FakeKind {
  let isLoaded = true
  return {
    answer: byRoute({
      'GET /': () => ok('Docker Model Runner is running'),
      'GET /engines/ps': () =>
        ok(
          isLoaded
            ? [
                {
                  backend_name: 'llama.cpp',
                  model_name: model,
                  mode: 'completion',
                  last_used: '2026-11-21T11:50:00Z',
                },
              ]
            : [],
        ),
      'GET /api/ps': () =>
        ok({ models: isLoaded ? [{ name: model, model, size: 0, size_vram: 0 }] : [] }),
      'GET /api/version': () => ok({ version: '0.1.0' }),
      'POST /engines/unload': () => {
        isLoaded = false
        return ok({ unloaded_runners: 1 })
      },
    }),
  }
}

/** Jan's engine of early 2026: a router whose list is open, and all else wants the key. */
export const fakeJanRouter = (models: readonly unknown[]): FakeKind => ({
  server: 'llama.cpp',
  answer: ({ route }) =>
    route === 'GET /models' || route === 'GET /v1/models'
      ? ok({ object: 'list', data: models })
      : {
          status: 401,
          body: { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } },
        },
})

/** GPT4All: lists what is installed. */
export const fakeGpt4all = (): FakeKind => ({
  answer: byRoute({
    'GET /v1/models': () => ok({ object: 'list', data: [{ id: 'Llama 3', object: 'model' }] }),
  }),
  unknown: { status: 405, body: { error: { message: 'Not allowed', type: 'invalid_request' } } },
})
