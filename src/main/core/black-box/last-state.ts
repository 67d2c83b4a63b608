import type { App } from '../../../shared/app.ts'
import type { LastHolder, LastLoad, LastState, LastWork } from '../../../shared/black-box.ts'
import { titleOf } from '../../../shared/finding-text.ts'
import type { Load } from '../../../shared/load.ts'
import { printable } from '../../../shared/printable.ts'
import type { Model, Server } from '../../../shared/server.ts'
import { rootOf, titleAmong } from '../../../shared/server-text.ts'
import type { Part, Snapshot } from '../../../shared/snapshot.ts'

/** Of each; they are kept for long, and their names are foreign. */
const mostHolders = 5
const mostLoads = 4
const mostSaid = 10
const findingsWithinMs = 600_000

const nameOf = (name: string): string => printable(name, 80)

/** What of the last Snapshot tells how it stood. */
export function lastStateOf(snapshot: Snapshot): LastState {
  const { room, memory, limit, gpu, wired, swap, pressure } = snapshot
  return {
    atMs: snapshot.atMs,
    state: room.state,
    roomBytes: figureOf(room, (known) => known.roomBytes),
    limitBytes: figureOf(limit, (known) => known.limitBytes),
    gpuInUseBytes: figureOf(gpu, (known) => known.inUseBytes),
    wiredBytes: figureOf(wired, (known) => known.wiredBytes),
    totalBytes: figureOf(memory, (known) => known.totalBytes),
    swapUsedBytes: figureOf(swap, (known) => known.usedBytes),
    pressure: figureOf(pressure, (known) => known.level),
    holders: holdersIn(snapshot),
    loads: snapshot.loads
      .filter(({ stage }) => stage === 'loading')
      .slice(0, mostLoads)
      .map(loadOf),
    works: snapshot.models
      .filter(({ state }) => state === 'generating')
      .slice(0, mostLoads)
      .map(workOf),
    alerts: snapshot.alerts.slice(0, mostSaid).map(({ title }) => printable(title, 200)),
    findings: findingsIn(snapshot),
  }
}

const figureOf = <T extends object, V>(part: Part<T>, pick: (known: T) => V): V | null =>
  part.kind === 'ok' ? pick(part) : null

/** Models, then apps, the most first. An app that serves such a model holds it: it is told once. */
function holdersIn({ models, apps, servers }: Snapshot): readonly LastHolder[] {
  const local = models.filter(({ isRemote, sharesFile }) => !isRemote && !sharesFile)
  const held = local.flatMap((model) => holderOf(model, servers))
  const told = new Set(local.flatMap(({ serverId }) => [serverId, rootOf(serverId, servers)]))
  const isOfModel = ({ serves = [] }: App): boolean => serves.some((id) => told.has(id))
  return [
    ...mostOf(held),
    ...mostOf(
      apps
        .filter((app) => !app.isHeadroom && !isOfModel(app))
        .map(({ name, memoryBytes }) => ({
          kind: 'app',
          name: nameOf(name),
          server: null,
          bytes: memoryBytes,
        })),
    ),
  ]
}

const mostOf = (holders: readonly LastHolder[]): readonly LastHolder[] =>
  holders.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)).slice(0, mostHolders)

function holderOf(model: Model, servers: readonly Server[]): readonly LastHolder[] {
  const { name, serverId, memory, state } = model
  // what is being loaded stands among the loads
  if (state === 'loading') return []
  const server = servers.find(({ id }) => id === rootOf(serverId, servers))
  return [
    {
      kind: 'model',
      name: nameOf(name),
      server: server === undefined ? null : nameOf(titleAmong(server, servers)),
      bytes: (memory.total ?? memory.onGpu)?.bytes ?? null,
    },
  ]
}

function loadOf({ name, serverTitle, need, doneRatio }: Load): LastLoad {
  const known = need.kind === 'ok' ? need : null
  const { deciding = null } = known ?? {}
  return {
    name: nameOf(name),
    server: nameOf(serverTitle),
    needBytes: deciding?.needBytes ?? known?.needBytes ?? null,
    gapBytes: known?.gapBytes ?? null,
    doneRatio,
  }
}

const workOf = ({ name, fullestRequest, ...model }: Model): LastWork => ({
  model: nameOf(name),
  contextTokens: fullestRequest?.contextTokens ?? model.contextTokens,
  usedTokens: fullestRequest?.usedTokens ?? model.contextUsedTokens,
})

/** What the machine shows as it is goes on; what a log tells has happened. */
const findingsIn = ({ findings, atMs }: Snapshot): LastState['findings'] =>
  findings
    .flatMap((finding) => {
      const foundAtMs = finding.lastAtMs ?? finding.atMs
      return finding.place === null || foundAtMs === null || atMs - foundAtMs > findingsWithinMs
        ? []
        : [{ atMs: foundAtMs, title: printable(titleOf(finding), 200) }]
    })
    .slice(0, mostSaid)
