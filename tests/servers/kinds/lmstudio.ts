import { byRoute, ok, sentText, type FakeKind } from '../answering.ts'

export interface StudioModel {
  readonly key: string
  readonly format: 'gguf' | 'mlx'
  /** Of the file. */
  readonly bytes: number
  /** null: it is not loaded. */
  readonly contextTokens: number | null
}

const greeting = { 'GET /lmstudio-greeting': () => ok({ lmstudio: true }) }

/** An unknown path is answered with 200 and a sentence. */
const unexpected = ok({ error: 'Unexpected endpoint or method. (GET)' })

/** LM Studio since 0.4 (its REST API v1). */
export function fakeLmStudio(models: readonly StudioModel[]): FakeKind {
  const gone = new Set<string>()
  const isLoaded = ({ key, contextTokens }: StudioModel): boolean =>
    contextTokens !== null && !gone.has(key)
  return {
    unknown: unexpected,
    answer: byRoute({
      ...greeting,
      'GET /api/v1/models': () =>
        ok({
          models: models.map((model) => ({
            type: 'llm',
            key: model.key,
            format: model.format,
            quantization: { name: 'Q4_K_M', bits_per_weight: 4 },
            size_bytes: model.bytes,
            max_context_length: 131_072,
            loaded_instances: isLoaded(model)
              ? [{ id: model.key, config: { context_length: model.contextTokens, parallel: 2 } }]
              : [],
          })),
        }),
      'POST /api/v1/models/unload': ({ sent }) => {
        const id = sentText(sent, 'instance_id')
        const found = models.find((model) => model.key === id)
        if (found === undefined || !isLoaded(found)) {
          return { status: 404, body: { error: { message: `Model '${id}' is not loaded` } } }
        }
        gone.add(id)
        return ok({ instance_id: id })
      },
    }),
  }
}

/** LM Studio from 0.3.6 on, without v1. */
export const fakeOldLmStudio = (models: readonly StudioModel[]): FakeKind => ({
  unknown: unexpected,
  answer: byRoute({
    ...greeting,
    'GET /api/v0/models': () =>
      ok({
        object: 'list',
        data: models.map(({ key, format, contextTokens }) => ({
          id: key,
          object: 'model',
          type: 'llm',
          compatibility_type: format,
          quantization: '4bit',
          state: contextTokens === null ? 'not-loaded' : 'loaded',
          max_context_length: 32_768,
          ...(contextTokens === null ? {} : { loaded_context_length: contextTokens }),
        })),
      }),
  }),
})
