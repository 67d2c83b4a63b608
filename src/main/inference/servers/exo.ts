import type { Answer, Told } from '../answers/answer.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import { at, bytesAt, fieldsAt, listAt, textAt } from '../answers/forms.ts'
import { portIn } from '../programs/model-arguments.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { programOf } from '../programs/program.ts'
import { pythonProgramOf, runsCommand } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** exo (server-apis.md §4.5, read at b5375f8 of 2026-06-22): a cluster. An instance of a model may span several machines. */
export const exo: ServerKindSpec = {
  kind: 'exo',
  title: 'exo',
  isProcess: isExo,
  usualPorts: [52415],
  marks: [{ path: '/node_id', isOf: ({ json }) => nodeIdIn(json) !== null }],
  answers: [
    { route: /^GET \/node_id$/, read: readNode },
    { route: /^GET \/state$/, read: readState },
    { route: /^GET \/ollama\/api\/ps$/, read: (answer) => readEmulated(answer, 'loaded') },
    { route: /^GET \/ollama\/api\/tags$/, read: (answer) => readEmulated(answer, null) },
    { route: /^DELETE \/instance\/[^/]+$/, read: readDeleted },
    openAiModels,
  ],
  polls: [{ paths: () => ['/state'], everyMs: { busy: 2_000, idle: 5_000 } }],
  unload: {
    kind: 'request',
    plan: ({ instanceId }) =>
      instanceId === null
        ? null
        : {
            request: {
              method: 'DELETE',
              path: `/instance/${encodeURIComponent(instanceId)}`,
              body: null,
            },
            takesAll: false,
            whenBusy: 'its answer is cut off, on every machine that works at it',
            cutsOff: true,
            withinMs: 30_000,
          },
    otherwise: 'delete the instance in exo',
  },
  startsServers: false,
  logs: {
    program: 'exo',
    files: ['~/.cache/exo/exo_log/exo.log', '~/.exo/exo_log/exo.log'],
    newest: [{ folder: '~/.cache/exo/runner_log', subfolder: null, file: /\.log$/ }],
  },
  factsOfArguments: (process) => ({
    port: portIn((pythonProgramOf(process)?.args ?? []).map(asPortOption)),
  }),
}

const asPortOption = (word: string): string => (word === '--api-port' ? '--port' : word)

/** `exo`, also as the app starts it; the app itself. */
function isExo(process: ServerProcess): boolean {
  const { name, path } = programOf(process)
  return (name === 'EXO' && path.includes('.app/')) || runsCommand(process, 'exo', 'exo.main')
}

/** An object as it is documented; the code returns the id alone. */
const nodeIdIn = (json: unknown): string | null =>
  textAt(json, 'node_id') ?? textAt({ id: json }, 'id')

/** Of a peer, `12D3KooW…`, or a UUID: no other server has this path, and a word alone could be an error. */
const idForm = /^(?=.*\d)[\w-]{8,}$/

// {"node_id":"node-1234"}
// "node-1234"
function readNode({ status, json }: Answer): Told | null {
  const nodeId = status === 200 ? nodeIdIn(json) : null
  if (nodeId === null) return null
  const isNamed = textAt(json, 'node_id') !== null || idForm.test(nodeId)
  const certainty = isNamed ? 'proof' : 'fits'
  return { facts: { isReady: true, nodeId }, certainty }
}

// {"instances":{"I":{"MlxRingInstance":{"instanceId":"I","shardAssignments":{"modelId":"m","nodeToRunner":{"N":"R"}}}}},
//  "runners":{"R":{"RunnerReady":{}}},"nodeMemory":{"N":{"ramTotal":{"inBytes":1},"ramAvailable":{"inBytes":1}}},
//  "lastEventAppliedIdx":7}
function readState({ status, json }: Answer): Told | null {
  const instances = fieldsAt(json, 'instances')
  if (status !== 200 || instances === null) return null
  const models = Object.values(instances)
    .slice(0, maxInstances)
    .flatMap((one) => instanceIn(one, json))
  const facts: ServerFacts = {
    isReady: true,
    activity: models.some(({ activity }) => activity === 'busy') ? 'busy' : 'idle',
    ...memoryIn(json),
    models,
  }
  return { facts, certainty: at(json, 'lastEventAppliedIdx') === undefined ? 'fits' : 'proof' }
}

const maxInstances = 100

/** Which machine is this one, the answer does not say. */
function instanceIn(tagged: unknown, state: unknown): readonly ModelFacts[] {
  const instance = untagged(tagged)
  const id = textAt(instance, 'shardAssignments.modelId')
  const instanceId = textAt(instance, 'instanceId')
  if (id === null) return []
  return [
    {
      id,
      ...(instanceId === null ? {} : { instanceId }),
      ...statusOf(runnersOf(instance), state),
      sizeBytes: null,
      isRemote: null,
    },
  ]
}

/** `{"MlxRingInstance":{…}}`: the only value of an object. */
const untagged = (tagged: unknown): unknown => Object.values(fieldsAt(tagged, '') ?? {})[0]

/** Older: by node. Newer: a list of node, runner and shard. */
function runnersOf(instance: unknown): readonly string[] {
  const byNode = Object.values(fieldsAt(instance, 'shardAssignments.nodeToRunner') ?? {})
  const shards = (listAt(instance, 'shardAssignments.shards') ?? []).map((shard) =>
    Array.isArray(shard) ? shard[1] : at(shard, 'runnerId'),
  )
  return [...byNode, ...shards].filter((id) => typeof id === 'string')
}

type RunnerStatus = Required<Pick<ModelFacts, 'state' | 'activity'>>

/** Of its runners (shared/types/worker/runners.py); the first line that fits any of them is the state of all. */
const states: readonly (readonly [RegExp, RunnerStatus])[] = [
  [/^Runner(?:Shutdown|Failed)$/, { state: 'unloaded', activity: null }],
  [/^RunnerShuttingDown$/, { state: 'unloading', activity: null }],
  [/^Runner(?:Idle|Connecting|Connected|Loading|WarmingUp)$/, { state: 'loading', activity: null }],
  [/^RunnerRunning$/, { state: 'loaded', activity: 'busy' }],
  [/^Runner(?:Ready|Loaded)$/, { state: 'loaded', activity: 'idle' }],
]

function statusOf(runners: readonly string[], state: unknown): RunnerStatus {
  const all = fieldsAt(state, 'runners') ?? {}
  const words = runners.flatMap((id) => Object.keys(fieldsAt(all[id], '') ?? {}).slice(0, 1))
  const status = states.find(([word]) => words.some((one) => word.test(one)))?.[1]
  return status ?? { state: 'loaded', activity: null }
}

/** Where the cluster is one machine, it is this one. */
function memoryIn(state: unknown): ServerFacts {
  const nodes = Object.values(fieldsAt(state, 'nodeMemory') ?? {})
  if (nodes.length !== 1) return {}
  const total = bytesAt(nodes[0], 'ramTotal.inBytes')
  const free = bytesAt(nodes[0], 'ramAvailable.inBytes')
  const used = total === null || free === null || free > total ? null : total - free
  return { ramTotalBytes: total, ramUsedBytes: used }
}

// {"models":[{"name":"m","model":"m","size":0}]}
/** Ollama's form: every size is 0, which says nothing. */
function readEmulated({ status, json }: Answer, state: 'loaded' | null): Told | null {
  const list = status === 200 ? listAt(json, 'models') : null
  if (list === null) return null
  const models = list.map((one) => {
    const id = textAt(one, 'model') ?? textAt(one, 'name')
    return { ...(id === null ? {} : { id }), state, sizeBytes: null, vramBytes: null }
  })
  return { facts: { isReady: true, memoryUsable: false, models }, certainty: 'fits' }
}

// {"message":"Command received.","commandId":"c","instanceId":"I"}
function readDeleted({ status, json }: Answer): Told | null {
  const id = textAt(json, 'instanceId') ?? textAt(json, 'instance_id')
  if (status !== 200 || id === null) return null
  return { facts: { unloadAccepted: true, unloadedIds: [id] }, certainty: 'fits' }
}
