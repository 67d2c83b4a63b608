import type { Answer, Told } from '../answers/answer.ts'
import { countIn, optionIn } from '../programs/arguments.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import { countAt, flagAt, textAt, versionAt } from '../answers/forms.ts'
import { heldModel, modelIn, portIn } from '../programs/model-arguments.ts'
import { areOwnedBy, identified, openAiListIn } from '../answers/openai-models.ts'
import { labelValues, meanOf, parsePrometheus, sumOf, type Sample } from '../answers/prometheus.ts'
import { pythonProgramOf, runsCommand, wordAfter } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** vLLM, and vllm-metal on a Mac (server-apis.md §4.4; its documentation of v0.9 to v0.14). */
export const vllm: ServerKindSpec = {
  kind: 'vllm',
  title: 'vLLM',
  isProcess: isVllm,
  usualPorts: [8000],
  marks: [{ path: '/v1/models', isOf: (answer) => ownListIn(answer) !== null }],
  answers: [
    { route: /^GET \/v1\/models$/, read: readModels },
    { route: /^GET \/metrics$/, read: readMetrics },
    { route: /^GET \/version$/, read: readVersion },
    { route: /^GET \/is_sleeping$/, read: readSleeping },
    { route: /^GET \/(?:health|ping)$/, read: readHealth },
    commandLineReader(isVllm, factsOfArguments),
  ],
  polls: [
    { paths: () => ['/v1/models'], everyMs: { busy: 30_000, idle: 30_000 } },
    { paths: () => ['/version'], everyMs: null },
    { paths: () => ['/metrics'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: { kind: 'quit' },
  startsServers: false,
  factsOfArguments,
}

const commands = [
  'vllm.serve',
  'vllm.entrypoints.openai.api_server',
  'vllm.entrypoints.cli.main.serve',
] as const

/** Its engine runs in a child that names itself `VLLM::EngineCore`. */
function isVllm(process: ServerProcess): boolean {
  return process.argv[0]?.startsWith('VLLM::') === true || runsCommand(process, ...commands)
}

const ownListIn = (answer: Answer): readonly unknown[] | null => {
  const list = openAiListIn(answer)
  return list !== null && areOwnedBy(list, 'vllm') ? list : null
}

// {"object":"list","data":[{"id":"m","object":"model","owned_by":"vllm","root":"/models/m","parent":null,"max_model_len":8192}]}
function readModels(answer: Answer): Told | null {
  const list = ownListIn(answer)
  if (list === null) return null
  return { facts: { isReady: true, models: list.map(servedIn) }, certainty: 'proof' }
}

/** Its KV cache holds as much as a request may be long, at least. */
function servedIn(one: unknown): ModelFacts {
  const contextTokens = countAt(one, 'max_model_len')
  const root = textAt(one, 'root')
  return {
    ...identified(one),
    state: 'loaded',
    contextTokens,
    maxContextTokens: contextTokens,
    ...(root?.startsWith('/') === true ? { path: root } : {}),
  }
}

// vllm:num_requests_running{engine="0",model_name="m"} 24.0
// vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.31
// process_start_time_seconds 1.7877e+09
function readMetrics({ status, text }: Answer): Told | null {
  if (status !== 200) return null
  const all = parsePrometheus(text)
  const own = all.filter(({ name }) => name.startsWith('vllm:'))
  if (own.length === 0) return null
  return { facts: metricsIn(own, all), certainty: 'proof' }
}

function metricsIn(own: readonly Sample[], all: readonly Sample[]): ServerFacts {
  const runningRequests = sumOf(own, 'vllm:num_requests_running')
  const startedAtSeconds = sumOf(all, 'process_start_time_seconds')
  const ids = labelValues(own, 'model_name')
  return {
    isReady: true,
    isSleeping: isSleepingIn(own),
    runningRequests,
    activity: runningRequests === null ? null : runningRequests > 0 ? 'busy' : 'idle',
    queueLength: sumOf(own, 'vllm:num_requests_waiting'),
    kvRatio: kvRatioIn(own),
    promptTokensTotal: sumOf(own, 'vllm:prompt_tokens_total'),
    generatedTokensTotal: sumOf(own, 'vllm:generation_tokens_total'),
    // only before 0.10: averages over the last seconds
    promptTokensPerSecond: sumOf(own, 'vllm:avg_prompt_throughput_toks_per_s'),
    tokensPerSecond: sumOf(own, 'vllm:avg_generation_throughput_toks_per_s'),
    startedAtMs: startedAtSeconds === null ? null : Math.round(startedAtSeconds * 1_000),
    models: ids.length === 0 ? null : ids.map((id) => ({ id, state: 'loaded' })),
  }
}

// vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="awake"} 1.0
/** One row for each state, 1 for the one that is; older ones have none. */
function isSleepingIn(own: readonly Sample[]): boolean | null {
  const awake = sumOf(
    own.filter(({ labels }) => labels.get('sleep_state') === 'awake'),
    'vllm:engine_sleep_state',
  )
  return awake === null ? null : awake === 0
}

/** Of several engines each has a cache of the same size. `gpu_cache_usage_perc` until 0.10. */
function kvRatioIn(own: readonly Sample[]): number | null {
  const ratio = meanOf(own, 'vllm:kv_cache_usage_perc') ?? meanOf(own, 'vllm:gpu_cache_usage_perc')
  return ratio !== null && ratio >= 0 && ratio <= 1 ? ratio : null
}

// {"version":"0.11.0"}
function readVersion({ status, json }: Answer): Told | null {
  const version = status === 200 ? versionAt(json, 'version') : null
  return version === null ? null : { facts: { version }, certainty: 'fits' }
}

// {"is_sleeping":false}
function readSleeping({ status, json }: Answer): Told | null {
  const isSleeping = status === 200 ? flagAt(json, 'is_sleeping') : null
  return isSleeping === null ? null : { facts: { isSleeping }, certainty: 'fits' }
}

/** Nothing at all, with the status 200. */
function readHealth({ status, text }: Answer): Told | null {
  return status === 200 && text.trim() === ''
    ? { facts: { isReady: true }, certainty: 'fits' }
    : null
}

/** `vllm serve MODEL`, or the older `--model MODEL`. */
function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  const model = wordAfter(process, 'serve') ?? modelIn(args)
  const contextTokens = countIn(args, '--max-model-len', '--max_model_len')
  const id = optionIn(args, '--served-model-name', '--served_model_name') ?? model
  const path = model?.startsWith('/') === true ? { path: model } : {}
  const context = contextTokens === null ? {} : { contextTokens }
  return { port: portIn(args), models: heldModel(id, { ...path, ...context }) }
}
