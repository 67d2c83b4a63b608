import type { ProcessMemoryKind } from '../../shared/app.ts'
import { modelId, serverId, type Pid, type ServerId } from '../../shared/ids.ts'
import type { Eject, Model, ModelState, Server } from '../../shared/server.ts'
import { baseName } from './base-name.ts'
import { contextFillOf } from './context-fill.ts'
import { joinModels, type Joined, type NameOfBlob } from './join-models.ts'
import { llamaArguments } from './llama-arguments.ts'
import { modelMemoryOf } from './model-memory.ts'
import type { ServerTold } from './watched-server.ts'

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
  readonly nameOfBlob: NameOfBlob
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
    }
  })
}

const sumOf = (parts: readonly (ProcessMemory | null)[]): ProcessMemory | null =>
  parts
    .filter((part) => part !== null)
    .reduce<ProcessMemory | null>(
      (sum, { bytes, kind }) => ({ bytes: (sum?.bytes ?? 0) + bytes, kind: sum?.kind ?? kind }),
      null,
    )

/** By memory, the biggest first; of those that share a file, the others behind the one that it is counted with. */
export function modelsIn(signs: InventorySigns): readonly Held[] {
  const seen = new Set<string>()
  return [...joinModels(signs.told, signs.nameOfBlob), ...unnamedIn(signs)]
    .map((joined) => {
      const file = signs.fileOf(joined.holder) ?? signs.fileOf(joined.owner)
      const sharesFile = file !== null && seen.has(file.identity)
      if (file !== null) seen.add(file.identity)
      return { joined, file, model: modelOf(joined, { file, sharesFile }, signs) }
    })
    .toSorted((a, b) => (b.model.memory.total?.bytes ?? -1) - (a.model.memory.total?.bytes ?? -1))
}

/** What a server holds that names no models: as one, once its processes are too big to be empty. */
const unnamedIn = ({ told, memoryOf }: InventorySigns): readonly Joined[] =>
  told.flatMap((owner) => {
    const { unnamed } = owner.spec
    const bytes = sumOf(owner.found.members.map(({ pid }) => memoryOf(pid)))?.bytes ?? 0
    if (unnamed === undefined || owner.state !== 'ready' || bytes < unnamed.fromBytes) return []
    return [{ owner, holder: owner, facts: { id: unnamed.name }, isOnlyOne: true, isUnnamed: true }]
  })

function modelOf(
  joined: Joined,
  { file, sharesFile }: { readonly file: WeightsFile | null; readonly sharesFile: boolean },
  { memoryOf, ramBytes, nowMs }: InventorySigns,
): Model {
  const { owner, holder, facts } = joined
  const isRemote = facts.isRemote === true
  const processBytes = sumOf(holder.found.members.map(({ pid }) => memoryOf(pid)))?.bytes ?? null
  const fill = contextFillOf(facts, holder.facts, isUnifiedBy(holder))
  const state = stateOf(joined)
  const name = facts.id ?? baseName(facts.path ?? file?.path ?? owner.spec.title)
  const key = facts.instanceId ?? name
  const atMs = holder.atMs ?? owner.atMs ?? nowMs
  return {
    id: modelId(`${serverIdOf(owner)}/${key}`),
    serverId: serverIdOf(owner),
    name,
    file: file?.path ?? facts.path ?? null,
    sharesFile,
    quantization: facts.quantization ?? null,
    memory: isRemote
      ? { total: null, onGpu: null, weights: null, kv: null }
      : modelMemoryOf(joined, { processBytes, fileBytes: file?.bytes ?? null, ramBytes }),
    contextTokens: fill.contextTokens,
    contextUsedTokens: fill.usedTokens,
    contextRatio: fill.ratio,
    state,
    idleSinceMs: state === 'idle' ? (facts.lastUsedAtMs ?? holder.doing.idleSinceMs) : null,
    expiresAtMs: facts.expiresAtMs ?? null,
    tokensPerSecond: state === 'generating' ? holder.doing.tokensPerSecond : null,
    queueLength: facts.queueLength ?? holder.facts.queueLength ?? null,
    isRemote,
    eject: ejectOf(joined),
    atMs,
    isStale: owner.state === 'silent' || holder.state === 'silent' || nowMs - atMs > staleAfterMs,
  }
}

/**
 * Whether the slots of a llama-server share one cache: as it was told; else not where their number was given and is theirs
 * (b7400 made four unified ones of one; server-apis.md §4.2). null: its command line does not say.
 */
function isUnifiedBy({ found, facts }: ServerTold): boolean | null {
  const { kvUnified, parallel } = llamaArguments(found.root.argv)
  if (kvUnified !== null || parallel === null) return kvUnified
  return parallel === facts.slots?.length ? false : null
}

/** Whether it works is its own, or its server's where that has no other. */
function stateOf({ owner, holder, facts, isOnlyOne }: Joined): ModelState {
  if (facts.state === 'loading' || facts.state === 'unloading') return facts.state
  if (facts.state === 'sleeping' || holder.facts.isSleeping === true) return 'sleeping'
  if (holder.state === 'starting' && owner.state !== 'ready') return 'loading'
  const ownBusy =
    facts.activity === null || facts.activity === undefined ? null : facts.activity === 'busy'
  const isBusy = ownBusy ?? (isOnlyOne ? holder.doing.isBusy : null)
  if (isBusy === null) return 'loaded'
  return isBusy ? 'generating' : 'idle'
}

function ejectOf({ owner, facts }: Joined): Eject {
  const { spec, state, reason } = owner
  switch (spec.unload.kind) {
    case 'none':
      return { kind: 'none', reason: spec.unload.reason }
    case 'quit':
      return owner.found.parent === null
        ? { kind: 'quit' }
        : { kind: 'none', reason: 'the server that started it loads and unloads it' }
    case 'request': {
      if (state !== 'ready') return { kind: 'none', reason: reason ?? 'its server does not answer' }
      const target = {
        id: facts.id ?? '',
        instanceId: facts.instanceId ?? null,
        facts: owner.facts,
      }
      const plan = facts.id === undefined ? null : spec.unload.plan(target)
      return plan === null
        ? { kind: 'none', reason: spec.unload.otherwise }
        : { kind: 'unload', takesAll: plan.takesAll }
    }
  }
}
