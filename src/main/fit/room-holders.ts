import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import { titleAmong } from '../../shared/server-text.ts'
import type { Device } from '../inference/estimate/run.ts'
import { appHolds, leastAppBytes, type AppHold } from '../relief/app-holds.ts'
import { unloadCommand, wordsOfModels } from '../relief/candidates.ts'
import {
  modelHolds,
  type GpuMemory,
  type HoldersIn as WhoHolds,
  type ModelHold,
} from '../relief/model-holds.ts'
import { neverOf } from '../relief/never.ts'
import type { FitRoom, RoomHolder } from './fit-room.ts'

export interface HoldersIn extends WhoHolds {
  /** What the user never wants to be suggested. */
  readonly never?: readonly string[]
}

/** The room of this machine now, with what could give memory back. */
export const withHolders = (room: FitRoom, snapshot: HoldersIn): FitRoom => ({
  ...room,
  holders: holdersOf(snapshot, memoryOf[room.device]),
  gpuBeyondBytes: snapshot.gpu.kind === 'ok' ? (snapshot.gpu.beyondLimitBytes ?? 0) : 0,
})

const memoryOf: Readonly<Record<Device, GpuMemory>> = {
  metal: 'unified',
  cuda: 'own',
  vulkan: 'own',
  cpu: 'none',
}

/** Of this machine as it is: those that can go without an answer being lost. */
function holdersOf(snapshot: HoldersIn, memory: GpuMemory): readonly RoomHolder[] {
  const never = neverOf(snapshot.never ?? [])
  return [
    ...modelHolds(snapshot, { memory, never }).map((hold) => modelHolder(hold, snapshot)),
    ...appHolds(snapshot, never)
      .filter((hold) => isOfPerson(hold, snapshot))
      .slice(0, mostApps)
      .map(appHolder),
  ]
}

const maxNameLength = 80

function modelHolder(hold: ModelHold, { models: all, servers, atMs }: HoldersIn): RoomHolder {
  const { first, models, server, endsServer, gpuBytes, ramBytes } = hold
  // a sign of no language: a screen shows names as they are
  const names = models.map(({ name }) => printable(name, maxNameLength)).join(' + ')
  const words = wordsOfModels(models, atMs)
  const held = { gpuBytes, ramBytes, isSure: true }
  return endsServer
    ? {
        ...held,
        kind: 'quit',
        name: titleAmong(server, servers),
        words: `it holds ${names}, ${words}`,
        command: null,
        costs: 'it is started again by hand',
      }
    : {
        ...held,
        kind: 'unload',
        name: names,
        words,
        command: unloadCommand(first, all),
        costs: 'it is loaded again when it is asked next',
      }
}

const mostApps = 4
const iconsOfPersons: ReadonlySet<App['iconName']> = new Set(['app', 'virtual-machine'])

/** What a load is planned by: no app of the background, not what is in front, no engine, and none for its share of the GPU's time. */
const isOfPerson = (
  { app: { iconName, isFront, memoryBytes, processes } }: AppHold,
  { servers }: HoldersIn,
): boolean =>
  iconsOfPersons.has(iconName) &&
  !isFront &&
  memoryBytes >= leastAppBytes &&
  !processes.some(({ pid }) => servers.some((server) => server.pid === pid))

const appHolder = ({ app: { name, quitEnds }, ramBytes }: AppHold): RoomHolder => ({
  kind: 'quit',
  name: printable(name, maxNameLength),
  words: '',
  gpuBytes: 0,
  ramBytes,
  isSure: false,
  command: null,
  costs:
    quitEnds === null
      ? 'what is open in it is closed'
      : `it ends ${printable(quitEnds, maxNameLength)}`,
})
