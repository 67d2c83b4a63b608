import type { Answer, Told } from '../answers/answer.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import {
  at,
  bytesAt,
  countAt,
  fieldsAt,
  figureAt,
  instantAt,
  listAt,
  textAt,
  versionAt,
} from '../answers/forms.ts'
import { programOf } from '../programs/program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** Ollama (server-apis.md §4.1, read at fb30760 of 2026-08-21). */
export const ollama: ServerKindSpec = {
  kind: 'ollama',
  title: 'Ollama',
  isProcess: isOllama,
  usualPorts: [11434],
  marks: [{ path: '/', isOf: ({ text }) => text.startsWith('Ollama is running') }],
  answers: [
    { route: /^GET \/$/, read: readRoot },
    { route: /^GET \/api\/version$/, read: readVersion },
    { route: /^GET \/api\/ps$/, read: readLoaded },
    { route: /^GET \/api\/tags$/, read: readInstalled },
    { route: /^POST \/api\/show$/, read: readDescribed },
    { route: /^POST \/api\/(generate|chat)$/, read: readFinal },
    commandLineReader(isOllama, () => ({})),
  ],
  polls: [
    { paths: () => ['/api/version'], everyMs: null },
    { paths: () => ['/api/ps'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id }) => ({
      request: { method: 'POST', path: '/api/generate', body: { model: id, keep_alive: 0 } },
      takesAll: false,
      whenBusy: 'its answer is finished first, and the model goes then',
      cutsOff: false,
      withinMs: 10_000,
    }),
    otherwise: `ollama stop`,
  },
  startsServers: true,
  logs: {
    program: 'ollama',
    // the app's, and what Homebrew's service has its output written to
    files: [
      '~/.ollama/logs/server.log',
      '/opt/homebrew/var/log/ollama.log',
      '/usr/local/var/log/ollama.log',
    ],
    newest: [],
  },
}

/** `ollama serve`, and the app that starts it; not `ollama run`, which is a client, nor its runner. */
function isOllama(process: ServerProcess): boolean {
  const { name, args } = programOf(process)
  return name === 'Ollama' || (name === 'ollama' && args[0] === 'serve')
}

function readRoot({ text }: Answer): Told | null {
  return text.startsWith('Ollama is running')
    ? { facts: { isReady: true }, certainty: 'proof' }
    : null
}

// {"version":"0.5.1"}
function readVersion({ json }: Answer): Told | null {
  const version = versionAt(json, 'version')
  return version === null ? null : { facts: { version }, certainty: 'fits' }
}

// {"models":[{"name":"gemma4","size":6591830464,"size_vram":5333539264,"expires_at":"2025-10-17T16:47:07-07:00",...}]}
function readLoaded({ json, nowMs }: Answer): Told | null {
  const list = listAt(json, 'models')
  if (list === null) return null
  return {
    facts: { isReady: true, models: list.map((one) => loadedIn(one, nowMs)) },
    certainty: 'fits',
  }
}

function loadedIn(one: unknown, nowMs: number): ModelFacts {
  const expiresAtMs = instantAt(one, 'expires_at')
  return {
    ...namedIn(one),
    ...memoryIn(one),
    contextTokens: positive(countAt(one, 'context_length')),
    expiresAtMs,
    // one that is asked to go and still works at a request has expired
    state: expiresAtMs !== null && expiresAtMs < nowMs ? 'unloading' : 'loaded',
  }
}

/** Sizes of 0 were never set. The share is what `ollama ps` prints: none where more is on the GPU than there is in all. */
function memoryIn(one: unknown): ModelFacts {
  const sizeBytes = positive(bytesAt(one, 'size'))
  const vramBytes = sizeBytes === null ? null : (bytesAt(one, 'size_vram') ?? 0)
  if (sizeBytes === null || vramBytes === null) return { sizeBytes: null, vramBytes: null }
  if (vramBytes > sizeBytes) return { sizeBytes, vramBytes, cpuBytes: 0, gpuRatio: null }
  return { sizeBytes, vramBytes, cpuBytes: sizeBytes - vramBytes, gpuRatio: vramBytes / sizeBytes }
}

function namedIn(one: unknown): ModelFacts {
  const id = textAt(one, 'model') ?? textAt(one, 'name')
  const remote = textAt(one, 'remote_host') ?? textAt(one, 'remote_model')
  return {
    ...(id === null ? {} : { id }),
    quantization: textAt(one, 'details.quantization_level'),
    format: textAt(one, 'details.format')?.toLowerCase() ?? null,
    isRemote: remote !== null,
  }
}

/** What is installed: its size is that of its file, and nothing says what is loaded. */
function readInstalled({ json }: Answer): Told | null {
  const list = listAt(json, 'models')
  if (list === null) return null
  const models = list.map((one) => ({
    ...namedIn(one),
    fileBytes: positive(bytesAt(one, 'size')),
    sizeBytes: null,
    state: null,
  }))
  return { facts: { isReady: true, models }, certainty: 'fits' }
}

// {"details":{"format":"gguf","quantization_level":"Q4_K_M"},"model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}
/** One model by the header of its file. Its name stands in the question only. */
function readDescribed({ asked, json }: Answer): Told | null {
  const header = fieldsAt(json, 'model_info')
  if (header === null) return null
  const id = textAt(asked.sent, 'model') ?? textAt(asked.sent, 'name')
  const context = Object.keys(header).find((key) => key.endsWith('.context_length'))
  const model: ModelFacts = {
    ...namedIn(json),
    ...(id === null ? {} : { id }),
    maxContextTokens: context === undefined ? null : countAt({ value: header[context] }, 'value'),
  }
  return { facts: { isReady: true, models: [model] }, certainty: 'fits' }
}

const nsPerMs = 1e6

/** The last object of an answer, with its account; `done_reason: "unload"` where the model was asked to go. */
function readFinal({ json }: Answer): Told | null {
  if (at(json, 'done') !== true) return null
  const doneReason = textAt(json, 'done_reason')
  const loadNs = figureAt(json, 'load_duration')
  const id = textAt(json, 'model')
  const facts: ServerFacts = {
    doneReason,
    unloadAccepted: doneReason === 'unload' ? true : null,
    promptTokens: countAt(json, 'prompt_eval_count'),
    generatedTokens: countAt(json, 'eval_count'),
    promptTokensPerSecond: rateIn(json, 'prompt_eval'),
    tokensPerSecond: rateIn(json, 'eval'),
    loadMs: loadNs === null ? null : loadNs / nsPerMs,
    models: id === null ? null : [{ id }],
  }
  return { facts, certainty: 'fits' }
}

/** Durations are nanoseconds. */
function rateIn(json: unknown, name: string): number | null {
  const count = countAt(json, `${name}_count`)
  const ns = figureAt(json, `${name}_duration`)
  return count === null || ns === null || ns === 0 ? null : count / (ns / 1e9)
}

const positive = (value: number | null): number | null => (value === 0 ? null : value)
