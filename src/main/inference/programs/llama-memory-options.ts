import { countIn, hasFlag, optionIn } from './arguments.ts'

/** What a command line says of the memory that llama-server takes (common/arg.cpp, tools/server/README.md; b4400 to 2026-08). */
export interface LlamaMemoryOptions {
  /** null: not said, here and below. */
  readonly batchTokens: number | null
  readonly ubatchTokens: number | null
  readonly flashAttention: 'on' | 'off' | 'auto' | null
  readonly isSlidingFull: boolean
  readonly isKvOnGpu: boolean
  readonly isRepacked: boolean
  readonly usesMmap: boolean
  /** `-dev none` is false. */
  readonly usesGpu: boolean
  /** Layers whose experts stay with the CPU. */
  readonly cpuMoeLayers: number | 'all'
  /** `--embedding`, or `--rerank`, which needs them. */
  readonly hasEmbeddings: boolean
  readonly poolingType: string | null
  readonly adapterPaths: readonly string[]
  /** MiB of prompts that are kept; -1: without end. */
  readonly promptCacheMib: number | null
  /** `--fit off` is false: what is not said is then not made to fit. */
  readonly isFitted: boolean
  readonly draft: DraftOptions
  /** `-hff`: the file of the repository that is meant. */
  readonly hubFile: string | null
  readonly modelUrl: string | null
  readonly dockerRepo: string | null
  readonly projectorUrl: string | null
  /** `--no-mmproj` is false: what `-hf` finds beside a model is then left. */
  readonly takesProjector: boolean
  readonly isProjectorOnGpu: boolean
}

/** What is said of a draft model, or of the layers of the model itself that draft. */
export interface DraftOptions {
  /** Of Hugging Face, from which it is taken. */
  readonly repo: string | null
  /** `draft-simple`, `draft-mtp`, `ngram-mod`. */
  readonly types: readonly string[]
  readonly contextTokens: number | null
  /** How many tokens it proposes at most. */
  readonly maxTokens: number | null
  readonly gpuLayers: number | 'all' | 'auto' | null
  readonly cpuMoeLayers: number | 'all'
  readonly keyType: string | null
  readonly valueType: string | null
}

export function llamaMemoryOptions(argv: readonly string[]): LlamaMemoryOptions {
  return {
    batchTokens: positiveIn(argv, '-b', '--batch-size'),
    ubatchTokens: positiveIn(argv, '-ub', '--ubatch-size'),
    flashAttention: flashAttentionIn(argv),
    isSlidingFull: hasFlag(argv, '--swa-full'),
    isKvOnGpu: lastOf(argv, ['-kvo', '--kv-offload'], ['-nkvo', '--no-kv-offload']) ?? true,
    isRepacked: lastOf(argv, ['--repack'], ['-nr', '--no-repack']) ?? true,
    usesMmap: usesMmapIn(argv),
    usesGpu: optionIn(argv, '-dev', '--device') !== 'none',
    cpuMoeLayers: cpuMoeLayersIn(argv, ['-cmoe', '--cpu-moe'], ['-ncmoe', '--n-cpu-moe']),
    hasEmbeddings: hasFlag(argv, '--embedding', '--embeddings', '--rerank', '--reranking'),
    poolingType: optionIn(argv, '--pooling'),
    adapterPaths: adapterPathsIn(argv),
    promptCacheMib: wholeIn(argv, '-cram', '--cache-ram'),
    isFitted: optionIn(argv, '-fit', '--fit') !== 'off',
    draft: draftOptionsIn(argv),
    hubFile: optionIn(argv, '-hff', '--hf-file'),
    modelUrl: optionIn(argv, '-mu', '--model-url'),
    dockerRepo: optionIn(argv, '-dr', '--docker-repo'),
    projectorUrl: optionIn(argv, '-mmu', '--mmproj-url'),
    takesProjector: lastOf(argv, ['--mmproj-auto'], ['--no-mmproj', '--no-mmproj-auto']) ?? true,
    isProjectorOnGpu: lastOf(argv, ['--mmproj-offload'], ['--no-mmproj-offload']) ?? true,
  }
}

const draftMoe = ['-cmoed', '--cpu-moe-draft', '--spec-draft-cpu-moe'] as const
const draftMoeLayers = [
  '-ncmoed',
  '--n-cpu-moe-draft',
  '--spec-draft-n-cpu-moe',
  '--spec-draft-ncmoe',
] as const

const draftOptionsIn = (argv: readonly string[]): DraftOptions => ({
  repo: optionIn(argv, '-hfd', '-hfrd', '--hf-repo-draft', '--spec-draft-hf'),
  types: listIn(optionIn(argv, '--spec-type')),
  contextTokens: positiveIn(argv, '-cd', '--ctx-size-draft', '--spec-draft-ctx-size'),
  maxTokens: countIn(argv, '--draft', '--draft-n', '--draft-max', '--spec-draft-n-max'),
  gpuLayers: gpuLayersIn(
    argv,
    '-ngld',
    '--gpu-layers-draft',
    '--n-gpu-layers-draft',
    '--spec-draft-ngl',
  ),
  cpuMoeLayers: cpuMoeLayersIn(argv, draftMoe, draftMoeLayers),
  keyType: typeIn(argv, '-ctkd', '--cache-type-k-draft', '--spec-draft-type-k'),
  valueType: typeIn(argv, '-ctvd', '--cache-type-v-draft', '--spec-draft-type-v'),
})

/** Types are written in any case. */
export const typeIn = (argv: readonly string[], ...names: readonly string[]): string | null =>
  optionIn(argv, ...names)?.toLowerCase() ?? null

export function gpuLayersIn(
  argv: readonly string[],
  ...names: readonly string[]
): number | 'all' | 'auto' | null {
  const word = optionIn(argv, ...names)
  return word === 'all' || word === 'auto' ? word : countIn(argv, ...names)
}

function positiveIn(argv: readonly string[], ...names: readonly string[]): number | null {
  const count = countIn(argv, ...names)
  return count === 0 ? null : count
}

function wholeIn(argv: readonly string[], ...names: readonly string[]): number | null {
  const text = optionIn(argv, ...names)
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

const listIn = (text: string | null): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Of a flag and its opposite the later one counts; null: neither is there. */
export function lastOf(
  argv: readonly string[],
  on: readonly string[],
  off: readonly string[],
): boolean | null {
  const last = argv.findLast((argument) => on.includes(argument) || off.includes(argument))
  return last === undefined ? null : on.includes(last)
}

const flashWords: ReadonlyMap<string, 'on' | 'off' | 'auto'> = new Map([
  ['on', 'on'],
  ['1', 'on'],
  ['true', 'on'],
  ['enabled', 'on'],
  ['off', 'off'],
  ['0', 'off'],
  ['false', 'off'],
  ['disabled', 'off'],
  ['auto', 'auto'],
  ['-1', 'auto'],
])

/** Builds before `sinceBuild.flashAuto` take no word behind it: what follows it there is no word of these. */
function flashAttentionIn(argv: readonly string[]): LlamaMemoryOptions['flashAttention'] {
  const names = ['-fa', '--flash-attn'] as const
  const word = optionIn(argv, ...names)
  const isThere = word !== null || hasFlag(argv, ...names)
  return flashWords.get(word ?? '') ?? (isThere ? 'on' : null)
}

const mappingModes: ReadonlySet<string> = new Set(['auto', 'mmap', 'mmap+mlock'])

/** `--load-mode` since 2026-07; each of the older flags stands for one of its modes, and the last of them all counts. */
export function usesMmapIn(argv: readonly string[]): boolean {
  let usesMmap = true
  argv.forEach((argument, index) => {
    const [name = '', value = argv[index + 1] ?? ''] = argument.split('=', 2)
    if (name === '-lm' || name === '--load-mode') usesMmap = mappingModes.has(value)
    else if (name === '--mmap') usesMmap = true
    else if (['--no-mmap', '-dio', '--direct-io'].includes(name)) usesMmap = false
  })
  return usesMmap
}

function cpuMoeLayersIn(
  argv: readonly string[],
  all: readonly string[],
  some: readonly string[],
): number | 'all' {
  return hasFlag(argv, ...all) ? 'all' : (countIn(argv, ...some) ?? 0)
}

/** Each may be given more than once, and name several: `a.gguf,b.gguf:0.5`; older builds put the scale into a word of its own. */
function adapterPathsIn(argv: readonly string[]): readonly string[] {
  const names = ['--lora', '--lora-scaled']
  return argv.flatMap((argument, index) => {
    const name = names.find((one) => argument === one || argument.startsWith(`${one}=`))
    if (name === undefined) return []
    const text = argument === name ? argv[index + 1] : argument.slice(name.length + 1)
    return listIn(text ?? null).map((one) => one.replace(/:-?[\d.]+$/, ''))
  })
}
