import type { Host } from '../../host/host.ts'
import type { Device } from '../../inference/estimate/run.ts'
import { createFolderReader } from '../../inference/models/find/folder-reader.ts'
import { listModels, type ListedPlace } from '../../inference/models/find/list-models.ts'
import type { ModelPlaces } from '../../inference/models/find/model-places.ts'
import { severalAtOnce } from '../../inference/models/find/several-at-once.ts'
import { lookAtFiles, type LookedModel } from './look-at-files.ts'
import type { Outline } from './outline.ts'
import { createPause } from './pause.ts'
import { readOutline } from './read-outline.ts'
import {
  nothingKept,
  readShelfFile,
  writeShelfFile,
  type KeptOutline,
  type ShelfMemory,
} from './shelf-file.ts'

/** Where models of this machine's user lie, and where is kept what was read of them. */
export interface ShelfWorld {
  readonly host: Pick<Host, 'ask' | 'openFile' | 'writeFile' | 'clock'>
  readonly places: ModelPlaces
  /** The user's own, by their absolute paths, as they are now. */
  readonly folders: () => readonly string[]
  /** null: it is kept in memory alone. */
  readonly keptIn: string | null
}

export interface ShelfModel extends LookedModel {
  /** null: it is not read yet. */
  readonly outline: Outline | null
}

/** What is known of the models on the disk. */
export interface ShelfSight {
  readonly models: readonly ShelfModel[]
  readonly places: readonly ListedPlace[]
  /** When it was looked at last; null: never, or it is not done. */
  readonly readAtMs: number | null
}

export interface Shelf {
  seen(): ShelfSight
  /** Looks at the disk, and reads what has changed since. Whoever asks meanwhile waits for the same. Never rejects. */
  read(device: Device): Promise<void>
}

/** While one waits for its disk another is reckoned. */
const readAtOnce = 3

interface State {
  readonly memory: ShelfMemory
  readonly looked: readonly LookedModel[]
  readonly places: readonly ListedPlace[]
  /** Their paths. */
  readonly roots: ReadonlySet<string>
  readonly outlines: Map<string, Outline>
  readonly device: Device
  readonly readAtMs: number | null
}

/** Every model on the disk. Nothing is looked at before somebody asks, and nothing is watched. */
export function createShelf(world: ShelfWorld): Shelf {
  let state: State | null = null
  let reading: { readonly device: Device; readonly done: Promise<void> } | null = null

  const read = async (device: Device): Promise<void> => {
    const memory = state?.memory ?? (await openMemory(world))
    const found = await look(world, memory)
    const outlines = new Map<string, Outline>()
    const before = { ...found, memory, outlines, device, readAtMs: null }
    state = before
    const lasting = await readAll(world, before)
    const after = { folders: found.folders, outlines: lasting }
    const readAtMs = world.host.clock.nowMs()
    state = { ...before, memory: after, readAtMs }
    if (world.keptIn !== null && isChanged(memory, after))
      await writeShelfFile(world.host, world.keptIn, after)
  }

  return {
    seen: () => sightOf(state),
    read: async (device) => {
      while (reading !== null && reading.device !== device) await reading.done
      reading ??= {
        device,
        done: read(device).finally(() => {
          reading = null
        }),
      }
      await reading.done
    },
  }
}

const openMemory = ({ host, keptIn }: ShelfWorld): Promise<ShelfMemory> =>
  keptIn === null ? Promise.resolve(nothingKept) : readShelfFile(host, keptIn)

async function look({ host, places, folders }: ShelfWorld, memory: ShelfMemory) {
  const reader = createFolderReader(host, memory.folders, host.clock.nowMs)
  const listing = await listModels({ asker: host, reader, places, folders: folders() })
  const looked = await lookAtFiles(host, listing.models)
  const roots = new Set(listing.places.map(({ path }) => path))
  const elsewhere = [...memory.folders].filter(([path]) => !isBelow(roots, path))
  const known = new Map([...elsewhere, ...reader.known()])
  return { places: listing.places, looked, folders: known, roots }
}

/** Or one of them. */
function isBelow(roots: ReadonlySet<string>, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (roots.has(path.slice(0, end))) return true
  return false
}

/** On another device other needs are reckoned. */
const keyOf = (device: Device, { identity }: LookedModel): string => `${device} ${identity}`

/** Fills `outlines`; answers with those that say the same again, and with what is known of other places and devices. */
async function readAll(
  { host }: ShelfWorld,
  { memory, looked, roots, outlines, device }: State,
): Promise<ReadonlyMap<string, KeptOutline>> {
  const reckoning = { device, pause: createPause(host.clock), shared: new Map() }
  const identities = new Set(looked.map(({ identity }) => identity))
  const isSeen = (key: string): boolean => identities.has(key.slice(key.indexOf(' ') + 1))
  const left = [...memory.outlines].filter(([key, { place }]) => isSeen(key) || !roots.has(place))
  const lasting = new Map(left.toSorted(([a], [b]) => Number(isSeen(a)) - Number(isSeen(b))))
  const unread: LookedModel[] = []
  for (const one of looked) {
    if (one.trouble !== null) continue
    const known = lasting.get(keyOf(device, one))
    if (known === undefined) unread.push(one)
    else outlines.set(keyOf(device, one), known.outline)
  }
  await severalAtOnce(unread, readAtOnce, async (one) => {
    const { search, place } = one.listed
    if (search.kind !== 'found') return
    const { outline, isLasting } = await readOutline(host, search.model, reckoning)
    outlines.set(keyOf(device, one), outline)
    if (isLasting) lasting.set(keyOf(device, one), { place, outline })
  })
  return lasting
}

function sightOf(state: State | null): ShelfSight {
  if (state === null) return { models: [], places: [], readAtMs: null }
  const { looked, places, outlines, device, readAtMs } = state
  const models = looked.map((one): ShelfModel => ({
    ...one,
    outline:
      one.trouble === null
        ? (outlines.get(keyOf(device, one)) ?? null)
        : { kind: 'broken', trouble: one.trouble },
  }))
  return { models: models.filter(({ outline }) => outline?.kind !== 'none'), places, readAtMs }
}

const isChanged = (before: ShelfMemory, after: ShelfMemory): boolean =>
  before.folders.size !== after.folders.size ||
  before.outlines.size !== after.outlines.size ||
  [...after.outlines.keys()].some((key) => !before.outlines.has(key)) ||
  [...after.folders].some(([path, { identity }]) => before.folders.get(path)?.identity !== identity)
