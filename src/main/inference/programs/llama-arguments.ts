import type { ServerKind } from '../../../shared/server.ts'
import { countIn, hasFlag, optionIn, pathIn } from './arguments.ts'
import { baseName } from '../../../shared/base-name.ts'
import type { ServerFacts } from '../answers/facts.ts'
import {
  gpuLayersIn,
  lastOf,
  llamaMemoryOptions,
  typeIn,
  usesMmapIn,
  type LlamaMemoryOptions,
} from './llama-memory-options.ts'
import { portIn } from './model-arguments.ts'
import { programOf } from './program.ts'
import type { ServerProcess } from '../server-kind.ts'

/** What the command line of a llama-server says (common/arg.cpp of llama.cpp, b10470). null: it does not say it. */
export interface LlamaArguments extends Pick<LlamaMemoryOptions, 'usesMmap'> {
  readonly modelPath: string | null
  /** Of Hugging Face or Docker, from which the model is taken. */
  readonly repo: string | null
  readonly mmprojPath: string | null
  readonly draftPath: string | null
  /** Of all slots together; null also where the model itself decides. */
  readonly contextTokens: number | null
  readonly parallel: number | null
  readonly kvUnified: boolean | null
  readonly cacheTypeK: string | null
  readonly cacheTypeV: string | null
  readonly gpuLayers: number | 'all' | 'auto' | null
  /** null where the kernel chooses it. */
  readonly port: number | null
  readonly host: string | null
  readonly alias: string | null
  /** The key itself is never kept. */
  readonly hasApiKey: boolean
  readonly sleepsWhenIdle: boolean
  readonly metricsEnabled: boolean
  /** `--slots`, which builds before b6337 need. */
  readonly asksForSlots: boolean
  readonly presetsPath: string | null
  readonly modelsDir: string | null
  /** It names no model: those of a folder, of presets or of the cache are loaded when they are asked for. */
  readonly isRouter: boolean
}

/** `argv`: its program first; `executable`: its path, where it is known. Each command line is read once: it is asked for at every look. */
export function llamaArguments(
  argv: readonly string[],
  executable: string | null = null,
): LlamaArguments {
  const key = executable ?? ''
  const read = readBefore.get(argv)?.get(key)
  if (read !== undefined) return read
  const given = argumentsIn(argv, executable)
  readBefore.set(argv, new Map([...(readBefore.get(argv) ?? []), [key, given]]))
  return given
}

const readBefore = new WeakMap<readonly string[], ReadonlyMap<string, LlamaArguments>>()

function argumentsIn(argv: readonly string[], executable: string | null): LlamaArguments {
  return {
    usesMmap: usesMmapIn(argv),
    modelPath: modelIn(argv, '-m', '--model'),
    repo: optionIn(argv, '-hf', '-hfr', '--hf-repo', '-dr', '--docker-repo'),
    mmprojPath: modelIn(argv, '-mm', '--mmproj'),
    draftPath: modelIn(argv, '-md', '--model-draft', '--spec-draft-model'),
    contextTokens: positive(countIn(argv, '-c', '--ctx-size')),
    parallel: positive(countIn(argv, '-np', '--parallel')),
    kvUnified: kvUnifiedIn(argv),
    cacheTypeK: typeIn(argv, '-ctk', '--cache-type-k'),
    cacheTypeV: typeIn(argv, '-ctv', '--cache-type-v'),
    gpuLayers: gpuLayersIn(argv, '-ngl', '--gpu-layers', '--n-gpu-layers'),
    port: portIn(argv),
    host: optionIn(argv, '--host'),
    alias: aliasIn(argv),
    hasApiKey: optionIn(argv, '--api-key', '--api-key-file') !== null,
    sleepsWhenIdle: (countIn(argv, '--sleep-idle-seconds') ?? 0) > 0,
    metricsEnabled: hasFlag(argv, '--metrics'),
    asksForSlots: hasFlag(argv, '--slots'),
    presetsPath: pathIn(argv, /\.ini$/i, '--models-preset'),
    modelsDir: optionIn(argv, '--models-dir'),
    isRouter: !namesModel(programOf({ executable, argv }).args),
  }
}

/** All of it, with what changes the memory that it takes: read once, when a run is reckoned, not at every look. */
export interface LlamaOptions extends LlamaArguments, LlamaMemoryOptions {}

export const llamaOptions = (argv: readonly string[]): LlamaOptions => ({
  ...llamaArguments(argv),
  ...llamaMemoryOptions(argv),
})

const modelFile = /\.gguf$|sha256-[\da-f]{64}$/i

/** A path that was split at its blanks reaches up to the file's ending, but not past the next option. */
function modelIn(argv: readonly string[], ...names: readonly string[]): string | null {
  const path = pathIn(argv, modelFile, ...names)
  return path === null || / -/.test(path) ? optionIn(argv, ...names) : path
}

const kvUnifiedIn = (argv: readonly string[]): boolean | null =>
  lastOf(argv, ['-kvu', '--kv-unified'], ['-no-kvu', '--no-kv-unified'])

/** Newer builds take several names with commas between them; the first is the one they answer with. */
const aliasIn = (argv: readonly string[]): string | null => {
  const [first = ''] = (optionIn(argv, '-a', '--alias') ?? '').split(',')
  return first.trim() === '' ? null : first.trim()
}

const modelOptions: ReadonlySet<string> = new Set(
  '-m --model -hf -hfr --hf-repo -mu --model-url -dr --docker-repo'.split(' '),
)

/** Presets that bring a model along: `--gpt-oss-20b-default`. */
const modelPreset = /^--(?:gpt-oss|fim|embd|vision|tts)-\S+-default$/

function namesModel(args: readonly string[]): boolean {
  const isServe = args[0] === 'serve'
  const first = (isServe ? args[1] : args[0]) ?? '-'
  const isNamedFirst = !first.startsWith('-') && (isServe || modelFile.test(first))
  return (
    isNamedFirst ||
    args.some((one) => modelOptions.has(one.split('=', 1)[0] ?? '') || modelPreset.test(one))
  )
}

/** Each slot has the whole context where they share it: asked for, or no number of slots given. */
export function contextOfSlot(given: LlamaArguments): number | null {
  const { contextTokens, parallel, kvUnified } = given
  if (contextTokens === null || parallel === null || kvUnified === true) return contextTokens
  return Math.floor(contextTokens / parallel)
}

/** What the command line of a llama-server says of it and of its model. */
export function llamaArgumentFacts(process: ServerProcess): ServerFacts {
  const given = llamaArguments(process.argv, process.executable)
  const { modelPath: path, alias } = given
  const id = alias ?? (path === null ? given.repo : baseName(path))
  const model = {
    ...(id === null ? {} : { id }),
    path,
    contextTokens: contextOfSlot(given),
    parallel: given.parallel,
  }
  return {
    parentServerKind: parentOf(process, path),
    port: given.port,
    modelBlob: path !== null && /^sha256-[\da-f]{64}$/.test(baseName(path)) ? baseName(path) : null,
    contextTokens: given.contextTokens,
    parallel: given.parallel,
    metricsEnabled: given.metricsEnabled,
    models: given.isRouter ? null : [model],
  }
}

/** Whose program it is by its folder, or whose blob it runs (`…/models/blobs/sha256-<hex>` is Ollama's alone). */
function parentOf(process: ServerProcess, modelPath: string | null): ServerKind | null {
  const { path, name } = programOf(process)
  if (name.startsWith('com.docker.')) return 'docker-model-runner'
  if (/\/Ollama\.app\/|\/lib\/ollama\/|\/ollama\/[^/]*$/.test(path)) return 'ollama'
  if (modelPath !== null && /\/blobs\/sha256-[\da-f]{64}$/.test(modelPath)) return 'ollama'
  return /\/Jan(?:\.app|\/data)\//i.test(path) ? 'jan' : null
}

const positive = (value: number | null): number | null => (value === 0 ? null : value)
