import { printable } from '../../../../shared/printable.ts'
import type { Asker } from '../../../host/host.ts'
import { openManifest } from './find-in-ollama.ts'
import type { FoundModel } from './found-model.ts'
import type { ListedModel } from './listed-model.ts'
import { createLook, type Look } from './look.ts'
import { listManifests } from './ollama-manifest.ts'
import { severalAtOnce } from './several-at-once.ts'

const openedAtOnce = 8
/** Ollama's name for what its cloud runs: it lists it beside the others, and has no weights of it. */
const ofCloud = /[:-]cloud$/
/** `sha256-<64>-partial`, and one `-partial-<n>` for each piece. */
const partialBlob = /^sha256-[\da-f]{64}-partial$/

/** One row for each name: two of them may share their weights, and not their parameters. */
export async function listOllama(
  asker: Asker,
  store: string,
  platform: string,
): Promise<{ readonly models: readonly ListedModel[]; readonly reason: string | null }> {
  const look = createLook(asker)
  const manifests = await listManifests(look, store)
  const models = await severalAtOnce(manifests, openedAtOnce, async ({ name, path }) => {
    const search = await openManifest(look, { store, path, name, platform })
    if (search.kind === 'none') return []
    const files = search.kind === 'found' ? filesOf(search.model) : []
    if (files.length === 0 && ofCloud.test(name)) return []
    const [weights = path] = files
    const listed = { source: 'ollama', place: store, wanted: name, name } as const
    return [{ ...listed, path: weights, files: [...files, path], search }]
  })
  const [shut] = look.refused()
  const reason = shut === undefined ? null : `${printable(shut[0])} cannot be read: ${shut[1]}`
  return { models: [...models.flat(), ...(await partials(look, store))], reason }
}

function filesOf(model: FoundModel): readonly string[] {
  if (model.kind !== 'gguf') return [model.path]
  const { path, projectorPath, draftPath, adapterPaths } = model
  const beside = [projectorPath, draftPath].filter((one) => one !== null)
  return [path, ...beside, ...adapterPaths]
}

/** Which model a blob belongs to is told by no file before it is there. */
async function partials(look: Look, store: string): Promise<readonly ListedModel[]> {
  const blobs = (await look.list(`${store}/blobs`)) ?? []
  return blobs
    .filter((blob) => partialBlob.test(blob))
    .map((blob): ListedModel => {
      const path = `${store}/blobs/${blob}`
      return {
        source: 'ollama',
        place: store,
        wanted: path,
        name: `a download (${blob.slice(0, 19)}…)`,
        path,
        files: [path],
        search: { kind: 'trouble', sentence: 'its download is not complete: pull it again' },
      }
    })
}
