import { byRoute, ok, sentText, type FakeKind } from '../answering.ts'

export interface RoutedModel {
  readonly id: string
  readonly status: 'loaded' | 'loading' | 'sleeping' | 'unloaded'
  readonly args: readonly string[]
}

/** llama-server as a router (b10470). What it is asked through `?model=` loads that model: `loadedBy` counts it. */
export function fakeRouter(
  models: readonly RoutedModel[],
  onUnload: (id: string) => void = () => undefined,
): FakeKind {
  const all = new Map(models.map((model) => [model.id, model]))
  return {
    server: 'llama.cpp',
    answer: byRoute({
      'GET /health': () => ok({ status: 'ok' }),
      'GET /props': () =>
        ok({
          role: 'router',
          max_instances: 4,
          model_path: 'none',
          build_info: 'b10470-34af94cd9',
        }),
      'GET /models': () => ok({ object: 'list', data: [...all.values()].map(listed) }),
      'GET /v1/models': () => ok({ object: 'list', data: [...all.values()].map(listed) }),
      'POST /models/unload': ({ sent }) => {
        const id = sentText(sent, 'model')
        const model = all.get(id)
        if (model === undefined || model.status === 'unloaded') {
          const message = model === undefined ? 'model is not found' : 'model is not running'
          return { status: 400, body: { error: { code: 400, message } } }
        }
        all.set(id, { ...model, status: 'unloaded' })
        onUnload(id)
        return ok({ success: true })
      },
    }),
  }
}

const listed = ({ id, status, args }: RoutedModel): unknown => ({
  id,
  object: 'model',
  owned_by: 'llamacpp',
  status: { value: status, args },
  ...(status === 'loaded' ? { meta: { n_ctx: 8192, size: 2_500_000_000 } } : {}),
})
