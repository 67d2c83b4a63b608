import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import { at, bytesAt, countAt, figureAt, flagAt, inMs, listAt, textAt } from '../answers/forms.ts'
import { lmsAnswers } from '../answers/lms-answers.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { programOf } from '../programs/program.ts'
import type { Known, ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** LM Studio (server-apis.md §4.3, its documentation at c6854fb of 2026-04-29). A request in OpenAI's form may load a model. */
export const lmstudio: ServerKindSpec = {
  kind: 'lmstudio',
  title: 'LM Studio',
  isProcess: isLmStudio,
  usualPorts: [1234, 41343],
  marks: [{ path: '/lmstudio-greeting', isOf: ({ json }) => at(json, 'lmstudio') === true }],
  answers: [
    { route: /^GET \/lmstudio-greeting$/, read: readGreeting },
    { route: /^GET \/api\/v1\/models$/, read: readModels },
    { route: /^GET \/api\/v0\/models(?:\/.+)?$/, read: readOlderModels },
    { route: /^POST \/api\/v0\/(?:chat\/)?completions$/, read: readOlderAnswer },
    { route: /^POST \/api\/v1\/chat$/, read: readAnswer },
    { route: /^POST \/api\/v1\/models\/load$/, read: readLoad },
    { route: /^POST \/api\/v1\/models\/unload$/, read: readUnload },
    openAiModels,
    ...lmsAnswers,
  ],
  polls: [
    { paths: () => ['/api/v1/models'], everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: olderPaths, everyMs: { busy: 5_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id, facts }) =>
      isOlder(facts)
        ? null
        : {
            request: { method: 'POST', path: '/api/v1/models/unload', body: { instance_id: id } },
            takesAll: false,
            whenBusy: 'its answer may be cut off',
            cutsOff: true,
            withinMs: 30_000,
          },
    otherwise: 'lms unload',
  },
  startsServers: false,
  logs: {
    program: 'lm-studio',
    files: ['~/Library/Logs/LM Studio/main.log', '/tmp/lmstudio-server-log.txt'],
    // server-logs/2026-11/2026-11-21.1.log; the second is the home of older versions
    newest: ['~/.lmstudio/server-logs', '~/.cache/lm-studio/server-logs'].map((folder) => ({
      folder,
      subfolder: /^\d{4}-\d\d$/,
      file: /^\d{4}-\d\d-\d\d\.\d+\.log$/,
    })),
  },
}

/** The app with its helpers, `llmster` without a window, and the engines below its folders; not `lms`, which is a client. */
function isLmStudio(process: ServerProcess): boolean {
  const { name, path } = programOf(process)
  if (name === 'lms') return false
  return (
    /^(?:LM Studio(?: Helper.*)?|lm-studio|llmster)$/.test(name) ||
    /\/(?:LM Studio\.app|\.lmstudio|\.cache\/lm-studio)\//.test(path)
  )
}

/** Before 0.4 there is no `/api/v1`, nor a request that unloads: an unknown path is answered with 200 and an error. */
function isOlder({ errorKind, errorMessage }: ServerFacts): boolean {
  return errorKind === 'notFound' || (hasText(errorMessage) && errorKind !== 'auth')
}

function olderPaths({ facts }: Known): readonly string[] {
  return isOlder(facts) ? ['/api/v0/models'] : []
}

const hasText = (text: string | null | undefined): boolean => text !== null && text !== undefined

function readGreeting({ json }: Answer): Told | null {
  return at(json, 'lmstudio') === true ? { facts: { isReady: true }, certainty: 'proof' } : null
}

// {"models":[{"key":"google/gemma-4-26b-a4b","format":"gguf","quantization":{"name":"Q4_K_M"},"size_bytes":17990911801,
//   "max_context_length":262144,"loaded_instances":[{"id":"i","config":{"context_length":4096,"parallel":4,"flash_attention":true}}]}]}
function readModels({ json }: Answer): Told | null {
  const list = listAt(json, 'models')
  if (list === null) return null
  const areOwn = list.some((one) => listAt(one, 'loaded_instances') !== null)
  return {
    facts: { isReady: true, models: list.flatMap(instancesOf) },
    certainty: areOwn ? 'proof' : 'fits',
  }
}

/** One for each time it is loaded; its key where it is not. Its size is that of its file. */
function instancesOf(one: unknown): readonly ModelFacts[] {
  const shared: ModelFacts = {
    fileBytes: bytesAt(one, 'size_bytes'),
    sizeBytes: null,
    vramBytes: null,
    maxContextTokens: countAt(one, 'max_context_length'),
    quantization: textAt(one, 'quantization.name') ?? textAt(one, 'quantization'),
    format: textAt(one, 'format')?.toLowerCase() ?? null,
  }
  const instances = listAt(one, 'loaded_instances') ?? []
  if (instances.length === 0) {
    return [{ ...idAt(one, 'key'), ...shared, state: 'unloaded', contextTokens: null }]
  }
  return instances.map((instance) => ({
    ...idAt(one, 'key'),
    ...idAt(instance, 'id'),
    ...shared,
    ...configIn(instance, 'config'),
    state: 'loaded',
  }))
}

const configIn = (json: unknown, path: string): ModelFacts => ({
  contextTokens: countAt(json, `${path}.context_length`),
  parallel: countAt(json, `${path}.parallel`),
  flashAttention: flagAt(json, `${path}.flash_attention`),
})

function idAt(json: unknown, path: string): ModelFacts {
  const id = textAt(json, path)
  return id === null ? {} : { id }
}

// {"object":"list","data":[{"id":"m","compatibility_type":"gguf","quantization":"Q4_K_M","state":"not-loaded",
//   "max_context_length":131072}]}
function readOlderModels({ json }: Answer): Told | null {
  const list = listAt(json, 'data') ?? (textAt(json, 'compatibility_type') === null ? null : [json])
  if (list === null) return null
  const areOwn = list.some((one) => textAt(one, 'compatibility_type') !== null)
  return {
    facts: { isReady: true, models: list.map(olderModelIn) },
    certainty: areOwn ? 'proof' : 'fits',
  }
}

const olderStates: Readonly<Record<string, 'loaded' | 'loading' | 'unloaded'>> = {
  loaded: 'loaded',
  loading: 'loading',
  'not-loaded': 'unloaded',
}

/** Only a loaded one has a context; `max_context_length` is what it can at most. */
function olderModelIn(one: unknown): ModelFacts {
  return {
    ...idAt(one, 'id'),
    state: olderStates[textAt(one, 'state') ?? ''] ?? null,
    contextTokens: countAt(one, 'loaded_context_length'),
    maxContextTokens: countAt(one, 'max_context_length'),
    quantization: textAt(one, 'quantization'),
    format: textAt(one, 'compatibility_type')?.toLowerCase() ?? null,
    sizeBytes: null,
  }
}

// {"model":"m","usage":{"prompt_tokens":5,"completion_tokens":9},"stats":{"tokens_per_second":57.7,"time_to_first_token":0.299},
//  "model_info":{"quant":"Q4_K_M","format":"gguf","context_length":4096},"runtime":{"name":"llama.cpp-mac-arm64-apple-metal-advsimd"}}
function readOlderAnswer({ json }: Answer): Told | null {
  if (at(json, 'stats') === undefined && at(json, 'model_info') === undefined) return null
  const model: ModelFacts = {
    ...idAt(json, 'model'),
    contextTokens: countAt(json, 'model_info.context_length'),
    quantization: textAt(json, 'model_info.quant'),
    format: textAt(json, 'model_info.format')?.toLowerCase() ?? null,
  }
  const facts: ServerFacts = {
    tokensPerSecond: figureAt(json, 'stats.tokens_per_second'),
    timeToFirstTokenMs: inMs(figureAt(json, 'stats.time_to_first_token')),
    promptTokens: countAt(json, 'usage.prompt_tokens'),
    generatedTokens: countAt(json, 'usage.completion_tokens'),
    runtime: textAt(json, 'runtime.name'),
    models: model.id === undefined ? null : [model],
  }
  return { facts, certainty: 'proof' }
}

// {"model_instance_id":"i","stats":{"input_tokens":10,"total_output_tokens":2,"tokens_per_second":20.0,
//  "time_to_first_token_seconds":0.4,"model_load_time_seconds":2.7}}
function readAnswer({ json }: Answer): Told | null {
  const id = textAt(json, 'model_instance_id')
  if (id === null) return null
  const facts: ServerFacts = {
    tokensPerSecond: figureAt(json, 'stats.tokens_per_second'),
    timeToFirstTokenMs: inMs(figureAt(json, 'stats.time_to_first_token_seconds')),
    loadMs: inMs(figureAt(json, 'stats.model_load_time_seconds')),
    promptTokens: countAt(json, 'stats.input_tokens'),
    generatedTokens: countAt(json, 'stats.total_output_tokens'),
    models: [{ id }],
  }
  return { facts, certainty: 'proof' }
}

// {"type":"llm","instance_id":"i","load_time_seconds":9.099,"status":"loaded","load_config":{"context_length":16384}}
function readLoad({ json }: Answer): Told | null {
  const id = textAt(json, 'instance_id')
  if (id === null) return null
  const loadMs = inMs(figureAt(json, 'load_time_seconds'))
  const state = olderStates[textAt(json, 'status') ?? ''] ?? null
  const models = [{ id, state, ...configIn(json, 'load_config') }]
  return { facts: { loadMs, models }, certainty: 'proof' }
}

// {"instance_id":"openai/gpt-oss-20b"}
function readUnload({ json }: Answer): Told | null {
  const id = textAt(json, 'instance_id')
  if (id === null) return null
  return { facts: { unloadAccepted: true, unloadedIds: [id] }, certainty: 'proof' }
}
