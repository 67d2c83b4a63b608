import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import { titleAmong } from '../../shared/server-text.ts'
import type { Model, Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import type { Device } from '../inference/estimate/run.ts'
import { quoted } from './engine-command.ts'
import type { FitRoom, RoomHolder } from './fit-room.ts'

export type HoldersIn = Pick<Snapshot, 'models' | 'servers' | 'apps' | 'gpu' | 'atMs'>

/** The room of this machine now, with what could give memory back. */
export const withHolders = (room: FitRoom, snapshot: HoldersIn): FitRoom => ({
  ...room,
  holders: holdersOf(snapshot, room.device),
  gpuBeyondBytes: snapshot.gpu.kind === 'ok' ? (snapshot.gpu.beyondLimitBytes ?? 0) : 0,
})

/** Of this machine as it is: those that can go without an answer being lost. */
const holdersOf = (snapshot: HoldersIn, device: Device): readonly RoomHolder[] => [
  ...modelHolders(snapshot, device),
  ...appHolders(snapshot),
]

const maxNameLength = 80

function modelHolders(snapshot: HoldersIn, device: Device): readonly RoomHolder[] {
  const { models, servers } = snapshot
  const idle = models.filter((model) => isFree(model, models))
  return idle.flatMap((model): readonly RoomHolder[] => {
    const { eject, serverId } = model
    const server = servers.find(({ id }) => id === serverId)
    if (eject.kind === 'none' || server === undefined) return []
    const neighbours = models.filter((other) => other.serverId === serverId)
    const goesWithOthers = eject.kind === 'quit' || eject.takesAll
    if (!goesWithOthers) return holderOf([model], { snapshot, device, server })
    // all of them go at once: once for the first, if none of them works
    if (neighbours[0] !== model || neighbours.some((other) => !idle.includes(other))) return []
    return holderOf(neighbours, { snapshot, device, server })
  })
}

/** Loaded here, told of lately, and at no work. Weights that two have mapped stay as long as one of them does. */
const isFree = (model: Model, models: readonly Model[]): boolean =>
  !model.isRemote &&
  !model.isStale &&
  (model.state === 'idle' || model.state === 'loaded') &&
  !models.some((other) => other !== model && other.file !== null && other.file === model.file)

interface Place {
  readonly snapshot: HoldersIn
  readonly device: Device
  readonly server: Server
}

function holderOf(
  models: readonly Model[],
  { snapshot: { models: all, servers, atMs }, device, server }: Place,
): readonly RoomHolder[] {
  const [first] = models
  if (first === undefined) return []
  const sum = (of: (model: Model) => number): number =>
    models.reduce((total, model) => total + of(model), 0)
  const held = {
    gpuBytes: sum((one) => onGpu(one, device)),
    ramBytes: sum((one) => inRam(one, device)),
  }
  const names = models.map(({ name }) => printable(name, maxNameLength)).join(' and ')
  const title = titleAmong(server, servers)
  const words = models.length === 1 ? wordsOf(first, atMs) : 'idle'
  if (first.eject.kind === 'quit')
    return [
      {
        kind: 'quit',
        name: title,
        words: `it holds ${names}, ${words}`,
        ...held,
        isSure: true,
        command: null,
        costs: 'it is started again by hand',
      },
    ]
  return [
    {
      kind: 'unload',
      name: names,
      words,
      ...held,
      isSure: true,
      command: commandFor(first, all),
      costs: 'it is loaded again when it is asked next',
    },
  ]
}

/** By its name where that is its own, else by its id; null where that cannot be written as it is. */
function commandFor({ id, name }: Model, models: readonly Model[]): string | null {
  const isAlone =
    models.filter((other) => other.name.toLowerCase() === name.toLowerCase()).length === 1
  const word = isAlone ? name : id
  return printable(word, word.length) === word ? `headroom unload ${quoted(word)}` : null
}

function wordsOf({ state, idleSinceMs }: Model, atMs: number): string {
  return idleSinceMs === null ? state : `idle ${formatSpan(atMs - idleSinceMs)}`
}

/** What it takes there, as far as that is told. */
const totalOf = ({ memory: { total, onGpu: gpu, weights } }: Model): number =>
  (total ?? gpu ?? weights)?.bytes ?? 0

function onGpu(model: Model, device: Device): number {
  const { onGpu: told } = model.memory
  if (device === 'cpu') return 0
  return told?.bytes ?? (device === 'metal' ? totalOf(model) : 0)
}

/** A Mac's GPU has no other memory than RAM. */
const inRam = (model: Model, device: Device): number =>
  device === 'metal' || device === 'cpu'
    ? totalOf(model)
    : Math.max(0, totalOf(model) - onGpu(model, device))

/** Smaller ones are not worth a word. */
const leastAppBytes = 500e6
const mostApps = 4

/** What a person may quit: nothing of the system, no terminal, and not what is in front. */
const appHolders = ({ apps, servers }: HoldersIn): readonly RoomHolder[] =>
  apps
    .filter((app) => isQuittable(app, servers) && app.memoryBytes >= leastAppBytes)
    .toSorted((a, b) => b.memoryBytes - a.memoryBytes)
    .slice(0, mostApps)
    .map((app): RoomHolder => ({
      kind: 'quit',
      name: printable(app.name, maxNameLength),
      words: '',
      gpuBytes: 0,
      ramBytes: app.memoryBytes,
      isSure: false,
      command: null,
      costs:
        app.quitEnds === null
          ? 'what is open in it is closed'
          : `it ends ${printable(app.quitEnds, maxNameLength)}`,
    }))

function isQuittable(
  { kind, iconName, isHeadroom, isFront, processes }: App,
  servers: readonly Server[],
): boolean {
  const isOfPerson = iconName === 'app' || iconName === 'virtual-machine'
  const pids = new Set(processes.map(({ pid }) => pid))
  const servesModels = servers.some(({ pid }) => pids.has(pid))
  return isOfPerson && kind !== 'container' && !isHeadroom && !isFront && !servesModels
}
