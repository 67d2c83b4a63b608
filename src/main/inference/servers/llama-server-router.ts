import type { Answer, Told } from '../answers/answer.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ModelFacts } from '../answers/facts.ts'
import { fieldsAt, flagAt, listAt, textAt, versionAt } from '../answers/forms.ts'
import { contextOfSlot, llamaArgumentFacts, llamaArguments } from '../programs/llama-arguments.ts'
import { readHealth } from '../answers/llama-health.ts'
import { isOfLlama, metaIn } from '../answers/llama-models.ts'
import { isRouterProgram } from '../programs/llama-program.ts'
import type { ServerKindSpec } from '../server-kind.ts'

/**
 * llama-server without a model of its own: it starts one child a model (server-apis.md §4.2, b10470). The children are
 * llama-servers and are asked themselves: what is asked through the router may load a model.
 */
export const llamaServerRouter: ServerKindSpec = {
  kind: 'llama-server-router',
  title: 'llama-server (router)',
  isProcess: isRouterProgram,
  usualPorts: [8080, 9931],
  marks: [
    { path: '/props', isOf: ({ json }) => textAt(json, 'role') === 'router' },
    { path: '/models', isOf: ({ json }) => (listAt(json, 'data') ?? []).some(isRouted) },
  ],
  answers: [
    { route: /^GET \/props$/, read: readProps },
    { route: /^GET \/(?:v1\/)?models$/, read: readRouterModels },
    { route: /^POST \/models\/unload$/, read: readUnload },
    { route: /^GET \/(?:v1\/)?health$/, read: readRouterHealth },
    commandLineReader(isRouterProgram, llamaArgumentFacts),
  ],
  polls: [
    { paths: () => ['/props'], everyMs: null },
    { paths: () => ['/models'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: ({ id }) => ({
      request: { method: 'POST', path: '/models/unload', body: { model: id } },
      takesAll: false,
      whenBusy: 'it is given 10 seconds to finish, and is then ended: its answer is cut off',
      cutsOff: true,
      withinMs: 15_000,
    }),
    otherwise: 'quit llama-server',
  },
  startsServers: true,
  factsOfArguments: llamaArgumentFacts,
}

// {"role":"router","max_instances":4,"model_alias":"llama-server","model_path":"none","build_info":"b10470-34af94cd9"}
function readProps({ json }: Answer): Told | null {
  if (textAt(json, 'role') !== 'router') return null
  return {
    facts: { isReady: true, version: versionAt(json, 'build_info'), canUnload: true },
    certainty: 'proof',
  }
}

/** As that of a llama-server: only what its process is tells them apart. */
function readRouterHealth(answer: Answer): Told | null {
  const told = readHealth(answer)
  return told === null ? null : { ...told, certainty: 'fits' }
}

const isRouted = (one: unknown): boolean => isOfLlama(one) && textAt(one, 'status.value') !== null

// {"data":[{"id":"qwen3","owned_by":"llamacpp","status":{"value":"loaded","args":["llama-server","--port","47091",...]},
//  "meta":{"n_ctx":4096,"size":35694592,...}}],"object":"list"}
/** All that it could load, with the state of each. */
export function readRouterModels({ json }: Answer): Told | null {
  const list = listAt(json, 'data')
  if (list === null || !list.every(isRouted)) return null
  return {
    facts: { isReady: true, models: list.map(routedIn) },
    certainty: list.length === 0 ? 'fits' : 'proof',
  }
}

const maxArguments = 1_000

function routedIn(one: unknown): ModelFacts {
  const args = listAt(one, 'status.args') ?? []
  const given = llamaArguments(
    args.slice(0, maxArguments).filter((word) => typeof word === 'string'),
  )
  const id = textAt(one, 'id')
  const state = stateOf(textAt(one, 'status.value'))
  const meta = metaIn(one)
  const isThere = state !== 'unloaded' && state !== null
  const answers = state === 'loaded' || state === 'sleeping'
  return {
    ...(id === null ? {} : { id }),
    ...meta,
    state,
    path: given.modelPath,
    contextTokens: isThere ? (meta.contextTokens ?? contextOfSlot(given)) : null,
    parallel: given.parallel,
    // 0 until it is started; the port of one that has ended may be another's
    upstreamUrl: answers && given.port !== null ? `http://127.0.0.1:${given.port}` : null,
  }
}

function stateOf(word: string | null): NonNullable<ModelFacts['state']> | null {
  switch (word) {
    case 'loaded':
    case 'loading':
    case 'sleeping':
    case 'unloaded':
      return word
    case 'downloading':
    case 'downloaded':
      return 'unloaded'
  }
  return null
}

// {"success":true}
/** Taken, not done: the model is there until its child has ended. */
function readUnload({ json }: Answer): Told | null {
  return fieldsAt(json, '') !== null && flagAt(json, 'success') === true
    ? { facts: { unloadAccepted: true }, certainty: 'fits' }
    : null
}
