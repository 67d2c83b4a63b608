import type { ProcessMemoryKind } from '../../../shared/app.ts'
import { modelId, serverId, type ModelId, type Pid, type ServerId } from '../../../shared/ids.ts'
import type { Model, ModelState, Server, ServerKind } from '../../../shared/server.ts'
import { baseName } from '../../../shared/base-name.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import { isSameModel } from '../logs/is-same-model.ts'
import { contextFillOf, fullestRequestOf } from './context-fill.ts'
import { ejectOf } from './eject.ts'
import { joinModels, type Joined, type NamesOfBlob } from './join-models.ts'
import { llamaArguments } from '../programs/llama-arguments.ts'
import { mapsWeights, modelMemoryOf } from './model-memory.ts'
import { isInMemory, modelStateOf } from './model-state.ts'
import { isWholeOnGpu } from './on-gpu.ts'
import { modelOriginsOf, serverOriginsOf } from './origins.ts'
import type { ModelFacts } from '../answers/facts.ts'
import type { ServerTold } from '../watch/watched-server.ts'

export interface ProcessMemory {
  readonly bytes: number
  readonly kind: ProcessMemoryKind
}

/** A file of weights as the disk knows it: two paths may lead to it. */
export interface WeightsFile {
  readonly path: string
  readonly bytes: number
  /** Device and inode, or what else tells one file from another. */
  readonly identity: string
}

/** What the inventory is made of, at one moment. */
export interface InventorySigns {
  /** Parents before their children. */
  readonly told: readonly ServerTold[]
  readonly memoryOf: (pid: Pid) => ProcessMemory | null
  readonly fileOf: (server: ServerTold) => WeightsFile | null
  readonly namesOfBlob: NamesOfBlob
  /** What its log says of what a server has loaded now; null where no log tells. */
  readonly logFactsOf: (server: ServerTold) => LogFacts | null
  readonly ramBytes: number | null
  readonly nowMs: number
}

/** A model with what it was made of, for whoever acts on it. */
export interface Held {
  readonly model: Model
  readonly joined: Joined
  readonly file: WeightsFile | null
}

/** An answer older than this is old, however seldom the server is asked. */
const staleAfterMs = 100_000

export const serverIdOf = ({ found, spec }: ServerTold): ServerId =>
  serverId(`${spec.kind}:${found.root.pid}:${found.root.startedAtMs}`)

export function serversIn({ told, memoryOf }: InventorySigns): readonly Server[] {
  return told.map((one): Server => {
    const { found, spec, at, facts } = one
    const parent = told.find(({ found: { root } }) => root.pid === found.parent?.pid)
    const memory = sumOf(found.members.map(({ pid }) => memoryOf(pid)))
    return {
      id: serverIdOf(one),
      kind: spec.kind,
      title: spec.titleOf?.(found.root) ?? spec.title,
      version: facts.version ?? null,
      pid: at?.pid ?? found.root.pid,
      startedAtMs: found.root.startedAtMs,
      port: at?.port ?? null,
      parentId: parent === undefined ? null : serverIdOf(parent),
      state: one.state,
      stateReason: one.reason,
      queueLength: facts.queueLength ?? null,
      memoryBytes: memory?.bytes ?? null,
      memoryKind: memory?.kind ?? null,
      tellsModels: tellsModels(one, memory),
      origins: serverOriginsOf(one),
    }
  })
}

/** By an answer or its command line; of one that names none, its memory tells whether it holds any. */
const tellsModels = ({ facts, spec }: ServerTold, memory: MemorySum | null): boolean =>
  (facts.models ?? null) !== null || (spec.unnamed !== undefined && memory !== null)

interface MemorySum {
  readonly bytes: number
  /** null: of several kinds. */
  readonly kind: ProcessMemoryKind | null
}

/** Of those that are known; null where none is. */
function sumOf(parts: readonly (ProcessMemory | null)[]): MemorySum | null {
  const known = parts.filter((part) => part !== null)
  const [first, ...others] = known
  if (first === undefined) return null
  return {
    bytes: known.reduce((sum, { bytes }) => sum + bytes, 0),
    kind: others.every(({ kind }) => kind === first.kind) ? first.kind : null,
  }
}

/** A model before its figures are put together. */
interface Loaded {
  readonly joined: Joined
  readonly file: WeightsFile | null
  readonly state: ModelState
}

/** By memory, the biggest first, else by name. Of several with one id, which a server should not list, the first. */
export function modelsIn(signs: InventorySigns): readonly Held[] {
  const loaded = [...joinModels(signs.told, signs.namesOfBlob), ...unnamedIn(signs)].map(
    (joined): Loaded => ({
      joined,
      file: signs.fileOf(joined.holder) ?? signs.fileOf(joined.owner),
      state: modelStateOf(joined),
    }),
  )
  const counted = countedByFile(loaded)
  const held = new Map<ModelId, Held>()
  for (const one of loaded) {
    const sharesFile = isMapped(one) && counted.get(one.file?.identity ?? '') !== one
    const model = modelOf(one, sharesFile, signs)
    if (!held.has(model.id)) held.set(model.id, { ...one, model })
  }
  return [...held.values()].toSorted((a, b) => inOrder(a.model, b.model))
}

/** Rows that change places are hard to hit: what a process breathes does not count. */
const orderStepBytes = 1e8

const inOrder = (a: Model, b: Model): number =>
  orderStepsOf(b) - orderStepsOf(a) || byText(a.name, b.name) || byText(a.id, b.id)

const orderStepsOf = (model: Model): number => Math.floor(knownBytesOf(model) / orderStepBytes)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const knownBytesOf = ({ memory: { total, weights } }: Model): number =>
  (total ?? weights)?.bytes ?? -1

/** It shares its weights with others that do: who reads a file, or sleeps, does not. */
const isMapped = ({ joined: { holder, facts }, file, state }: Loaded): boolean =>
  file !== null && mapsWeights(holder) && state !== 'sleeping' && facts.isRemote !== true

/** The model that a mapped file is counted with: one that is in memory before one that loads. */
function countedByFile(loaded: readonly Loaded[]): ReadonlyMap<string, Loaded> {
  const mapped = loaded.filter(isMapped)
  const isThere = ({ state }: Loaded): boolean => isInMemory({ state, isRemote: false })
  const inOrder = [...mapped.filter(isThere), ...mapped]
  return new Map(inOrder.toReversed().map((one) => [one.file?.identity ?? '', one]))
}

/** What a server holds that names no models: as one, once its processes are too big to be empty. */
const unnamedIn = ({ told, memoryOf }: InventorySigns): readonly Joined[] =>
  told.flatMap((owner) => {
    const { unnamed } = owner.spec
    const bytes = sumOf(owner.found.members.map(({ pid }) => memoryOf(pid)))?.bytes ?? 0
    if (unnamed === undefined || owner.state !== 'ready' || bytes < unnamed.fromBytes) return []
    const facts = { id: unnamed.name }
    const also = { fileName: null, isOnlyOne: true, isUnnamed: true }
    return [{ owner, holder: owner, facts, ...also }]
  })

/** These hold one model at a time as well, and may learn its name later. */
const holdOne: ReadonlySet<ServerKind> = new Set(['koboldcpp', 'ollama-runner'])

/** Of nothing that changes while it is loaded: the one model of a server may be told another name, its server's is not. */
export function modelIdOf({ owner, facts }: Joined): ModelId {
  const { kind, unload } = owner.spec
  const isOnlyOne = unload.kind === 'quit' || holdOne.has(kind)
  return modelId(`${serverIdOf(owner)}/${isOnlyOne ? '' : (facts.instanceId ?? facts.id ?? '')}`)
}

function modelOf(
  { joined, file, state }: Loaded,
  sharesFile: boolean,
  { memoryOf, logFactsOf, ramBytes, nowMs }: InventorySigns,
): Model {
  const { owner, holder, facts } = joined
  const isRemote = facts.isRemote === true
  const processBytes = sumOf(holder.found.members.map(({ pid }) => memoryOf(pid)))?.bytes ?? null
  const logged = loggedOf(joined, logFactsOf)
  const fill = contextFillOf(withContext(facts, logged), holder.facts, isUnifiedBy(holder))
  const fullest = fullestRequestOf(holder.facts)
  const name = joined.fileName ?? facts.id ?? baseName(facts.path ?? file?.path ?? owner.spec.title)
  const atMs = holder.atMs ?? owner.atMs ?? nowMs
  const isOnGpu = isRemote ? null : isWholeOnGpu(holder)
  const model = {
    id: modelIdOf(joined),
    serverId: serverIdOf(owner),
    name,
    file: file?.path ?? facts.path ?? null,
    sharesFile,
    quantization: facts.quantization ?? null,
    memory: isRemote
      ? { total: null, onGpu: null, weights: null, kv: null }
      : modelMemoryOf(joined, {
          processBytes,
          fileBytes: file?.bytes ?? null,
          isAsleep: state === 'sleeping',
          logged,
          ramBytes,
        }),
    ...(isOnGpu === null ? {} : { isOnGpu }),
    contextTokens: fill.contextTokens,
    contextUsedTokens: fill.usedTokens,
    contextRatio: fill.ratio,
    ...(fullest === null ? {} : { fullestRequest: fullest }),
    state,
    idleSinceMs: state === 'idle' ? (facts.lastUsedAtMs ?? holder.doing.idleSinceMs) : null,
    expiresAtMs: facts.expiresAtMs ?? null,
    tokensPerSecond: state === 'generating' ? holder.doing.tokensPerSecond : null,
    queueLength: facts.queueLength ?? holder.facts.queueLength ?? null,
    isRemote,
    eject: ejectOf(joined),
    atMs,
    isStale: [owner, holder].some((one) => one.state === 'silent') || isOld(atMs, nowMs),
  }
  return { ...model, origins: modelOriginsOf(joined, { model, logged }) }
}

/** Of a process that holds one model, where the log speaks of that. */
function loggedOf(
  { owner, holder, facts, isOnlyOne }: Joined,
  logFactsOf: InventorySigns['logFactsOf'],
): LogFacts | null {
  const logged = isOnlyOne ? (logFactsOf(holder) ?? logFactsOf(owner)) : null
  const path = facts.path ?? null
  const isAnother =
    path !== null && logged?.modelPath !== undefined && !isSameModel(logged.modelPath, path)
  return isAnother ? null : logged
}

const withContext = (facts: ModelFacts, logged: LogFacts | null): ModelFacts => ({
  ...facts,
  contextTokens:
    facts.contextTokens ?? logged?.contextTokensPerSequence ?? logged?.contextTokens ?? null,
})

/** Told in the future: the clock was set back, and by how much is how old it may be. */
const isOld = (atMs: number, nowMs: number): boolean => Math.abs(nowMs - atMs) > staleAfterMs

/**
 * Whether the slots of a llama-server share one cache: as it was told; else not where their number was given and is theirs
 * (b7400 made four unified ones of one; server-apis.md §4.2). null: its command line does not say.
 */
function isUnifiedBy({ found, facts }: ServerTold): boolean | null {
  const { kvUnified, parallel } = llamaArguments(found.root.argv)
  if (kvUnified !== null || parallel === null) return kvUnified
  return parallel === facts.slots?.length ? false : null
}
