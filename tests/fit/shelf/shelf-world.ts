import { join } from 'node:path'
import { createShelf, type Shelf, type ShelfWorld } from '../../../src/main/fit/shelf/shelf.ts'
import { localModelsOf } from '../../../src/main/fit/shelf/local-models.ts'
import type { FitRoom } from '../../../src/main/fit/fit-room.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'
import type { LocalModel, LocalModels } from '../../../src/shared/local-models.ts'
import type { Model } from '../../../src/shared/server.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { wide } from '../fitted.ts'

/** A user's home with a folder of models, and what is kept of them. */
export interface ShelfHome {
  readonly home: string
  /** The user's own folder of models. */
  readonly folder: string
  readonly keptIn: string
  readonly host: Host
  /** The files that were opened so far: what is known is not opened again. */
  readonly opened: readonly string[]
  world(more?: Partial<ShelfWorld>): ShelfWorld
  shelf(more?: Partial<ShelfWorld>): Shelf
}

export function shelfHome(): ShelfHome {
  const home = tempFolder()
  const folder = join(home, 'my-models')
  const keptIn = join(home, 'settings', 'models.json')
  const opened: string[] = []
  const own = localHost()
  const host: Host = {
    ...own,
    openFile: (path) => {
      opened.push(path)
      return own.openFile(path)
    },
  }
  const world = (more: Partial<ShelfWorld> = {}): ShelfWorld => ({
    host,
    places: modelPlacesOf({}, home, home, 'darwin'),
    folders: () => [folder],
    keptIn,
    ...more,
  })
  return { home, folder, keptIn, host, opened, world, shelf: (more) => createShelf(world(more)) }
}

export const told = (
  shelf: Shelf,
  room: FitRoom = wide,
  loaded: readonly Model[] = [],
): LocalModels => localModelsOf(shelf.seen(), { room, loaded, atMs: 1, isReading: false })

/** All that is there, once it is read. */
export async function listOf(shelf: Shelf, room: FitRoom = wide): Promise<readonly LocalModel[]> {
  await shelf.read('metal')
  return told(shelf, room).models
}

export const troublesOf = (models: readonly LocalModel[]): readonly string[] =>
  models.map(({ name, trouble }) => `${name}: ${trouble}`)
