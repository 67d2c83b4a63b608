import { folderPath } from '../../../../shared/folder-path.ts'

/** Variables by which people move the folders of their models. */
const variables = [
  'OLLAMA_MODELS',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HF_HOME',
  'XDG_CACHE_HOME',
  'LLAMA_CACHE',
] as const
type Variable = (typeof variables)[number]

/** Where models of this user may lie. */
export interface ModelPlaces {
  readonly homeFolder: string
  readonly workingFolder: string
  readonly platform: string
  /** Without those that are not set, or empty. */
  readonly environment: Readonly<Partial<Record<Variable, string>>>
}

export function modelPlacesOf(
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string,
  workingFolder: string,
  platform: string,
): ModelPlaces {
  const set = variables.flatMap((name) => {
    const value = environment[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return { homeFolder, workingFolder, platform, environment: Object.fromEntries(set) }
}

/** `~/x` and relative paths as the shell would have it. What `..` means is left to the system: links count there. */
export function absolutePath(path: string, places: ModelPlaces): string {
  if (path === '~' || path.startsWith('~/')) return `${places.homeFolder}${path.slice(1)}`
  if (path.startsWith('/')) return path
  return `${places.workingFolder === '/' ? '' : places.workingFolder}/${path.replace(/^(?:\.\/+)+|^\.$/, '')}`
}

/** A service has an environment that is not the user's: the usual folders count beside the one that a variable names. */
export function ollamaStores(places: ModelPlaces): readonly string[] {
  const own = places.environment.OLLAMA_MODELS
  return distinct([
    ...(own === undefined ? [] : [absolutePath(own, places)]),
    `${places.homeFolder}/.ollama/models`,
    // of a system service: by Ollama's installer, by packages of Arch and NixOS
    ...(places.platform === 'linux'
      ? [
          '/usr/share/ollama/.ollama/models',
          '/var/lib/ollama/.ollama/models',
          '/var/lib/ollama/models',
          '/var/lib/ollama',
        ]
      : []),
  ])
}

/** As huggingface_hub looks for it; llama.cpp puts the same layout into LLAMA_CACHE (common/hf-cache.cpp). */
export function hubFolders(places: ModelPlaces): readonly string[] {
  const { environment } = places
  const home = environment.HF_HOME
  const cache = environment.XDG_CACHE_HOME
  const named = [
    environment.HF_HUB_CACHE,
    environment.HUGGINGFACE_HUB_CACHE,
    home === undefined ? undefined : `${home}/hub`,
    cache === undefined ? undefined : `${cache}/huggingface/hub`,
    '~/.cache/huggingface/hub',
    environment.LLAMA_CACHE,
  ]
  return distinct(
    named.filter((path) => path !== undefined).map((path) => absolutePath(path, places)),
  )
}

/** Of llama.cpp before it used the cache of Hugging Face (`fs_get_cache_directory` in common/common.cpp). */
export function llamaCacheFolders(places: ModelPlaces): readonly string[] {
  const { LLAMA_CACHE: own, XDG_CACHE_HOME: cache } = places.environment
  const usual = places.platform === 'darwin' ? '~/Library/Caches' : (cache ?? '~/.cache')
  return distinct(
    [...(own === undefined ? [] : [own]), `${usual}/llama.cpp`].map((path) =>
      absolutePath(path, places),
    ),
  )
}

const distinct = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.map((path) => folderPath(path))),
]
