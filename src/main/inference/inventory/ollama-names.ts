import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'
import { listAt, textAt } from '../answers/forms.ts'

/** manifests/<host>/<namespace>/<model>/<tag>: so deep, and no user has more of them. */
const depth = 4
const maxManifests = 500
const maxManifestBytes = 256 * 2 ** 10
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
        const names = await namesUnder(asker, `${folder}/manifests`)
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

async function namesUnder(asker: Asker, folder: string): Promise<NamesByDigest> {
  let parts: readonly (readonly string[])[] = [[]]
  for (let level = 0; level < depth; level++) {
    const deeper: (readonly string[])[] = []
    for (const above of parts) {
      const entries = await entriesOf(asker, [folder, ...above].join('/'))
      deeper.push(...entries.map((name) => [...above, name]))
      if (deeper.length > maxManifests) break
    }
    parts = deeper.slice(0, maxManifests)
  }
  const names = new Map<string, readonly string[]>()
  for (const one of parts) {
    const path = [folder, ...one].join('/')
    const text = await asker.ask({ kind: 'file', path, maxBytes: maxManifestBytes })
    const digest = text.kind === 'ok' ? digestIn(text.value) : null
    if (digest !== null) names.set(digest, [...(names.get(digest) ?? []), nameBy(one)])
  }
  return names
}

async function entriesOf(asker: Asker, folder: string): Promise<readonly string[]> {
  const list = await asker.ask({ kind: 'dir', path: folder })
  const names = list.kind === 'ok' ? valueOf(list.value) : null
  return (listAt(names, '') ?? []).filter((name): name is string => isOwnName(name))
}

const isOwnName = (name: unknown): boolean => typeof name === 'string' && !name.startsWith('.')

// {"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:dde5..."}]}
function digestIn(text: string): string | null {
  const layer = (listAt(valueOf(text), 'layers') ?? []).find(
    (one) => textAt(one, 'mediaType') === 'application/vnd.ollama.image.model',
  )
  const hex = /^sha256:([\da-f]{64})$/.exec(textAt(layer, 'digest') ?? '')?.[1]
  return hex === undefined ? null : `sha256-${hex}`
}

/** As `ollama ps` prints it: registry.ollama.ai/library/gemma4/latest is gemma4:latest. */
function nameBy([host = '', namespace = '', model = '', tag = '']: readonly string[]): string {
  const isLibrary = host === 'registry.ollama.ai' && namespace === 'library'
  const isUsual = host === 'registry.ollama.ai'
  const path = isLibrary
    ? model
    : isUsual
      ? `${namespace}/${model}`
      : `${host}/${namespace}/${model}`
  return `${path}:${tag}`
}

function valueOf(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: not JSON
    return undefined
  }
}
