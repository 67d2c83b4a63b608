import type { Answer, Told } from '../answers/answer.ts'
import { splitCommand } from '../programs/command-line.ts'
import type { ModelFacts } from '../answers/facts.ts'
import { at, countAt, inMs, listAt, textAt, versionAt } from '../answers/forms.ts'
import { contextOfSlot, llamaArguments } from '../programs/llama-arguments.ts'
import { programOf } from '../programs/program.ts'
import { parsePrometheus, sumOf } from '../answers/prometheus.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * llama-swap (server-apis.md §4.5, read at 0bdb372, after v250): a proxy that starts one server a model. Its servers are
 * asked themselves. GET /unload stops them all, and /upstream/… starts one: neither is ever sent.
 */
export const llamaSwap: ServerKindSpec = {
  kind: 'llama-swap',
  title: 'llama-swap',
  isProcess: isLlamaSwap,
  usualPorts: [8080],
  marks: [
    { path: '/api/version', isOf: isVersion },
    { path: '/v1/models', isOf: ({ json }) => isOwn(listAt(json, 'data')?.[0]) },
  ],
  answers: [
    { route: /^GET \/api\/version$/, read: readVersion },
    { route: /^GET \/running$/, read: readRunning },
    { route: /^GET \/v1\/models$/, read: readModels },
    { route: /^GET \/metrics$/, read: readMetrics },
    { route: /^GET \/health$/, read: readHealth },
    { route: /^POST \/api\/models\/unload(?:\/|$)/, read: readUnload },
  ],
  polls: [
    { paths: () => ['/api/version'], everyMs: null },
    { paths: () => ['/running'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id }) => ({
      request: { method: 'POST', path: `/api/models/unload/${pathOf(id)}`, body: null },
      takesAll: false,
      whenBusy: 'its server is ended at once: its answer is cut off',
      cutsOff: true,
      withinMs: 15_000,
    }),
    otherwise: 'unload it on the page of llama-swap',
  },
  startsServers: true,
}

function isLlamaSwap(process: ServerProcess): boolean {
  return /^llama-swap(?:[-_.].*)?$/.test(programOf(process).name)
}

/** A name may have slashes (`author/model`): its route takes all that follows. */
const pathOf = (id: string): string => id.split('/').map(encodeURIComponent).join('/')

// {"version":"250","commit":"0bdb372","build_date":"2026-08-22T09:10:11Z"}
function isVersion({ json }: Answer): boolean {
  return (
    versionAt(json, 'version') !== null &&
    textAt(json, 'commit') !== null &&
    textAt(json, 'build_date') !== null
  )
}

/** Ollama has the same path, and only a version. */
function readVersion(answer: Answer): Told | null {
  const version = versionAt(answer.json, 'version')
  if (version === null) return null
  return { facts: { isReady: true, version }, certainty: isVersion(answer) ? 'proof' : 'fits' }
}

// {"running":[{"model":"qwen3","state":"ready","cmd":"llama-server --port 5801 -m /m.gguf","proxy":"http://127.0.0.1:5801","ttl":600}]}
/** All that is not stopped. What does not run is in /v1/models only. */
function readRunning({ json }: Answer): Told | null {
  const list = listAt(json, 'running')
  if (list === null) return null
  return { facts: { isReady: true, models: list.map(runningIn) }, certainty: 'fits' }
}

function runningIn(one: unknown): ModelFacts {
  const id = textAt(one, 'model')
  const command = at(one, 'cmd')
  const given = llamaArguments(typeof command === 'string' ? splitCommand(command) : [])
  const proxy = textAt(one, 'proxy')
  return {
    ...(id === null ? {} : { id }),
    state: stateOf(textAt(one, 'state')),
    ttlMs: inMs(countAt(one, 'ttl') || null), // 0: never
    upstreamUrl: proxy !== null && /^https?:\/\/\S+$/.test(proxy) ? proxy : null,
    path: given.modelPath,
    contextTokens: contextOfSlot(given),
  }
}

function stateOf(word: string | null): NonNullable<ModelFacts['state']> | null {
  switch (word) {
    case 'ready':
      return 'loaded'
    case 'starting':
      return 'loading'
    case 'stopping':
      return 'unloading'
    case 'stopped':
    case 'shutdown':
      return 'unloaded'
  }
  return null
}

const isOwn = (one: unknown): boolean => textAt(one, 'owned_by') === 'llama-swap'

// {"object":"list","data":[{"id":"qwen3","object":"model","owned_by":"llama-swap","name":"Qwen3 8B"}]}
/** All that its configuration names, whether it runs or not. */
function readModels({ json }: Answer): Told | null {
  const list = listAt(json, 'data')
  if (list === null || list.length === 0 || !list.every(isOwn)) return null
  const models = list.flatMap((one) => {
    const id = textAt(one, 'id')
    return id === null ? [] : [{ id, state: null }]
  })
  return { facts: { isReady: true, models }, certainty: 'proof' }
}

/** It answers so where they are switched off. */
const noMetrics = '# performance monitor not available'

// llamaswap_memory_used_bytes 4294967296
// llamaswap_gpu_memory_total_bytes{id="0",name="Apple M9"} 2.4e+10
/** Of the whole machine: nothing of it is a model's. */
function readMetrics({ status, text }: Answer): Told | null {
  if (status === 503 && text.startsWith(noMetrics)) {
    return { facts: { errorKind: 'disabled', metricsEnabled: false }, certainty: 'proof' }
  }
  const samples = parsePrometheus(text)
  if (!samples.some(({ name }) => name.startsWith('llamaswap_'))) return null
  const vramTotalBytes = sumOf(samples, 'llamaswap_gpu_memory_total_bytes')
  const vramUsedBytes = sumOf(samples, 'llamaswap_gpu_memory_used_bytes')
  return {
    facts: {
      isReady: true,
      models: null,
      memoryUsable: false,
      ramTotalBytes: sumOf(samples, 'llamaswap_memory_total_bytes'),
      ramUsedBytes: sumOf(samples, 'llamaswap_memory_used_bytes'),
      swapUsedBytes: sumOf(samples, 'llamaswap_swap_used_bytes'),
      vramTotalBytes,
      vramUsedBytes,
    },
    certainty: 'proof',
  }
}

// OK
function readHealth({ status, text }: Answer): Told | null {
  const isOk = status === 200 && text.trim() === 'OK'
  return isOk ? { facts: { isReady: true }, certainty: 'fits' } : null
}

// OK
function readUnload({ status, text }: Answer): Told | null {
  const isOk = status === 200 && text.trim() === 'OK'
  return isOk ? { facts: { unloadAccepted: true }, certainty: 'fits' } : null
}
