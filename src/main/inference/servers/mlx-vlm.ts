import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import { at, countAt, fieldsAt, figureAt, flagAt, inMs, textAt } from '../answers/forms.ts'
import { heldModel, modelIn, portIn } from '../programs/model-arguments.ts'
import { openAiAnswer } from '../answers/openai-answer.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { pythonProgramOf, runsCommand } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** `mlx_vlm.server` (server-apis.md §4.4; its mlx_vlm/server/app.py). Its header tells its version: `mlx_vlm/0.3.9`. */
export const mlxVlm: ServerKindSpec = {
  kind: 'mlx-vlm',
  title: 'MLX VLM',
  isProcess: (process) => runsCommand(process, 'mlx_vlm.server'),
  usualPorts: [8080],
  marks: [{ path: '/health', isOf: isOwn }],
  answers: [
    { route: /^GET \/health$/, read: readHealth },
    { route: /^GET \/(?:v1\/)?metrics$/, read: readMetrics },
    { route: /^GET \/(?:v1\/)?cache\/stats$/, read: readCache },
    { route: /^POST \/unload$/, read: readUnload },
    openAiModels,
    openAiAnswer,
  ],
  polls: [{ paths: () => ['/health'], everyMs: { busy: 5_000, idle: 5_000 } }],
  unload: {
    kind: 'request',
    plan: () => ({
      request: { method: 'POST', path: '/unload', body: null },
      takesAll: true,
      whenBusy: 'its work is stopped, and the answer is cut off',
      cutsOff: true,
      withinMs: 30_000,
    }),
    otherwise: 'quit mlx_vlm.server',
  },
  startsServers: false,
  factsOfArguments,
}

const header = /^mlx_vlm\/(\S+)/

function isOwn({ server }: Answer): boolean {
  return header.test(server)
}

const certaintyOf = (answer: Answer): Told['certainty'] => (isOwn(answer) ? 'proof' : 'fits')

const versionIn = ({ server }: Answer): ServerFacts => {
  const version = header.exec(server)?.[1]
  return version === undefined ? {} : { version }
}

// {"status":"healthy","loaded_model":"m","loaded_models":{"text_generation":{"model":"m"}},"loaded_context_size":128000,
//  "configured_context_limit":null,"effective_context_limit":128000}
function readHealth(answer: Answer): Told | null {
  const { status, json } = answer
  if (status !== 200 || at(json, 'loaded_model') === undefined) return null
  const facts = {
    ...versionIn(answer),
    isReady: at(json, 'status') === 'healthy',
    models: loadedIn(json),
  }
  return { facts, certainty: certaintyOf(answer) }
}

/** Newer ones hold one model of each kind, of which `loaded_model` is one. */
function loadedIn(json: unknown): readonly ModelFacts[] {
  const main = textAt(json, 'loaded_model')
  const others = Object.values(fieldsAt(json, 'loaded_models') ?? {}).flatMap(
    (one) => textAt(one, 'model') ?? [],
  )
  return [...new Set(main === null ? others : [main, ...others])].map((id) => ({
    id,
    state: 'loaded',
    format: 'mlx',
    ...(id === main ? contextIn(json) : {}),
  }))
}

/** What a request may fill, and what the model was trained for. */
function contextIn(json: unknown): ModelFacts {
  const maxContextTokens = countAt(json, 'loaded_context_size')
  const limit =
    countAt(json, 'effective_context_limit') ?? countAt(json, 'configured_context_limit')
  return { contextTokens: limit ?? maxContextTokens, maxContextTokens }
}

// {"latest":{"model":"m","prompt_tokens":24016,"generated_tokens":517,"prefill_tok_s":5595.6,"ttft_s":4.416,"decode_tok_s":12.53},
//  "recent":[…],"summary":{…},"server":{"loaded_model":"m","request_queue_depth":0}}
function readMetrics(answer: Answer): Told | null {
  const { status, json } = answer
  if (status !== 200 || fieldsAt(json, 'server') === null) return null
  if (at(json, 'server.loaded_model') === undefined) return null
  const facts = {
    ...versionIn(answer),
    isReady: true,
    queueLength: countAt(json, 'server.request_queue_depth'),
    tokensPerSecond: positive(figureAt(json, 'latest.decode_tok_s')),
    promptTokensPerSecond: positive(figureAt(json, 'latest.prefill_tok_s')),
    timeToFirstTokenMs: inMs(figureAt(json, 'latest.ttft_s')),
    promptTokens: countAt(json, 'latest.prompt_tokens'),
    generatedTokens: countAt(json, 'latest.generated_tokens'),
    models: loadedIn(at(json, 'server')),
  }
  return { facts, certainty: certaintyOf(answer) }
}

/** Of its prefix cache, in blocks. Their names are assumed; what is not there is not told. */
function readCache(answer: Answer): Told | null {
  const { status, json } = answer
  if (status !== 200 || flagAt(json, 'enabled') === null) return null
  const used = countAt(json, 'used_blocks') ?? countAt(json, 'pool_used')
  const total = countAt(json, 'num_blocks') ?? countAt(json, 'pool_size')
  const isShare = used !== null && total !== null && total > 0 && used <= total
  const facts = { ...versionIn(answer), kvRatio: isShare ? used / total : null }
  return { facts, certainty: certaintyOf(answer) }
}

// {"status":"success","message":"…","unloaded":{"model_name":"m","adapter_name":null,"models":{}}}
// {"status":"no_model_loaded","message":"No model is currently loaded"}
function readUnload(answer: Answer): Told | null {
  const { status, json } = answer
  const word = textAt(json, 'status')
  if (status !== 200 || word === null) return null
  const ids = unloadedIn(json)
  const facts = {
    unloadAccepted: word === 'success',
    ...(word === 'success' ? { unloadedIds: ids, unloadedCount: ids.length } : {}),
  }
  return { facts, certainty: certaintyOf(answer) }
}

const unloadedIn = (json: unknown): readonly string[] => [
  ...new Set([
    ...[textAt(json, 'unloaded.model_name')].filter((id) => id !== null),
    ...Object.values(fieldsAt(json, 'unloaded.models') ?? {}).flatMap(
      (one) => textAt(one, 'model') ?? textAt(one, 'model_name') ?? [],
    ),
  ]),
]

const positive = (value: number | null): number | null => (value === 0 ? null : value)

function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  return { port: portIn(args), models: heldModel(modelIn(args), { format: 'mlx' }) }
}
