import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts } from '../answers/facts.ts'
import { countAt, flagAt, instantAt, listAt, textAt } from '../answers/forms.ts'
import { llamaTotalsIn } from '../answers/llama-metrics.ts'
import { programOf } from '../programs/program.ts'
import { parsePrometheus, type Sample } from '../answers/prometheus.ts'
import type { ServerKindSpec, ServerProcess, UnloadPlan, UnloadTarget } from '../server-kind.ts'

/**
 * Docker Model Runner (server-apis.md §4.5, docker/model-runner at 642c721 of 2026-07-22). On TCP only where it is switched
 * on; its llama-servers listen on sockets that have no port.
 */
export const dockerModelRunner: ServerKindSpec = {
  kind: 'docker-model-runner',
  title: 'Docker Model Runner',
  isProcess: isModelRunner,
  usualPorts: [12434],
  marks: [{ path: '/', isOf: isRoot }],
  answers: [
    { route: /^GET \/$/, read: readRoot },
    { route: /^GET \/engines\/ps$/, read: readRunners },
    { route: /^GET \/api\/ps$/, read: readEmulated },
    { route: /^GET \/metrics$/, read: readMetrics },
    { route: /^POST \/engines\/unload$/, read: readUnload },
  ],
  polls: [{ paths: () => ['/engines/ps'], everyMs: { busy: 2_000, idle: 5_000 } }],
  unload: { kind: 'request', plan: unloadPlan, otherwise: 'docker model unload' },
  startsServers: true,
}

function isModelRunner(process: ServerProcess): boolean {
  return /^(?:dmr|model-runner|docker-model-runner|com\.docker\.model-runner)$/.test(
    programOf(process).name,
  )
}

// Docker Model Runner is running
function isRoot({ text }: Answer): boolean {
  return text.startsWith('Docker Model Runner is running')
}

function readRoot(answer: Answer): Told | null {
  return isRoot(answer) ? { facts: { isReady: true }, certainty: 'proof' } : null
}

// [{"backend_name":"llama.cpp","model_name":"ai/smollm2","mode":"completion","last_used":"2026-08-20T10:11:12Z","in_use":true}]
/** One for each model, engine and mode. in_use and loading are left out where they are false. */
function readRunners({ json }: Answer): Told | null {
  const list = listAt(json, '')
  if (list === null || !list.every((one) => textAt(one, 'model_name') !== null)) return null
  const models = list.map(runnerIn)
  const isBusy = models.some(({ activity }) => activity === 'busy')
  return {
    facts: { isReady: true, activity: isBusy ? 'busy' : 'idle', models },
    certainty: list.some((one) => textAt(one, 'backend_name') !== null) ? 'proof' : 'fits',
  }
}

function runnerIn(one: unknown): ModelFacts {
  const id = textAt(one, 'model_name')
  const [backend, mode] = [textAt(one, 'backend_name'), textAt(one, 'mode')]
  const lastUsedAtMs = instantAt(one, 'last_used')
  return {
    ...(id === null
      ? {}
      : { id, instanceId: [backend, mode, id].map((part) => part ?? '').join('/') }),
    backend,
    mode,
    state: flagAt(one, 'loading') === true ? 'loading' : 'loaded',
    activity: flagAt(one, 'in_use') === true ? 'busy' : 'idle',
    // Go writes the year 1 where it was never used
    lastUsedAtMs: lastUsedAtMs !== null && lastUsedAtMs > 0 ? lastUsedAtMs : null,
  }
}

// {"models":[{"name":"ai/smollm2:latest","model":"ai/smollm2:latest","size":0,"size_vram":0,"expires_at":"2026-08-20T10:16:12Z"}]}
/** Made up for clients of Ollama: its sizes are never set. */
function readEmulated({ json }: Answer): Told | null {
  const list = listAt(json, 'models')
  if (list === null) return null
  const models = list.map((one) => {
    const id = textAt(one, 'model') ?? textAt(one, 'name')
    const expiresAtMs = instantAt(one, 'expires_at')
    return { ...(id === null ? {} : { id }), sizeBytes: null, expiresAtMs }
  })
  return { facts: { isReady: true, memoryUsable: false, models }, certainty: 'fits' }
}

// llamacpp:prompt_tokens_total{backend="llama.cpp",model="ai/smollm2",mode="completion"} 4934
/** Those of its engines, each with three labels; the totals are of all that are llama-servers. */
function readMetrics({ text }: Answer): Told | null {
  const byKey = new Map<string, ModelFacts>()
  const samples = parsePrometheus(text)
  for (const sample of samples) {
    const model = labelledIn(sample)
    if (model !== null) byKey.set(`${model.id} ${model.backend} ${model.mode}`, model)
  }
  if (byKey.size === 0) return null
  const models = [...byKey.values()]
  return { facts: { isReady: true, ...llamaTotalsIn(samples), models }, certainty: 'fits' }
}

function labelledIn({ labels }: Sample): ModelFacts | null {
  const [id, backend, mode] = [labels.get('model'), labels.get('backend'), labels.get('mode')]
  if (id === undefined || backend === undefined || mode === undefined) return null
  return { id, backend, mode }
}

/** Its engine in all its modes. Without the name of its engine the model goes from all of them. */
function unloadPlan({ id, instanceId, facts }: UnloadTarget): UnloadPlan | null {
  const isMeant = (model: ModelFacts): boolean =>
    instanceId === null ? model.id === id : model.instanceId === instanceId
  const meant = facts.models?.find(isMeant)
  if (meant === undefined) return null
  const backend = meant.backend ?? ''
  return {
    request: {
      method: 'POST',
      path: '/engines/unload',
      body: { all: false, backend, models: [id] },
    },
    takesAll: false,
    whenBusy: 'a busy one stays as it is', // pkg/inference/scheduling/loader.go evictRunner
    cutsOff: false,
    withinMs: 10_000,
  }
}

// {"unloaded_runners":1}
function readUnload({ json }: Answer): Told | null {
  const unloadedCount = countAt(json, 'unloaded_runners')
  if (unloadedCount === null) return null
  return { facts: { unloadAccepted: unloadedCount > 0, unloadedCount }, certainty: 'fits' }
}
