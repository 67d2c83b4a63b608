import type { Asker } from '../host/host.ts'
import { readLmStudioFolders } from '../inference/models/find/lm-studio.ts'
import { createLook } from '../inference/models/find/look.ts'
import type { ModelPlaces } from '../inference/models/find/model-places.ts'
import type { FitOptions } from './fit-options.ts'
import type { LoadedModel } from './load-model.ts'

/** Where nothing is said of what runs it: what lies among the models of LM Studio is run by that, and set in its settings. */
export async function withOwnProgram(
  asker: Asker,
  places: ModelPlaces,
  { kind, identity: { path } }: LoadedModel,
  options: FitOptions,
): Promise<FitOptions> {
  const { engine, build, given, program } = options
  const isSaid = engine !== null || build !== null || given !== null || program !== null
  if (isSaid || kind === 'image' || path === null) return options
  const folders = await readLmStudioFolders(createLook(asker), places)
  const isThere = folders.some((folder) => path.startsWith(`${folder}/`))
  return isThere ? { ...options, program: 'lm-studio' } : options
}
