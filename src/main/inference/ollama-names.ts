import { jsonIn } from '../../shared/parse.ts'
import type { Asker } from '../host/host.ts'
import { listAt, textAt } from './forms.ts'

/** manifests/<host>/<namespace>/<model>/<tag>: so deep, and no user has more of them. */
const depth = 4
const maxManifests = 500
const maxManifestBytes = 256 * 2 ** 10
/** What has no name is looked for again after this: a model may just have been pulled. */
const againAfterMs = 60_000

const blobForm = /^(.*)\/blobs\/(sha256-[\da-f]{64})$/

/** The names that Ollama's manifests give to files of weights (server-apis.md §2): several names may share one; one is told. */
export function createOllamaNames(): {
  /** Reads the manifests beside these files, where a file is not named yet. */
  learn(asker: Asker, paths: readonly string[], nowMs: number): Promise<void>
  nameOf(path: string): string | null
} {
  const names = new Map<string, string>()
  const readAtMs = new Map<string, number>()
  return {
    learn: async (asker, paths, nowMs) => {
      for (const path of paths) {
        const folder = blobForm.exec(path)?.[1]
        if (folder === undefined || names.has(path)) continue
        if (nowMs - (readAtMs.get(folder) ?? Number.NEGATIVE_INFINITY) < againAfterMs) continue
        readAtMs.set(folder, nowMs)
        for (const [digest, name] of await namesUnder(asker, `${folder}/manifests`)) {
          names.set(`${folder}/blobs/${digest}`, name)
        }
      }
    },
    nameOf: (path) => names.get(path) ?? null,
  }
}

async function namesUnder(asker: Asker, folder: string): Promise<ReadonlyMap<string, string>> {
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
  const names = new Map<string, string>()
  for (const one of parts) {
    const path = [folder, ...one].join('/')
    const text = await asker.ask({ kind: 'file', path, maxBytes: maxManifestBytes })
    const digest = text.kind === 'ok' ? digestIn(text.value) : null
    if (digest !== null && !names.has(digest)) names.set(digest, nameBy(one))
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
