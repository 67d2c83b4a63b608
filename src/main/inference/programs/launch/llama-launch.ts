import { hasFlag, optionIn } from '../arguments.ts'
import { llamaOptions, type LlamaOptions } from '../llama-arguments.ts'
import { optionsOfBench } from './llama-bench.ts'
import { wordsOfEnvironment } from './llama-environment.ts'
import { llamaToolOf, type LlamaTool } from './llama-tool.ts'
import type { LaunchCommand, LlamaLaunch, NamedModel, WatchedLaunch } from './launch.ts'

/** A program of llama.cpp; null: it is none, or loads nothing. */
export function llamaLaunch(command: LaunchCommand): LlamaLaunch | WatchedLaunch | null {
  const tool = llamaToolOf(command)
  if (tool === null) return null
  const title = `llama-${tool.name}`
  if (tool.use === 'bench') return benchLaunch(tool, title)
  const args = [...wordsOfEnvironment(command.environment), ...withNamedModel(tool)]
  const options = llamaOptions([title, ...args])
  if (tool.use === 'watched') return watchedTool(title, options)
  return launchOfOptions({ title, args, options, tool })
}

interface Read {
  readonly title: string
  readonly args: readonly string[]
  readonly options: LlamaOptions
  readonly tool: LlamaTool
}

function launchOfOptions({ title, args, options, tool: { use } }: Read): LlamaLaunch {
  const model = modelIn(args, options)
  const { contextTokens, gpuLayers } = options
  return {
    kind: 'llama',
    title,
    program: use === 'server' ? 'server' : 'library',
    options: use === 'text' ? inPieces(options) : options,
    model,
    takesProjectorBeside: use !== 'text' && model.kind === 'repository' && options.takesProjector,
    // `-c 0` asks for the whole context: that is not made shorter
    isFitted:
      options.isFitted &&
      contextTokens === null &&
      optionIn(args, '-c', '--ctx-size') === null &&
      (gpuLayers === null || gpuLayers === 'auto') &&
      use !== 'text',
    unreckoned: unreckonedIn(args),
  }
}

/** `llama serve user/name`, `llama-server m.gguf`: a model that stands first is one as `-hf` or `-m` name it. */
function withNamedModel({ args, isVerb }: LlamaTool): readonly string[] {
  const [first = '-', ...rest] = args
  const isPath = /^(?:\/|~|\.{1,2}\/)/.test(first) || /\.gguf$/i.test(first)
  if (first.startsWith('-') || !(isVerb || isPath)) return args
  return [`${isPath ? '--model' : '--hf-repo'}=${first}`, ...rest]
}

/** They print something, and end. */
const asking =
  '-h --help --usage --version --list-devices -cl --cache-list --completion-bash'.split(' ')

const preset = /^--((?:gpt-oss|fim|embd|vision|tts)-\S+-(?:default|spec))$/

function modelIn(args: readonly string[], options: LlamaOptions): NamedModel {
  const { modelPath, modelUrl, dockerRepo, hubFile } = options
  if (hasFlag(args, ...asking)) return none('It only prints something.')
  if (dockerRepo !== null) return none('Models of Docker are not read.')
  const repository = optionIn(args, '-hf', '-hfr', '--hf-repo')
  if (repository !== null) return { kind: 'repository', repository, file: hubFile }
  if (modelPath !== null) return { kind: 'path', path: modelPath }
  if (modelUrl !== null) return { kind: 'url', url: modelUrl }
  const named = args.flatMap((word) => preset.exec(word)?.[1] ?? [])
  if (named[0] !== undefined)
    return none(`The preset ${named[0]} chooses its model and its options.`)
  return none('No model is named: one is loaded when it is asked for.')
}

const none = (reason: string): NamedModel => ({ kind: 'none', reason })

/** What they do to memory is not in the estimate. */
const notReckoned: readonly (readonly string[])[] = [
  ['-ot', '--override-tensor'],
  ['-otd', '--override-tensor-draft', '--spec-draft-override-tensor'],
  ['-ncffn', '--n-cpu-ffn'],
  ['--moe-cache-mib'],
  ['--rpc'],
  ['--control-vector'],
  ['--control-vector-scaled'],
]

const unreckonedIn = (args: readonly string[]): readonly string[] =>
  notReckoned.flatMap((names) => {
    const [long = ''] = names.toReversed()
    return optionIn(args, ...names) === null ? [] : [long]
  })

const usualPieceTokens = 512
const usualBatchTokens = 2_048

/** As many pieces at once as a batch holds (tools/perplexity, tools/imatrix): `-c` is that of one. */
function inPieces(options: LlamaOptions): LlamaOptions {
  const pieceTokens = options.contextTokens ?? usualPieceTokens
  const batchTokens = options.batchTokens ?? usualBatchTokens
  const parallel = Math.max(1, Math.floor(batchTokens / pieceTokens))
  return { ...options, contextTokens: pieceTokens * parallel, parallel }
}

function benchLaunch({ args }: LlamaTool, title: string): LlamaLaunch | WatchedLaunch {
  const options = optionsOfBench(args)
  if (options === null) return watched(title, null, 'It loads several models, one after another.')
  return {
    kind: 'llama',
    title,
    program: 'library',
    options,
    model: modelIn(args, options),
    takesProjectorBeside: false,
    isFitted: false,
    unreckoned: unreckonedIn(args),
  }
}

const watchedTool = (
  title: string,
  { modelPath, repo, modelUrl }: LlamaOptions,
): WatchedLaunch | null => {
  const model = modelPath ?? repo ?? modelUrl
  return model === null
    ? null
    : watched(title, model, 'What this tool takes beside the weights is not reckoned.')
}

const watched = (title: string, model: string | null, reason: string): WatchedLaunch => ({
  kind: 'watched',
  title,
  server: null,
  model,
  reason,
})
