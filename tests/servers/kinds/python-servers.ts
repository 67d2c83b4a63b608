import { byRoute, ok, type FakeKind } from '../answering.ts'

/** `mlx_lm.server`: Python's own HTTP server. */
export const fakeMlxLm = (): FakeKind => ({
  server: 'BaseHTTP/0.6 Python/3.12.4',
  answer: byRoute({ 'GET /health': () => ok({ status: 'ok' }) }),
  unknown: { status: 404, body: 'Not Found' },
})

/** `mlx_vlm.server` with one model. */
export function fakeMlxVlm(model: string): FakeKind {
  let loaded: string | null = model
  return {
    server: 'mlx_vlm/0.3.9',
    answer: byRoute({
      'GET /health': () =>
        ok({
          status: 'healthy',
          loaded_model: loaded,
          loaded_models:
            loaded === null ? {} : { text_generation: { model: loaded, adapter: null } },
          loaded_context_size: loaded === null ? null : 65_536,
          configured_context_limit: null,
          effective_context_limit: loaded === null ? null : 32_768,
        }),
      'POST /unload': () => {
        if (loaded === null) return ok({ status: 'no_model_loaded', message: 'No model is loaded' })
        const unloaded = { model_name: loaded, adapter_name: null, models: {} }
        loaded = null
        return ok({ status: 'success', message: 'Model unloaded successfully', unloaded })
      },
    }),
  }
}

export interface VllmState {
  readonly running: number
  readonly waiting: number
  readonly kvRatio: number
  readonly generatedTokens: number
}

/** vLLM; `state` is read at every scrape. */
export const fakeVllm = (model: string, state: () => VllmState): FakeKind => ({
  server: 'uvicorn',
  answer: byRoute({
    'GET /v1/models': () =>
      ok({
        object: 'list',
        data: [{ id: model, object: 'model', owned_by: 'vllm', root: model, max_model_len: 16384 }],
      }),
    'GET /version': () => ok({ version: '0.14.0' }),
    'GET /metrics': () => {
      const { running, waiting, kvRatio, generatedTokens } = state()
      const of = (name: string, value: number): string =>
        `vllm:${name}{engine="0",model_name="${model}"} ${value}`
      return ok(
        [
          '# TYPE vllm:num_requests_running gauge',
          of('num_requests_running', running),
          of('num_requests_waiting', waiting),
          of('kv_cache_usage_perc', kvRatio),
          of('generation_tokens_total', generatedTokens),
          '',
        ].join('\n'),
      )
    },
  }),
  unknown: { status: 404, body: { detail: 'Not Found' } },
})

/** ComfyUI on a Mac: its figures are those of the whole machine. */
export const fakeComfyUi = (queueLength: number): FakeKind => ({
  server: 'Python/3.12 aiohttp/3.11.8',
  answer: byRoute({
    'GET /system_stats': () =>
      ok({
        system: { os: 'posix', ram_total: 64e9, ram_free: 20e9, comfyui_version: '0.19.0' },
        devices: [{ name: 'mps', type: 'mps', index: null, vram_total: 64e9, vram_free: 20e9 }],
      }),
    'GET /prompt': () => ok({ exec_info: { queue_remaining: queueLength } }),
    'POST /free': () => ok(''),
  }),
})

/** exo: answers like Ollama below /ollama. */
export function fakeExo(model: string): FakeKind {
  let instances: Readonly<Record<string, unknown>> = {
    'I-1': {
      MlxRingInstance: {
        instanceId: 'I-1',
        shardAssignments: { modelId: model, nodeToRunner: { N: 'R' } },
      },
    },
  }
  return {
    server: 'hypercorn-h11',
    answer: byRoute({
      'GET /node_id': () => ok({ node_id: 'node-77' }),
      'GET /state': () =>
        ok({
          instances,
          runners: { R: { RunnerReady: {} } },
          nodeMemory: { N: { ramTotal: { inBytes: 64e9 }, ramAvailable: { inBytes: 24e9 } } },
          lastEventAppliedIdx: 12,
        }),
      'GET /api/ps': () => ok({ models: [{ name: model, model, size: 0 }] }),
      'GET /ollama/api/ps': () => ok({ models: [{ name: model, model, size: 0 }] }),
      'DELETE /instance/I-1': () => {
        instances = {}
        return ok({ message: 'Command received.', commandId: 'c-1', instanceId: 'I-1' })
      },
    }),
  }
}
