import type { App } from '../../shared/app.ts'
import type { ServerId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import { titleAmong } from '../../shared/server-text.ts'
import type { Model } from '../../shared/server.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import { formatSpan } from '../../shared/units.ts'
import { appHolds, leastAppBytes, leastHelpBytes, rootOf, type AppHold } from './app-holds.ts'
import { harmOfApp, harmOfModels, isUntold } from './harm.ts'
import { gpuMemoryOf, modelHolds, type HoldersIn, type ModelHold } from './model-holds.ts'
import { neverOf } from './never.ts'

export interface CandidatesOptions {
  /** What the user never wants to be suggested. */
  readonly never?: readonly string[]
  /** Whose room it is about: what it serves lets go by itself, or is no help. */
  readonly exceptServerId?: ServerId | null
  /** Where the others are not enough. */
  readonly hasSmallApps?: boolean
}

/**
 * All that can be let go without being named: models that do nothing, and apps. Never what generates, what is protected or another
 * user's, Headroom, containers, what lies on another machine, what was not told of lately, and what the user has named.
 */
export function candidatesOf(
  snapshot: HoldersIn,
  { never = [], exceptServerId = null, hasSmallApps = false }: CandidatesOptions = {},
): readonly ReliefCandidate[] {
  const kept = neverOf(never)
  const memory = gpuMemoryOf(snapshot)
  const root = exceptServerId === null ? null : rootOf(exceptServerId, snapshot.servers)
  const ofModels = modelHolds(snapshot, { memory, never: kept }).filter(
    ({ server, gpuBytes, ramBytes }) =>
      Math.max(gpuBytes, ramBytes) >= leastHelpBytes &&
      (root === null || rootOf(server.id, snapshot.servers) !== root),
  )
  return [
    ...ofModels.map((hold) => candidateOfModels(hold, snapshot)),
    ...appHolds(snapshot, kept, hasSmallApps ? leastHelpBytes : leastAppBytes).map((hold) =>
      candidateOfApp(hold, snapshot),
    ),
  ]
}

const maxNameLength = 80
const untoldAnswer = 'an answer, if it is giving one: its server does not tell'

/** `title`: of the server that ends with them. */
function riskOfModels(models: readonly Model[], title: string | null): string | null {
  if (title !== null) return `its server ${title} ends, and is started again by hand`
  return models.some(isUntold) ? untoldAnswer : null
}

function candidateOfModels(
  { first, models, server, endsServer, gpuBytes, ramBytes }: ModelHold,
  snapshot: HoldersIn,
): ReliefCandidate {
  const { atMs, models: all, servers } = snapshot
  const risk = riskOfModels(models, endsServer ? titleAmong(server, servers) : null)
  return {
    kind: 'unload',
    modelId: first.id,
    appId: null,
    // a sign of no language: a screen shows names as they are
    name: models.map(({ name }) => printable(name, maxNameLength)).join(' + '),
    words: wordsOfModels(models, atMs),
    gpuBytes,
    ramBytes,
    gpuRatio: null,
    isSure: true,
    harm: harmOfModels(models, { atMs, endsServer }),
    isSafe: risk === null,
    risk,
    command: unloadCommand(first, all),
  }
}

/** `idle 12 min`, `loaded`; of several `idle`. */
export function wordsOfModels(models: readonly Model[], atMs: number): string {
  const [first, ...others] = models
  if (first === undefined || others.length > 0) return 'idle'
  const { state, idleSinceMs } = first
  return idleSinceMs === null ? state : `idle ${formatSpan(atMs - idleSinceMs)}`
}

/** By its name where that is its own, else by its id; null where that cannot be written as it is. */
export function unloadCommand({ id, name }: Model, models: readonly Model[]): string | null {
  const isAlone = models.filter((other) => isSameName(other, { name })).length === 1
  return commandOf('unload', isAlone ? name : id)
}

const isSameName = (a: { readonly name: string }, b: { readonly name: string }): boolean =>
  a.name.toLowerCase() === b.name.toLowerCase()

const commandOf = (act: 'unload' | 'quit', word: string): string | null =>
  shellCommand(`headroom ${act}`, word)

function candidateOfApp(
  { app, ramBytes, gpuRatio }: AppHold,
  snapshot: HoldersIn,
): ReliefCandidate {
  const { quit, quitEnds } = app
  const ends = quitEnds === null ? null : printable(quitEnds, maxNameLength)
  return {
    kind: 'quit',
    modelId: null,
    appId: app.id,
    name: printable(app.name, maxNameLength),
    words: wordsOfApp(app),
    gpuBytes: 0,
    ramBytes,
    gpuRatio,
    isSure: false,
    harm: harmOfApp(app),
    isSafe: quit.kind === 'ask' && quit.isSafe && ends === null,
    risk: quit.kind === 'ask' ? (quit.risk ?? ends) : ends,
    command: quitCommand(app, snapshot.apps),
  }
}

/** It is worth a word from then on. */
const unusedFromMs = 10 * 60_000

function wordsOfApp({ isFront, kind, hasWindows, unusedMs }: App): string {
  if (kind === 'virtual-machine') return 'a virtual machine'
  if (isFront) return 'in front'
  if (unusedMs !== null && unusedMs >= unusedFromMs) return `not used for ${formatSpan(unusedMs)}`
  return hasWindows === false ? 'in the background' : ''
}

/** By its name where that is its own, else by its bundle id, else by its process. */
function quitCommand(app: App, apps: readonly App[]): string | null {
  const { name, bundleId, processes } = app
  if (apps.filter((other) => isSameName(other, app)).length === 1) return commandOf('quit', name)
  if (bundleId !== null && apps.filter((other) => other.bundleId === bundleId).length === 1)
    return commandOf('quit', bundleId)
  const [first] = processes
  return first === undefined ? null : commandOf('quit', `${first.pid}`)
}
