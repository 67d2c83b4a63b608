import { byRoute, ok, sentText, type FakeKind, type FakeReply } from '../answering.ts'

export interface OllamaModel {
  readonly name: string
  readonly bytes: number
  readonly vramBytes?: number
  /** Asked to go, it stays until its request has ended. */
  readonly isBusy?: boolean
}

export interface FakeOllama extends FakeKind {
  readonly load: (model: OllamaModel) => void
  /** Its last request has ended. */
  readonly finish: (name: string) => void
}

export interface OllamaWays {
  /** Says that it has unloaded, and lists it on. */
  readonly keeps?: boolean
  readonly refuses?: string
  readonly onUnload?: (name: string) => void
  /** Where the clock is no composed one. */
  readonly expiresAt?: string
}

const inAnHour = '2026-11-21T13:00:00.123456+00:00'
const before = '2026-11-21T11:00:00Z'

/** Ollama (server/routes.go, server/sched.go). */
export function fakeOllama(models: readonly OllamaModel[], ways: OllamaWays = {}): FakeOllama {
  const loaded = new Map(models.map((model) => [model.name, model]))
  const expired = new Set<string>()
  const unload = (name: string): FakeReply => {
    if (ways.refuses !== undefined) return { status: 500, body: { error: ways.refuses } }
    const model = loaded.get(name)
    if (model?.isBusy === true) expired.add(name)
    else if (model !== undefined) {
      if (ways.keeps !== true) loaded.delete(name)
      ways.onUnload?.(name)
    }
    return ok({ model: name, created_at: before, response: '', done: true, done_reason: 'unload' })
  }
  return {
    load: (model) => void loaded.set(model.name, model),
    finish: (name) => {
      if (expired.delete(name)) loaded.delete(name)
    },
    answer: byRoute({
      'GET /': () => ok('Ollama is running'),
      'GET /api/version': () => ok({ version: '0.32.15' }),
      'GET /api/ps': () =>
        ok({ models: [...loaded.values()].map((model) => listed(model, expired, ways.expiresAt)) }),
      'POST /api/generate': ({ sent }) => unload(sentText(sent, 'model')),
    }),
  }
}

const listed = (
  { name, bytes, vramBytes }: OllamaModel,
  expired: ReadonlySet<string>,
  expiresAt = inAnHour,
): unknown => ({
  name,
  model: name,
  size: bytes,
  digest: 'a'.repeat(64),
  details: {
    format: 'gguf',
    family: 'qwen3',
    parameter_size: '4.0B',
    quantization_level: 'Q4_K_M',
  },
  expires_at: expired.has(name) ? before : expiresAt,
  size_vram: vramBytes ?? bytes,
  context_length: 8192,
})
