import { baseName } from '../../../shared/base-name.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { FactOrigin, Model, ModelOrigins, ServerOrigins } from '../../../shared/server.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import type { ServerTold } from '../watch/watched-server.ts'
import type { Joined } from './join-models.ts'

/**
 * What its command line alone says: the rest was answered. Where both say the same, that of the command line is as true.
 */
const arguedBy = ({ spec, found }: ServerTold): ServerFacts =>
  spec.factsOfArguments?.(found.root) ?? {}

const asked = 'asked' satisfies FactOrigin
const wasAnswered = ({ atMs }: ServerTold): boolean => atMs !== null

/** Where each fact of a server comes from that is not of its processes and their ports. */
export function serverOriginsOf(server: ServerTold): ServerOrigins {
  const { facts } = server
  const argued = arguedBy(server)
  const told = (key: 'version' | 'queueLength'): FactOrigin | null =>
    isTold(facts[key]) ? (argued[key] === facts[key] ? 'argv' : asked) : null
  const isArgued = isTold(argued.models) && !wasAnswered(server)
  return onlyTold({
    version: told('version'),
    state: wasAnswered(server) ? asked : 'processes',
    queue: told('queueLength'),
    models: isTold(facts.models) ? (isArgued ? 'argv' : asked) : null,
  })
}

interface Signs {
  readonly model: Omit<Model, 'origins'>
  readonly logged: LogFacts | null
}

/** Where each fact of a model comes from; of its sizes its memory says so itself. */
export function modelOriginsOf(joined: Joined, { model, logged }: Signs): ModelOrigins {
  const { owner, holder, facts } = joined
  const argued = [owner, holder].flatMap((one) => arguedBy(one).models ?? [])
  const told = (key: keyof ModelFacts): FactOrigin | null => {
    if (!isTold(facts[key])) return null
    return argued.some((one) => one[key] === facts[key]) ? 'argv' : asked
  }
  const bySlots = (holder.facts.slots ?? []).some(({ contextTokens }) => contextTokens !== null)
  const isLogged = !bySlots && !isTold(facts.contextTokens) && logged !== null
  const isWorking = model.state === 'generating' || model.state === 'idle'
  return onlyTold({
    name: nameOriginOf(joined, told('id')),
    file: model.file === null ? null : fileOriginOf(joined, model.file),
    quantization: told('quantization'),
    context: model.contextTokens === null ? null : bySlots ? asked : isLogged ? 'log' : told('contextTokens'), // prettier-ignore
    used: model.contextUsedTokens === null && model.contextRatio === null ? null : asked,
    state: isWorking || wasAnswered(holder) || wasAnswered(owner) ? asked : 'processes',
    idle: model.idleSinceMs === null ? null : idleOriginOf(joined),
    expiry: told('expiresAtMs'),
    pace: model.tokensPerSecond === null ? null : 'seen',
    queue: model.queueLength === null ? null : asked,
    onGpu: model.isOnGpu === undefined ? null : 'argv',
  })
}

/** Ollama's own lists tell the name of a file; one without a name is called by its file, or by its program. */
function nameOriginOf({ fileName, isUnnamed }: Joined, ofId: FactOrigin | null): FactOrigin {
  if (fileName !== null) return 'names'
  return isUnnamed ? 'processes' : (ofId ?? 'argv')
}

function fileOriginOf({ owner, holder, facts }: Joined, path: string): FactOrigin {
  const name = baseName(path)
  const isNamed = [owner, holder].some(({ found }) =>
    found.root.argv.some((argument) => argument.endsWith(name)),
  )
  return isNamed ? 'argv' : facts.path === path ? asked : 'mapped'
}

const idleOriginOf = ({ facts, holder }: Joined): FactOrigin =>
  isTold(facts.lastUsedAtMs) || isTold(holder.facts.idleMs) ? asked : 'seen'

const isTold = (value: unknown): boolean => value !== null && value !== undefined

function onlyTold<Name extends string>(
  all: Readonly<Record<Name, FactOrigin | null>>,
): Readonly<Partial<Record<Name, FactOrigin>>> {
  const told: Partial<Record<Name, FactOrigin>> = {}
  for (const name in all) {
    const origin = all[name]
    if (origin !== null) told[name] = origin
  }
  return told
}
