import type { Answer, Told } from '../answers/answer.ts'
import { countIn, pathIn } from '../programs/arguments.ts'
import { baseName } from '../../../shared/base-name.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ModelFacts, ServerFacts, UnloadRequest } from '../answers/facts.ts'
import { at, countAt, figureAt, flagAt, inMs, listAt, textAt, versionAt } from '../answers/forms.ts'
import { portIn } from '../programs/model-arguments.ts'
import { programOf } from '../programs/program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

const unloadRequest: UnloadRequest = {
  method: 'POST',
  path: '/api/admin/reload_config',
  body: { filename: 'unload_model' },
}

/**
 * KoboldCpp (server-apis.md §4.5, koboldcpp.py 1.102, looked up in forks up to 1.117). It matches a path by its end. What it
 * answers in the place of Ollama is made up.
 */
export const koboldcpp: ServerKindSpec = {
  kind: 'koboldcpp',
  title: 'KoboldCpp',
  isProcess: isKobold,
  usualPorts: [5001],
  marks: [{ path: '/api/extra/version', isOf: ({ json }) => isOwn(json) }],
  answers: [
    { route: /^GET \S*\/api\/extra\/version$/, read: readVersion },
    { route: /^GET \S*\/api\/(?:v1|latest)\/model$/, read: readModel },
    { route: /^GET \S*\/models$/, read: readModels },
    { route: /^GET \S*\/api\/(?:ps|tags)$/, read: readEmulated },
    { route: /^GET \S*\/api\/extra\/perf$/, read: readPerf },
    { route: /^GET \S*\/api\/extra\/true_max_context_length$/, read: readContext },
    { route: /^GET \S*\/api\/admin\/list_options$/, read: readOptions },
    { route: /^POST \S*\/api\/admin\/reload_config$/, read: readReload },
    commandLineReader(isKobold, factsOf),
  ],
  polls: [
    { paths: () => ['/api/extra/version'], everyMs: null },
    { paths: () => ['/api/extra/true_max_context_length'], everyMs: null },
    {
      paths: ({ facts }) => (facts.canUnload === true ? ['/api/admin/list_options'] : []),
      everyMs: null,
    },
    { paths: () => ['/api/v1/model'], everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: () => ['/api/extra/perf'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ facts }) =>
      facts.unloadRequest === null || facts.unloadRequest === undefined
        ? null
        : {
            request: facts.unloadRequest,
            takesAll: true,
            whenBusy: 'it starts anew without a model: its answer is cut off',
            cutsOff: true,
            withinMs: 30_000,
          },
    otherwise:
      'it unloads only when it was started with --admin and --admindir, without a password',
  },
  startsServers: false,
  factsOfArguments: factsOf,
}

/** `koboldcpp-mac-arm64 …`, or `python3 …/koboldcpp.py …`. */
function isKobold(process: ServerProcess): boolean {
  const { name, args } = programOf(process)
  if (/^koboldcpp(?:[-_.].*)?$/i.test(name)) return true
  const script = args.find((word) => !word.startsWith('-')) ?? ''
  return /^python[\d.]*$/i.test(name) && baseName(script) === 'koboldcpp.py'
}

function factsOf({ argv }: ServerProcess): ServerFacts {
  const contextTokens = countIn(argv, '--contextsize') || null
  const path = pathIn(argv, /\.gguf$/i, '--model', '-m')
  return {
    port: portIn(argv),
    contextTokens,
    ...(path === null ? {} : { models: [{ path, contextTokens }] }),
  }
}

const isOwn = (json: unknown): boolean => textAt(json, 'result') === 'KoboldCpp'

// {"result":"KoboldCpp","version":"1.102","protected":false,"admin":1}
/** admin: 0 without --admin; 1 with it; 2 with a password, without which it refuses. */
function readVersion({ json }: Answer): Told | null {
  if (!isOwn(json)) return null
  const admin = countAt(json, 'admin')
  const canUnload = admin === null ? null : admin === 1
  const facts = { isReady: true, version: versionAt(json, 'version'), canUnload }
  return { facts, certainty: 'proof' }
}

/** What it calls its model where it has none, and where a password hides it. */
const noModel = 'inactive'
const hiddenModel = 'koboldcpp/protected-model'

// {"result":"koboldcpp/Tiny-Model"}
function readModel({ json }: Answer): Told | null {
  const id = textAt(json, 'result')
  if (id === null) return null
  return {
    facts: { isReady: true, models: modelsOf(id) },
    certainty: id.startsWith('koboldcpp/') ? 'proof' : 'fits',
  }
}

function modelsOf(id: string): NonNullable<ServerFacts['models']> {
  if (id === noModel) return []
  return [{ ...(id === hiddenModel ? {} : { id }), state: 'loaded' }]
}

// {"object":"list","data":[{"id":"koboldcpp/Tiny-Model","object":"model","owned_by":"koboldcpp","root":"koboldcpp"}]}
/** The first is the loaded one; what follows (with --routermode) are the files and words that it could be switched to. */
function readModels({ json }: Answer): Told | null {
  const list = listAt(json, 'data')
  if (list === null || list.length === 0) return null
  if (!list.every((one) => textAt(one, 'owned_by') === 'koboldcpp')) return null
  const [first, ...others] = list.flatMap((one) => textAt(one, 'id') ?? [])
  const unloaded = others
    .filter((id) => !controlWords.has(id))
    .map((id): ModelFacts => ({ id, state: 'unloaded' }))
  const models = [...(first === undefined ? [] : modelsOf(first)), ...unloaded]
  return { facts: { isReady: true, models }, certainty: 'proof' }
}

// {"models":[{"name":"koboldcpp","model":"Tiny-Model:latest","size":394998579,"expires_at":"2055-06-04T19:06:25+08:00",
//  "digest":"b5dc5e784f2a...","details":{"family":"koboldcpp"}}, ...]}
/** The same sizes and dates for every model, and each model twice: nothing of it is used. */
function readEmulated({ json }: Answer): Told | null {
  const list = listAt(json, 'models')
  if (list === null || list.length === 0) return null
  const isEmulated = list.every((one) => textAt(one, 'details.family') === 'koboldcpp')
  if (!isEmulated) return null
  return { facts: { isReady: true, memoryUsable: false, models: null }, certainty: 'proof' }
}

/** Of the last request; 0 before the first one. */
const speedIn = (json: unknown, name: string): number | null =>
  figureAt(json, `${name}_speed`) || inSpeed(figureAt(json, name))

/** Older ones tell only milliseconds a token. */
const inSpeed = (msPerToken: number | null): number | null =>
  msPerToken === null || msPerToken === 0 ? null : 1_000 / msPerToken

// {"last_process_speed":526.3,"last_eval_speed":40.6,"total_gens":4,"queue":0,"idle":1,"uptime":813.2,"idletime":44.7}
function readPerf({ json }: Answer): Told | null {
  const idle = countAt(json, 'idle')
  if (idle === null || countAt(json, 'queue') === null) return null
  return {
    facts: {
      isReady: true,
      tokensPerSecond: speedIn(json, 'last_eval'),
      promptTokensPerSecond: speedIn(json, 'last_process'),
      activity: idle === 1 ? 'idle' : 'busy',
      idleMs: idle === 1 ? inMs(figureAt(json, 'idletime')) : null,
      queueLength: countAt(json, 'queue'),
      uptimeMs: inMs(figureAt(json, 'uptime')),
    },
    certainty: countAt(json, 'total_gens') === null ? 'fits' : 'proof',
  }
}

// {"value":8192}
function readContext({ json }: Answer): Told | null {
  const contextTokens = countAt(json, 'value') || null
  if (contextTokens === null) return null
  return { facts: { contextTokens, models: [{ contextTokens }] }, certainty: 'fits' }
}

const controlWords: ReadonlySet<string> = new Set(['unload_model', 'initial_model', noModel])

// ["initial_model","unload_model","Tiny-Model.gguf","other.kcpps"]
/** Empty where it may not be administered. Words among the names of files are commands of its own. */
function readOptions({ json }: Answer): Told | null {
  const list = listAt(json, '')
  if (list === null || !list.every((one) => typeof one === 'string')) return null
  const canUnload = list.includes('unload_model')
  return {
    facts: { canUnload, unloadRequest: canUnload ? unloadRequest : null },
    certainty: 'fits',
  }
}

// {"success":true}
function readReload({ asked, json }: Answer): Told | null {
  const success = flagAt(json, 'success')
  if (success === null || at(asked.sent, 'filename') !== 'unload_model') return null
  return { facts: { unloadAccepted: success }, certainty: 'fits' }
}
