import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { parseSize } from '../shared/parse.ts'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import type { FitEngine } from '../shared/fit.ts'
import type { FitOptions } from './fit/fit-options.ts'
import { parseMac, type OtherMac } from './fit/fit-room.ts'
import { bitsOfQuantization, parseParameterCount } from './inference/estimate/family-guess.ts'
import { aCount, parsedBy, tokensUpTo } from './option-values.ts'

interface FitFlags {
  readonly ctx?: number
  readonly kvType?: string
  readonly kvTypeK?: string
  readonly kvTypeV?: string
  readonly parallel?: number
  readonly gpuLayers?: number | 'all'
  readonly nCpuMoe: number
  readonly batch?: number
  readonly ubatch?: number
  readonly flashAttn: FitOptions['flashAttention']
  readonly swaFull: boolean
  readonly mmap: boolean
  readonly mmproj?: string
  readonly draft?: string
  readonly lora: readonly string[]
  readonly engine?: FitEngine
  readonly build?: number
  readonly room: number | null
  readonly mac?: OtherMac
  readonly params?: number
  readonly quant?: string
  readonly json: boolean
}

/** Beyond what any model was made for. */
const mostTokens = 2 ** 30
const mostLayers = 10_000
/** LLAMA_MAX_SEQ of llama.cpp. */
const mostParallel = 256
const someTokens = tokensUpTo(mostTokens)

/** `all` and `-1` are all of them, as llama.cpp has it. */
const someLayers = (text: string): number | 'all' =>
  /^(all|auto|-1)$/i.test(text) ? 'all' : aCount(0, mostLayers)(text)

const path = (value: string): string => resolve(value)

/** `headroom fit` (design §3): its options, by the names that llama.cpp has for them. */
export function addFitting(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('fit')
    .argument(
      '[model]',
      'a GGUF file (any shard), a folder of safetensors, a name of Ollama, Hugging Face or LM Studio, or a log of llama.cpp (- for standard input)',
    )
    .description(
      'what a model would take, part by part, and whether it fits; exit code 1 where it does not, 3 where it cannot be told',
    )

  addRunOptions(command)
  addEngineOptions(command)
  command.action(async (model: string | undefined, flags: FitFlags) => {
    const { fit } = await import('./cli/fit.ts')
    const question = {
      wanted: model ?? null,
      family: familyOf(flags),
      roomBytes: flags.room,
      mac: flags.mac ?? null,
      options: optionsOf(flags),
    }
    done(await fit(question, { json: flags.json }))
  })
}

/** How it is run. */
function addRunOptions(command: Command): void {
  command
    .option(
      '--ctx <tokens>',
      "context (4096, 32k): llama.cpp's of all requests together, Ollama's and MLX's of each; without it the engine's own",
      someTokens,
    )
    .option('--kv-type <type>', 'of keys and values: f16, q8_0, q4_0 … (MLX: 8bit, 4bit)')
    .option('--kv-type-k <type>', 'of keys alone')
    .option('--kv-type-v <type>', 'of values alone')
    .option('--parallel <n>', 'requests at once', aCount(1, mostParallel))
    .option('--gpu-layers <n>', 'layers on the GPU; all by default', someLayers)
    .option('--n-cpu-moe <n>', 'layers whose experts stay with the CPU', aCount(0, mostLayers), 0)
    .option('--batch <tokens>', 'logical batch', someTokens)
    .option('--ubatch <tokens>', 'micro-batch', someTokens)
    .addOption(
      new Option('--flash-attn <mode>', 'flash attention')
        .choices(['on', 'off', 'auto'])
        .default('auto'),
    )
    .option('--swa-full', 'all of the context for sliding layers as well', false)
    .option('--no-mmap', 'weights are read, not mapped')
    .option('--mmproj <file>', 'with this projector, for pictures or sound', path)
    .option('--draft <file>', 'with this draft model', path)
    .addOption(
      new Option('--lora <file>', 'with this adapter (repeatable)')
        .argParser<readonly string[]>((file, before) => [...before, path(file)])
        .default([], 'none'),
    )
}

/** What runs it, and where. */
function addEngineOptions(command: Command): void {
  command
    .addOption(
      new Option('--engine <engine>', 'what runs it; by its files where it is not said').choices([
        'llama.cpp',
        'ollama',
        'mlx',
      ]),
    )
    .option('--build <n>', 'of llama.cpp: 9400, say; the newest by default', aBuild)
    .addOption(
      new Option('--room <bytes>', 'instead of what is left now (22GB, 22GiB, bytes)')
        .argParser(parsedBy(parseSize))
        .default(null, 'now'),
    )
    .addOption(
      new Option('--mac <mac>', 'on another Mac: 32GB or 32GB,macos26')
        .argParser(parsedBy(parseMac))
        .conflicts('room'),
    )
    .option(
      '--params <n>',
      'instead of a model, a guess by size: 32B',
      parsedBy(parseParameterCount),
    )
    .option('--quant <name>', 'with --params: q4_k_m, 4bit', aQuantization)
    .option('--json', 'as JSON', false)
}

const aBuild = parsedBy((text: string) => aCount(1, 1_000_000)(text.replace(/^b/i, '')))

const aQuantization = parsedBy((text: string) => {
  bitsOfQuantization(text)
  return text
})

function familyOf({
  params,
  quant,
}: FitFlags): { parameterCount: number; quantization: string } | null {
  if (params === undefined && quant === undefined) return null
  if (params === undefined) throw new UsageError('--quant wants --params: how large the model is')
  return { parameterCount: params, quantization: quant ?? 'q4_k_m' }
}

const optionsOf = (flags: FitFlags): FitOptions => ({
  engine: flags.engine ?? null,
  build: flags.build ?? null,
  engineVersion: null,
  program: null,
  contextTokens: flags.ctx ?? null,
  parallel: flags.parallel ?? null,
  keyType: flags.kvTypeK ?? flags.kvType ?? null,
  valueType: flags.kvTypeV ?? flags.kvType ?? null,
  batchTokens: flags.batch ?? null,
  ubatchTokens: flags.ubatch ?? null,
  flashAttention: flags.flashAttn,
  isSlidingFull: flags.swaFull,
  gpuLayers: typeof flags.gpuLayers === 'number' ? flags.gpuLayers : null,
  cpuMoeLayers: flags.nCpuMoe,
  usesMmap: flags.mmap,
  mmprojPath: flags.mmproj ?? null,
  draftPath: flags.draft ?? null,
  loraPaths: flags.lora,
  given: null,
  isFitted: false,
  givenMlx: null,
  usualContextTokens: null,
})
