import { byRoute, ok, type FakeKind } from '../answering.ts'

export interface FakeSlot {
  readonly usedTokens: number
  readonly isProcessing?: boolean
  readonly decodedTokens?: number
}

export interface LlamaState {
  readonly isLoading?: boolean
  readonly isSleeping?: boolean
  readonly slots: readonly FakeSlot[]
}

export interface FakeLlama extends FakeKind {
  /** It is so from now on. */
  readonly become: (state: Partial<LlamaState>) => void
}

export interface LlamaOptions extends Partial<LlamaState> {
  readonly name: string
  readonly path: string
  readonly contextTokens?: number
  readonly weightsBytes?: number
}

const loading = {
  status: 503,
  body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
}

/** llama-server with one model (tools/server of llama.cpp, b10470). */
export function fakeLlama(options: LlamaOptions): FakeLlama {
  const { name, path, contextTokens = 4096, weightsBytes = 4e9 } = options
  let state: LlamaState = { slots: [{ usedTokens: 0 }], ...options }
  const route = byRoute({
    'GET /health': () => ok({ status: 'ok' }),
    'GET /v1/models': () =>
      ok({
        object: 'list',
        models: [{ name, model: name, size: '', digest: '' }],
        data: [
          {
            id: name,
            object: 'model',
            owned_by: 'llamacpp',
            meta: {
              n_ctx: contextTokens,
              n_ctx_train: 32768,
              n_params: 4e9,
              size: weightsBytes,
              ftype: 'Q4_K_M',
            },
          },
        ],
      }),
    'GET /props': () =>
      ok({
        default_generation_settings: { n_ctx: contextTokens },
        total_slots: state.slots.length,
        model_alias: name,
        model_path: path,
        model_ftype: 'Q4_K_M',
        endpoint_slots: true,
        endpoint_metrics: false,
        build_info: 'b10470-34af94cd9',
        is_sleeping: state.isSleeping === true,
      }),
    'GET /slots': () => ok(state.slots.map((slot, id) => slotOf(slot, id, contextTokens))),
  })
  return {
    server: 'llama.cpp',
    become: (next) => {
      state = { ...state, ...next }
    },
    answer: (request) => (state.isLoading === true ? loading : route(request)),
    unknown: { status: 404, body: { error: { code: 404, message: 'File Not Found' } } },
  }
}

const slotOf = (
  { usedTokens, isProcessing, decodedTokens }: FakeSlot,
  id: number,
  n_ctx: number,
) => ({
  id,
  n_ctx,
  is_processing: isProcessing === true,
  id_task: usedTokens === 0 ? -1 : 7,
  ...(usedTokens === 0 ? {} : { n_prompt_tokens: usedTokens }),
  next_token: [{ n_decoded: decodedTokens ?? 0, n_remain: -1 }],
})
