import { baseName } from '../../../shared/base-name.ts'
import type { Asker } from '../../host/host.ts'
import { createLook } from '../models/find/look.ts'
import { listManifests, maxManifestBytes, readVariants } from '../models/find/ollama-manifest.ts'

/** The names are read again after this, where one is missing: a model may just have been pulled, or copied. */
const againAfterMs = 60_000

const blobForm = /^(.*)\/blobs\/(sha256-[\da-f]{64})$/

type NamesByDigest = ReadonlyMap<string, readonly string[]>

/** What stood in the manifests beside a folder of blobs. */
interface Manifests {
  readonly atMs: number
  readonly names: NamesByDigest
  /** What Ollama had loaded then: what has no file here is not looked for a second time. */
  readonly ids: readonly string[]
}

/** What runs now: files of weights, and the names that Ollama lists. */
export interface RunsNow {
  readonly paths: readonly string[]
  readonly ids: readonly string[]
}

/** The names that Ollama's manifests give to files of weights (server-apis.md §2): several may share one. */
export function createOllamaNames(): {
  /** Reads the manifests beside these files, where a file has no name yet, or where a name is new. */
  learn(asker: Asker, runs: RunsNow, nowMs: number): Promise<void>
  namesOf(path: string): readonly string[]
} {
  const known = new Map<string, Manifests>()
  const namesOf = (path: string): readonly string[] => {
    const [, folder = '', digest = ''] = blobForm.exec(path) ?? []
    return known.get(folder)?.names.get(digest) ?? []
  }
  return {
    learn: async (asker, { paths, ids }, nowMs) => {
      for (const path of paths) {
        const folder = blobForm.exec(path)?.[1]
        if (folder === undefined) continue
        const before = known.get(folder)
        if (before !== undefined && !isDue(before, nowMs)) continue
        if (namesOf(path).length > 0 && ids.every((id) => isKnownTo(before, id))) continue
        const names = await namesUnder(asker, folder)
        // a file that runs keeps its name when that has moved to a newer one
        const kept = [...(before?.names ?? [])].filter(([digest]) =>
          paths.includes(`${folder}/blobs/${digest}`),
        )
        known.set(folder, { atMs: nowMs, names: new Map([...kept, ...names]), ids })
      }
    },
    namesOf,
  }
}

/** Also where the clock was set back. */
const isDue = ({ atMs }: Manifests, nowMs: number): boolean =>
  nowMs < atMs || nowMs - atMs >= againAfterMs

const isKnownTo = (manifests: Manifests | undefined, id: string): boolean =>
  manifests !== undefined &&
  (manifests.ids.includes(id) || [...manifests.names.values()].some((names) => names.includes(id)))

async function namesUnder(asker: Asker, store: string): Promise<NamesByDigest> {
  const look = createLook(asker)
  const names = new Map<string, readonly string[]>()
  for (const { name, path } of await listManifests(look, store)) {
    const text = await look.text(path, maxManifestBytes)
    const variants = typeof text === 'string' ? await readVariants(look, store, text) : []
    for (const { layers } of variants) {
      const blob = layers.find(({ type }) => type === 'model')?.blob
      if (blob === undefined) continue
      const digest = baseName(blob)
      names.set(digest, [...new Set([...(names.get(digest) ?? []), name])])
    }
  }
  return names
}
