import type { Look } from './look.ts'
import { readLmStudioFolders } from './lm-studio.ts'
import { hubFolders, llamaCacheFolders, ollamaStores, type ModelPlaces } from './model-places.ts'

/** The folders in which programs keep models, in the order in which they are looked through. */
export interface StoreFolders {
  readonly ollama: readonly string[]
  readonly hubs: readonly string[]
  readonly llamaCaches: readonly string[]
  readonly lmStudio: readonly string[]
}

export const readStores = async (look: Look, places: ModelPlaces): Promise<StoreFolders> => ({
  ollama: ollamaStores(places),
  hubs: hubFolders(places),
  llamaCaches: llamaCacheFolders(places),
  lmStudio: await readLmStudioFolders(look, places),
})
