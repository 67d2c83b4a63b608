import { baseName } from '../../../shared/base-name.ts'
import type { Answer, Told } from '../answers/answer.ts'
import { commandLineReader } from '../programs/command-line.ts'
import { countAt, fieldsAt, flagAt, listAt, textAt, versionAt } from '../answers/forms.ts'
import { llamaArgumentFacts, llamaArguments } from '../programs/llama-arguments.ts'
import { isLlamaHeader, readHealth, readLoading } from '../answers/llama-health.ts'
import { readLlamaMetrics } from '../answers/llama-metrics.ts'
import { isOfLlama, metaIn } from '../answers/llama-models.ts'
import { isLlamaProgram } from '../programs/llama-program.ts'
import { readSlots } from '../answers/llama-slots.ts'
import { pathAt } from '../answers/path-at.ts'
import type { Known, Poll, ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** Before b10429 /slots wait for the running batch. */
const slowSlots = { deadlineMs: 5_000, waitsForWork: true } as const

/** llama-server with one model (server-apis.md §4.2, read and run at b4400 to b10470). */
export const llamaServer: ServerKindSpec = {
  kind: 'llama-server',
  title: 'llama-server',
  isProcess: isLlamaServer,
  usualPorts: [8080, 9931], // 9931: as newer builds announce
  marks: [
    { path: '/health', isOf: isLlamaHeader }, // small, and open without the key
    { path: '/v1/models', isOf: ({ json }) => isOfLlama(listAt(json, 'data')?.[0]) },
    { path: '/props', isOf: ({ json }) => textAt(json, 'build_info') !== null },
  ],
  answers: [
    { route: /^GET \//, read: readLoading },
    { route: /^GET \/(?:v1\/)?health$/, read: readHealth },
    { route: /^GET \/props$/, read: readProps },
    { route: /^GET \/(?:v1\/)?models$/, read: readModels },
    { route: /^GET \/slots$/, read: readSlots },
    { route: /^GET \/metrics$/, read: readLlamaMetrics },
    { route: /^GET \/$/, read: readRoot },
    commandLineReader(isLlamaServer, llamaArgumentFacts),
  ],
  polls: pollsOf(),
  unload: { kind: 'quit' },
  startsServers: false,
  standsAlone: () => true,
  factsOfArguments: llamaArgumentFacts,
}

function isLlamaServer(process: ServerProcess): boolean {
  return isLlamaProgram(process) && !llamaArguments(process.argv, process.executable).isRouter
}

/** Its page in the browser, or 404 without one. */
function readRoot(answer: Answer): Told | null {
  return isLlamaHeader(answer) && answer.status < 500
    ? { facts: { isReady: true }, certainty: 'proof' }
    : null
}

// {"default_generation_settings":{"n_ctx":4096},"total_slots":1,"model_alias":"m.gguf","model_ftype":"Q8_0",
//  "model_path":"/m.gguf","endpoint_slots":true,"endpoint_metrics":false,"build_info":"b10470-34af94cd9","is_sleeping":false}
/** endpoint_* are told since b6337, is_sleeping since b7492, model_ftype since b10470. */
function readProps({ json }: Answer): Told | null {
  const isProps = fieldsAt(json, 'default_generation_settings') !== null
  if (!isProps || textAt(json, 'role') === 'router') return null
  const version = versionAt(json, 'build_info')
  const parallel = countAt(json, 'total_slots')
  if (version === null && parallel === null) return null
  const path = pathAt(json, 'model_path')
  const id = textAt(json, 'model_alias') ?? (path === null ? null : baseName(path))
  const isSleeping = flagAt(json, 'is_sleeping')
  return {
    facts: {
      isReady: true,
      version,
      isSleeping,
      parallel,
      slotsEnabled: flagAt(json, 'endpoint_slots'),
      metricsEnabled: flagAt(json, 'endpoint_metrics'),
      models: [
        {
          ...(id === null ? {} : { id }),
          state: isSleeping === true ? 'sleeping' : 'loaded',
          path,
          contextTokens: countAt(json, 'default_generation_settings.n_ctx') || null,
          parallel,
          quantization: textAt(json, 'model_ftype'),
        },
      ],
    },
    certainty: version === null ? 'fits' : 'proof',
  }
}

// {"models":[{"name":"m.gguf","size":"",...}],"object":"list","data":[{"id":"m.gguf","owned_by":"llamacpp","meta":{...}}]}
/** Answered without the key, and asleep as awake: it does not say which. `models` is made up for clients of Ollama. */
function readModels({ json }: Answer): Told | null {
  const list = listAt(json, 'data')
  if (list === null || list.length === 0 || !list.every(isOfLlama)) return null
  if (list.some((one) => fieldsAt(one, 'status') !== null)) return null // a router's
  const models = list.map((one) => {
    const id = textAt(one, 'id')
    return { ...(id === null ? {} : { id }), ...metaIn(one) }
  })
  return { facts: { isReady: true, models }, certainty: 'proof' }
}

/** How often what is asked (server-apis.md §3). Ollama's children write each request into its log. */
function pollsOf(): readonly Poll[] {
  const ofOllama = ({ parentKind }: Known): boolean => parentKind === 'ollama'
  const own =
    (paths: Poll['paths']): Poll['paths'] =>
    (known) =>
      ofOllama(known) ? [] : paths(known)
  const child =
    (paths: Poll['paths']): Poll['paths'] =>
    (known) =>
      ofOllama(known) ? paths(known) : []
  return [
    { paths: () => ['/v1/models'], everyMs: null },
    { paths: own(whileItLoads), everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: own(whereItSleeps), everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: () => ['/props'], everyMs: { busy: 30_000, idle: 30_000 } },
    { paths: own(() => ['/v1/models']), everyMs: { busy: 30_000, idle: 30_000 } },
    { paths: own(slots), everyMs: { busy: 1_000, idle: 5_000 }, ...slowSlots },
    { paths: child(slots), everyMs: { busy: 1_000, idle: 30_000 }, ...slowSlots },
  ]
}

function slots(known: Known): readonly string[] {
  return maySeeSlots(known) ? ['/slots'] : []
}

/** What it says of itself afterwards tells of itself that it is ready. */
function whileItLoads({ facts }: Known): readonly string[] {
  return facts.isReady === true ? [] : ['/health']
}

/** Whether it sleeps now stands in /props alone. */
function whereItSleeps(known: Known): readonly string[] {
  return fallsAsleep(known) ? ['/props'] : []
}

/** By its command line, or because it has been seen asleep: its environment, which may say so too, is not read. */
const fallsAsleep = ({ process, facts }: Known): boolean =>
  facts.fallsAsleep === true || llamaArguments(process.argv, process.executable).sleepsWhenIdle

/**
 * /slots wakes a model that sleeps, and keeps one from sleeping: one that falls asleep is never asked for them. /props, which
 * says whether it sleeps, is asked first. Builds before b6337 have /slots only with --slots and do not say so; none of them
 * sleeps.
 */
function maySeeSlots(known: Known): boolean {
  const { process, facts } = known
  const { asksForSlots } = llamaArguments(process.argv, process.executable)
  const hasAnswered = (facts.version ?? null) !== null // /props has: without its key the server refuses both
  const isOffered = facts.slotsEnabled ?? asksForSlots
  return hasAnswered && isOffered && facts.isSleeping !== true && !fallsAsleep(known)
}
