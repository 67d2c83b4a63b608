import { printable } from '../../../../shared/printable.ts'
import { countAt, flagAt } from '../../answers/forms.ts'
import { parsePartName } from '../part-name.ts'
import { found, none, trouble, type OllamaParameters, type Search } from './found-model.ts'
import { jsonValue, type Look } from './look.ts'
import { maxShownPath } from './model-files.ts'
import {
  manifestFolders,
  maxManifestBytes,
  nameOfParts,
  readVariants,
  usualHosts,
  type OllamaVariant,
} from './ollama-manifest.ts'

/** Of a manifest's `params`: a handful of numbers, and words at which the model stops. */
const maxParametersBytes = 64 * 2 ** 10

/** A part of a name as Ollama lets it be (types/model/name.go); a host may have a port. */
const partForm = /^\w[\w.-]{0,79}$/
const hostForm = /^\w[\w.:-]{0,349}$/

/** Host, namespace, model and tag: the folders of its manifest; null where the text is no name of a model for Ollama. */
export function parseOllamaName(text: string): readonly string[] | null {
  const [, path = '', tag = 'latest'] = /^(?:https?:\/\/)?(.*?)(?::([^/:]*))?$/.exec(text) ?? []
  const parts = path.split('/')
  if (parts.length > 3) return null
  const [model = '', namespace = 'library', host = 'registry.ollama.ai'] = parts.toReversed()
  const isName = hostForm.test(host) && [namespace, model, tag].every((part) => partForm.test(part))
  return isName ? [host, namespace, model, tag] : null
}

/** By its exact name. */
export async function findInOllama(
  look: Look,
  wanted: string,
  stores: readonly string[],
  platform: string,
): Promise<Search> {
  const parts = parseOllamaName(wanted)
  if (parts === null) return none
  const [host = '', ...rest] = parts
  const hosts = usualHosts.includes(host) ? usualHosts : [host]
  for (const store of stores) {
    for (const folder of manifestFolders) {
      for (const each of hosts) {
        const path = [store, folder, each, ...rest].join('/')
        if ((await look.typeOf(path)) !== 'file') continue
        return openManifest(look, { store, path, name: nameOfParts(parts), platform })
      }
    }
  }
  return none
}

interface Manifest {
  readonly store: string
  readonly path: string
  readonly name: string
  readonly platform: string
}

export async function openManifest(look: Look, manifest: Manifest): Promise<Search> {
  const { store, path, name, platform } = manifest
  const text = await look.text(path, maxManifestBytes)
  if (typeof text !== 'string')
    return trouble(`Ollama's manifest of ${name} cannot be read: ${text.reason}`)
  const variant = chosen(await readVariants(look, store, text), platform)
  if (variant === null || variant.layers.length === 0)
    return trouble(`Ollama's manifest of ${name} is broken: ${printable(path, maxShownPath)}`)
  if (variant.layers.some(({ type }) => type === 'tensor'))
    return trouble(
      `${name} is a model of Ollama's MLX engine, which keeps each tensor in a file of its own: such models are not read yet`,
    )
  return openVariant(look, manifest, variant)
}

/** As Ollama chooses where one name has several (manifest/manifest.go, `runnerPreferences`). */
function chosen(variants: readonly OllamaVariant[], platform: string): OllamaVariant | null {
  const others = ['ollama', 'llamacpp']
  const order = platform === 'darwin' ? ['mlx', ...others] : [...others, 'mlx']
  const rankOf = ({ runner }: OllamaVariant): number => {
    const rank = order.indexOf(runner?.toLowerCase() ?? '')
    return rank === -1 ? order.length : rank
  }
  return variants.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? null
}

async function openVariant(
  look: Look,
  { store, name }: Manifest,
  { layers }: OllamaVariant,
): Promise<Search> {
  const pathsOf = (wanted: string): readonly string[] =>
    layers.filter(({ type }) => type === wanted).map(({ blob }) => `${store}/${blob}`)
  const weights = pathsOf('model')
  const [projectorPath = null] = pathsOf('projector')
  const [draftPath = null] = pathsOf('draft')
  const adapterPaths = pathsOf('adapter')
  const [only] = weights
  if (only === undefined) return trouble(`Ollama's manifest of ${name} names no weights`)
  const path = weights.length === 1 ? only : await firstOfSplit(look, store, weights)
  if (path === null)
    return trouble(`${name} lies in ${weights.length} files that Ollama has not put together yet`)
  for (const file of [path, projectorPath, draftPath, ...adapterPaths]) {
    const type = file === null ? 'file' : await look.typeOf(file)
    if (type !== 'file')
      return trouble(`${name} is known to Ollama, but ${whatIsWrong(type)}: pull it again`)
  }
  const parameters = await readParameters(look, pathsOf('params')[0])
  const ollama = { name, parameters }
  return found({
    kind: 'gguf',
    path,
    projectorPath,
    draftPath,
    adapterPaths,
    ollama,
    label: name,
  })
}

const whatIsWrong = (type: Awaited<ReturnType<Look['typeOf']>>): string =>
  typeof type === 'string' || type.kind === 'absent'
    ? 'a file of it is missing'
    : `a file of it cannot be read (${type.reason})`

/** Ollama links the shards by their own names into blobs/splits/<digest of the first> (server/images.go). */
async function firstOfSplit(
  look: Look,
  store: string,
  weights: readonly string[],
): Promise<string | null> {
  for (const path of weights) {
    const folder = `${store}/blobs/splits/${path.slice(-64)}`
    const first = (await look.list(folder))?.find((name) => parsePartName(name)?.number === 1)
    if (first !== undefined) return `${folder}/${first}`
  }
  return null
}

// {"num_ctx":8192,"num_gpu":99,"stop":["<|im_end|>"],"temperature":0.6}
async function readParameters(look: Look, path: string | undefined): Promise<OllamaParameters> {
  const text = path === undefined ? '{}' : await look.text(path, maxParametersBytes)
  const json = typeof text === 'string' ? jsonValue(text) : undefined
  return {
    contextTokens: countAt(json, 'num_ctx'),
    batchTokens: countAt(json, 'num_batch'),
    gpuLayers: countAt(json, 'num_gpu'),
    isMapped: flagAt(json, 'use_mmap'),
  }
}
