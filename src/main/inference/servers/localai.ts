import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts } from '../answers/facts.ts'
import { at, bytesAt, fieldsAt, listAt, textAt, versionAt } from '../answers/forms.ts'
import { programOf } from '../programs/program.ts'
import type { Known, ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** More models at once are not asked about. */
const maxMonitored = 8

/** LocalAI (server-apis.md §4.5, mudler/LocalAI at 82c191a of 2026-08-22). Where accounts are on, all but its marks wants one. */
export const localai: ServerKindSpec = {
  kind: 'localai',
  title: 'LocalAI',
  isProcess: isLocalAi,
  usualPorts: [8080],
  marks: [{ path: '/.well-known/localai.json', isOf: ({ json }) => isWellKnown(json) }],
  answers: [
    { route: /^GET \/\.well-known\/localai\.json$/, read: readWellKnown },
    { route: /^GET \/version$/, read: readVersion },
    { route: /^GET \/(?:readyz|healthz)$/, read: readReady },
    { route: /^GET \/system$/, read: readSystem },
    { route: /^GET (?:\/v1)?\/backend\/monitor$/, read: readMonitor },
    { route: /^POST (?:\/v1)?\/backend\/shutdown$/, read: readShutdown },
  ],
  polls: [
    { paths: () => ['/.well-known/localai.json'], everyMs: null },
    { paths: () => ['/system'], everyMs: { busy: 2_000, idle: 5_000 } },
    { paths: monitorPaths, everyMs: { busy: 5_000, idle: 10_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id }) => ({
      request: { method: 'POST', path: '/backend/shutdown', body: { model: id } },
      takesAll: false,
      whenBusy: 'its answer is finished first, and the model goes then',
      cutsOff: false,
      withinMs: 60_000,
    }),
    otherwise: 'unload it on the page of LocalAI',
  },
  startsServers: false,
}

function isLocalAi(process: ServerProcess): boolean {
  return /^(?:local-ai|localai)(?:[-_.].*)?$/.test(programOf(process).name)
}

/** Only of models that are loaded: it refuses others. */
function monitorPaths({ facts }: Known): readonly string[] {
  return (facts.models ?? [])
    .flatMap(({ id, state }) => (id === undefined || state === 'unloaded' ? [] : id))
    .slice(0, maxMonitored)
    .map((id) => `/backend/monitor?model=${encodeURIComponent(id)}`)
}

// {"version":"v3.9.0 (82c191a)","endpoints":{"chat_completions":"/v1/chat/completions",...},"capabilities":{...}}
const isWellKnown = (json: unknown): boolean =>
  versionAt(json, 'version') !== null && fieldsAt(json, 'endpoints') !== null

function readWellKnown({ json }: Answer): Told | null {
  if (!isWellKnown(json)) return null
  return { facts: { isReady: true, version: versionAt(json, 'version') }, certainty: 'proof' }
}

// {"version":"v3.9.0 (82c191a)"}
function readVersion({ json }: Answer): Told | null {
  const version = versionAt(json, 'version')
  return version === null ? null : { facts: { isReady: true, version }, certainty: 'fits' }
}

function readReady({ status }: Answer): Told | null {
  const isReady = status >= 200 && status < 300
  return isReady ? { facts: { isReady }, certainty: 'fits' } : null
}

// {"backends":["llama-cpp"],"loaded_models":[{"id":"qwen3-8b","backend":"llama-cpp"}]}
/** null stands for an empty list. */
function readSystem({ json }: Answer): Told | null {
  const fields = fieldsAt(json, '') ?? {}
  if (!Object.hasOwn(fields, 'backends') || !Object.hasOwn(fields, 'loaded_models')) return null
  const models = (listAt(json, 'loaded_models') ?? []).flatMap((one): readonly ModelFacts[] => {
    const id = textAt(one, 'id')
    return id === null ? [] : [{ id, state: 'loaded', backend: textAt(one, 'backend') }]
  })
  return { facts: { isReady: true, models }, certainty: 'proof' }
}

// {"state":2,"memory":{"total":1073741824,"breakdown":{"weights":536870912,"kv_cache":268435456}}}
// {"memory_info":{"rss":1073741824,"vms":34359738368},"memory_percent":3.1,"cpu_percent":0.2}
/** Its name stands in the question only. */
function readMonitor({ asked, json }: Answer): Told | null {
  const memory = memoryIn(json)
  if (memory === null && at(json, 'state') === undefined) return null
  const id = asked.query.get('model') ?? ''
  const model: ModelFacts = { ...(id === '' ? {} : { id }), ...stateIn(json), ...memory }
  return { facts: { isReady: true, models: [model] }, certainty: 'fits' }
}

/** backend.proto StatusResponse. 0 is not written, and engines that never set it stay at it while they work. */
function stateIn(json: unknown): ModelFacts {
  switch (at(json, 'state')) {
    case 1:
      return { state: 'loaded', activity: 'busy' }
    case 2:
      return { state: 'loaded', activity: 'idle' }
  }
  return { state: null }
}

/** An engine that does not count its memory tells that of its process: there the total is address space, not memory. */
function memoryIn(json: unknown): ModelFacts | null {
  const resident =
    bytesAt(json, 'memory.breakdown.gopsutil-RSS') ?? bytesAt(json, 'memory_info.rss')
  if (resident !== null) return { sizeBytes: resident || null }
  if (fieldsAt(json, 'memory') === null) return null
  return {
    sizeBytes: bytesAt(json, 'memory.total') || null,
    weightsBytes: bytesAt(json, 'memory.breakdown.weights'),
    kvBytes: bytesAt(json, 'memory.breakdown.kv_cache'),
  }
}

function readShutdown({ status }: Answer): Told | null {
  return status === 200 ? { facts: { unloadAccepted: true }, certainty: 'fits' } : null
}
