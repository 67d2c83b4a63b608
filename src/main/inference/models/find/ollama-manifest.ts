import { printable } from '../../../../shared/printable.ts'
import { at, listAt, textAt } from '../../answers/forms.ts'
import { jsonValue, type Look } from './look.ts'

/** A manifest of Ollama is a few kB; one of an MLX model names each tensor. */
export const maxManifestBytes = 256 * 2 ** 10
/** manifests/<host>/<namespace>/<model>/<tag>: so deep, and no user has more of them. */
const depth = 4
const maxManifests = 500
/** A list of manifests has one for each engine. */
const maxVariants = 8
/** Newer ones first, as Ollama looks for them (manifest/paths.go). */
export const manifestFolders = ['manifests-v2', 'manifests'] as const

const imageType = 'application/vnd.ollama.image.'
const listType = 'application/vnd.ollama.manifest.list.v2+json'

interface Layer {
  /** `model`, `projector`, `adapter`, `params`, `tensor` … */
  readonly type: string
  /** Below the store: `blobs/sha256-…`. */
  readonly blob: string
}

/** What one engine loads. */
export interface OllamaVariant {
  /** `mlx`, `ollama`, `llamacpp`; null where it is not said, as in all older ones. */
  readonly runner: string | null
  readonly layers: readonly Layer[]
}

/** What a manifest names, or the manifests of its list; those of it that are blobs of their own are read. */
export async function readVariants(
  look: Look,
  store: string,
  text: string,
): Promise<readonly OllamaVariant[]> {
  const manifest = jsonValue(text)
  if (textAt(manifest, 'mediaType') !== listType) return [variantIn(manifest, null)]
  const variants: OllamaVariant[] = []
  for (const child of (listAt(manifest, 'manifests') ?? []).slice(0, maxVariants)) {
    const runner = textAt(child, 'runner')
    const blob = blobOf(child)
    if (listAt(child, 'layers') !== null || blob === null) {
      variants.push(variantIn(child, runner))
      continue
    }
    const blobText = await look.text(`${store}/${blob}`, maxManifestBytes)
    if (typeof blobText === 'string') variants.push(variantIn(jsonValue(blobText), runner))
  }
  return variants
}

// {"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:dde5..."}]}
function variantIn(manifest: unknown, runner: string | null): OllamaVariant {
  const layers = listAt(manifest, 'layers') ?? []
  return {
    runner: textAt(manifest, 'runner') ?? runner,
    layers: layers.flatMap((layer) => {
      const type = textAt(layer, 'mediaType') ?? ''
      const blob = blobOf(layer)
      return type.startsWith(imageType) && blob !== null
        ? [{ type: type.slice(imageType.length), blob }]
        : []
    }),
  }
}

/** Only a digest names a file: nothing else leads out of the folder of blobs. */
function blobOf(json: unknown): string | null {
  const digest = at(json, 'digest')
  const hex = typeof digest === 'string' ? /^sha256[:-]([\da-f]{64})$/.exec(digest)?.[1] : undefined
  return hex === undefined ? null : `blobs/sha256-${hex}`
}

/** One manifest of a store. */
interface NamedManifest {
  /** As `ollama ps` prints it. */
  readonly name: string
  readonly path: string
}

/** All manifests of a store by their names; a newer one counts where there are two. */
export async function listManifests(look: Look, store: string): Promise<readonly NamedManifest[]> {
  const named = new Map<string, NamedManifest>()
  for (const folder of manifestFolders) {
    const root = `${store}/${folder}`
    for (const parts of await partsUnder(look, root)) {
      const name = nameOfParts(parts)
      if (!named.has(name)) named.set(name, { name, path: [root, ...parts].join('/') })
    }
  }
  return [...named.values()].slice(0, maxManifests)
}

async function partsUnder(look: Look, root: string): Promise<readonly (readonly string[])[]> {
  let parts: readonly (readonly string[])[] = [[]]
  for (let level = 0; level < depth; level++) {
    const deeper: (readonly string[])[] = []
    for (const above of parts) {
      const names = (await look.list([root, ...above].join('/'))) ?? []
      deeper.push(...names.map((name) => [...above, name]))
      if (deeper.length > maxManifests) break
    }
    parts = deeper.slice(0, maxManifests)
  }
  return parts
}

/** Both stand for Ollama's own registry: the second in folders of the newer form. */
export const usualHosts: readonly string[] = ['registry.ollama.ai', 'ollama.com']

/** registry.ollama.ai/library/gemma4/latest is gemma4:latest. */
export function nameOfParts([
  host = '',
  namespace = '',
  model = '',
  tag = '',
]: readonly string[]): string {
  const isUsual = usualHosts.includes(host)
  const isLibrary = isUsual && namespace === 'library'
  const path = isLibrary
    ? model
    : isUsual
      ? `${namespace}/${model}`
      : `${host}/${namespace}/${model}`
  return printable(`${path}:${tag}`, maxNameLength)
}

/** Four parts, as long as Ollama lets them be (types/model/name.go). */
const maxNameLength = 600
