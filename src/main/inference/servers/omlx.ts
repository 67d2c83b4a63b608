import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import {
  at,
  bytesAt,
  countAt,
  figureAt,
  flagAt,
  inMs,
  instantAt,
  listAt,
  textAt,
  versionAt,
} from '../answers/forms.ts'
import { portIn } from '../programs/model-arguments.ts'
import { areOwnedBy, identified, openAiListIn } from '../answers/openai-models.ts'
import { programOf } from '../programs/program.ts'
import { pythonProgramOf, runsCommand } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** oMLX (read: omlx/server.py of jundot/omlx at 0149651): several models in one process; a key is wanted where one is set. */
export const omlx: ServerKindSpec = {
  kind: 'omlx',
  title: 'oMLX',
  isProcess: isOmlx,
  usualPorts: [8000],
  marks: [{ path: '/health', isOf: isOwnHealth }],
  answers: [
    { route: /^GET \/health$/, read: readHealth },
    { route: /^GET \/api\/status$/, read: readStatus },
    { route: /^GET \/v1\/models\/status$/, read: readModelsStatus },
    { route: /^GET \/v1\/models$/, read: readModels },
    { route: /^POST \/v1\/models\/[^/]+\/unload$/, read: readUnload },
  ],
  polls: [
    { paths: () => ['/v1/models/status'], everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: () => ['/api/status'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id }) => ({
      request: { method: 'POST', path: `/v1/models/${encodeURIComponent(id)}/unload`, body: null },
      takesAll: false,
      whenBusy: 'its work is stopped, and the answer is cut off',
      cutsOff: true,
      withinMs: 30_000,
    }),
    otherwise: 'unload it in oMLX',
  },
  startsServers: false,
  factsOfArguments: (process) => ({ port: portIn(pythonProgramOf(process)?.args ?? []) }),
}

/** `omlx serve`, and the app in the menu bar that starts it. */
function isOmlx(process: ServerProcess): boolean {
  const { name, path } = programOf(process)
  const isApp = name === 'oMLX' && path.includes('/oMLX.app/')
  return isApp || runsCommand(process, 'omlx.serve', 'omlx.cli.serve', 'omlx.server')
}

function isOwnHealth({ status, json }: Answer): boolean {
  return status === 200 && at(json, 'engine_pool') !== undefined
}

// {"status":"healthy","default_model":"m","engine_pool":{"model_count":4,"loaded_count":1,"current_model_memory":21422314484},"mcp":null}
function readHealth(answer: Answer): Told | null {
  if (!isOwnHealth(answer)) return null
  return { facts: { isReady: at(answer.json, 'status') === 'healthy' }, certainty: 'proof' }
}

// {"status":"ok","version":"0.3.4","uptime_seconds":813.2,"models_loaded":1,"loaded_models":["m"],"active_requests":1,
//  "waiting_requests":0,"total_prompt_tokens":480239,"total_completion_tokens":68775,"model_memory_used":21422314484}
function readStatus({ status, json }: Answer): Told | null {
  const loaded = status === 200 ? listAt(json, 'loaded_models') : null
  const runningRequests = countAt(json, 'active_requests')
  if (loaded === null || runningRequests === null) return null
  const facts: ServerFacts = {
    isReady: true,
    version: versionAt(json, 'version'),
    uptimeMs: inMs(figureAt(json, 'uptime_seconds')),
    runningRequests,
    activity: runningRequests > 0 ? 'busy' : 'idle',
    queueLength: countAt(json, 'waiting_requests'),
    promptTokensTotal: countAt(json, 'total_prompt_tokens'),
    generatedTokensTotal: countAt(json, 'total_completion_tokens'),
    models: loadedIn(json, loaded),
  }
  return { facts, certainty: 'proof' }
}

/** Its memory is told of all together. */
function loadedIn(json: unknown, loaded: readonly unknown[]): readonly ModelFacts[] {
  const used = bytesAt(json, 'model_memory_used')
  const sizeBytes = loaded.length === 1 && used !== 0 ? used : null
  return loaded.flatMap((one): readonly ModelFacts[] => {
    const id = textAt({ id: one }, 'id')
    return id === null ? [] : [{ id, state: 'loaded', sizeBytes, format: 'mlx' }]
  })
}

// {"models":[{"id":"m","loaded":true,"is_loading":false,"estimated_size":21422314484,"last_access":1791119315.4,
//  "max_context_window":262144}]}
function readModelsStatus({ status, json }: Answer): Told | null {
  const list = status === 200 ? listAt(json, 'models') : null
  if (list === null) return null
  return { facts: { isReady: true, models: list.map(pooledIn) }, certainty: 'proof' }
}

/** Its size is what oMLX counts for it once it is loaded. */
function pooledIn(one: unknown): ModelFacts {
  const isLoaded = flagAt(one, 'loaded')
  const isLoading = flagAt(one, 'is_loading') === true
  const sizeBytes = bytesAt(one, 'resident_estimated_size') ?? bytesAt(one, 'estimated_size')
  return {
    ...identified(one),
    state: isLoading ? 'loading' : isLoaded === null ? null : isLoaded ? 'loaded' : 'unloaded',
    sizeBytes: isLoaded === true && sizeBytes !== 0 ? sizeBytes : null,
    maxContextTokens: countAt(one, 'max_context_window'),
    lastUsedAtMs: instantAt(one, 'last_access'),
    format: 'mlx',
  }
}

/** What is there; nothing says what is loaded. */
function readModels(answer: Answer): Told | null {
  const list = openAiListIn(answer)
  if (list === null || !areOwnedBy(list, 'omlx')) return null
  const models = list.map((one) => ({ ...identified(one), state: null, sizeBytes: null }))
  return { facts: { isReady: true, models }, certainty: 'proof' }
}

// {"status":"ok","model_id":"m"}
function readUnload({ status, json }: Answer): Told | null {
  const id = status === 200 ? textAt(json, 'model_id') : null
  if (id === null || at(json, 'status') !== 'ok') return null
  return { facts: { unloadAccepted: true, unloadedIds: [id] }, certainty: 'proof' }
}
