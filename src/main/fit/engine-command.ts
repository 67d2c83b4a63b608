import type { FitEngine } from '../../shared/fit.ts'
import { quoted } from '../../shared/shell-word.ts'
import { hasLlamaOption } from '../inference/engine-options.ts'
import { llamaWords } from './advice/llama-words.ts'

/** A model, and how it is to be run. null: as the engine does by itself. */
export interface EngineCommand {
  readonly engine: FitEngine
  readonly model: {
    readonly path: string | null
    /** As `ollama ps` prints it. */
    readonly ollamaName: string | null
    /** Of the Hugging Face Hub: `ggml-org/gemma-3-4b-it-GGUF`. */
    readonly repository: string | null
  }
  /** llama.cpp's of all sequences together, Ollama's of each. */
  readonly contextTokens: number | null
  /** Of keys and values alike: `q8_0`. */
  readonly kvType: string | null
  readonly parallel: number | null
  readonly ubatchTokens: number | null
  readonly gpuLayers: number | null
  readonly cpuMoeLayers: number | null
  /** Of llama.cpp. */
  readonly build: number | null
  readonly mmprojPath?: string | null
}

/** One whole command that runs a model like this, to be pasted into a shell; null where the engine has none. */
export function commandOf(run: EngineCommand): string | null {
  // what is pasted must not end its own quotes in a terminal: no name of a file may have a control character
  if (Object.values(run.model).some((name) => name !== null && /\p{Cc}/u.test(name))) return null
  switch (run.engine) {
    case 'llama.cpp':
      return llamaCommand(run)
    case 'ollama':
      return ollamaCommand(run)
    case 'mlx':
      return mlxCommand(run)
  }
}

function llamaCommand(run: EngineCommand): string | null {
  const { path, repository } = run.model
  const isUnknown =
    (run.kvType !== null && !isHalf(run.kvType) && !hasLlamaOption('kvType', run.build)) ||
    (run.parallel !== null && !hasLlamaOption('parallel', run.build)) ||
    (run.ubatchTokens !== null && !hasLlamaOption('ubatch', run.build)) ||
    (isSome(run.cpuMoeLayers) && !hasLlamaOption('cpuMoe', run.build))
  if (isUnknown || (path === null && repository === null)) return null
  const model = path === null ? ['-hf', quoted(repository ?? '')] : ['-m', quoted(path)]
  const mmproj = run.mmprojPath ? ['--mmproj', quoted(run.mmprojPath)] : []
  return ['llama-server', ...model, ...mmproj, ...llamaWords(run, run.build)].join(' ')
}

/** What half of a 32-bit number holds is what engines take by themselves. */
const isHalf = (kvType: string): boolean => /^(?:b?f16|16 ?bit)$/i.test(kvType)
const isSome = (count: number | null): boolean => count !== null && count > 0

/**
 * What a model sets is a copy of its manifest with parameters of its own (weights are not copied): those count more than the server's,
 * and more than what its own file says. The type of the cache and the number of requests are set for a server alone, which is there
 * already, or loads nothing when it starts: no one command runs a model with those.
 */
function ollamaCommand(run: EngineCommand): string | null {
  const { ollamaName: name } = run.model
  if (name === null || isSome(run.cpuMoeLayers)) return null
  const isOfServer = (run.kvType !== null && !isHalf(run.kvType)) || (run.parallel ?? 1) > 1
  if (isOfServer) return null
  const parameters = [
    ['num_ctx', run.contextTokens],
    ['num_batch', run.ubatchTokens],
    ['num_gpu', run.gpuLayers],
  ] as const
  const given = parameters.filter(([, value]) => value !== null)
  return given.length === 0 ? `ollama run ${quoted(name)}` : withParameters(name, given)
}

/** A name without a tag has `latest`; one with a port before its path has a colon that is none. */
function withParameters(
  name: string,
  parameters: readonly (readonly [name: string, value: number | null])[],
): string {
  const [base = name, tag] = /^(.*):([^/:]*)$/.exec(name)?.slice(1) ?? []
  const marks = parameters.map(([parameter, value]) => `${parameter.slice('num_'.length)}${value}`)
  const own = `${base}:${[...(tag === undefined ? [] : [tag]), ...marks].join('-')}`
  const lines = parameters.map(([parameter, value]) => `'PARAMETER ${parameter} ${value}'`)
  // `-f` wants a file that it can look at, which a pipe is by this name
  return `printf '%s\\n' ${quoted(`FROM ${name}`)} ${lines.join(' ')} | ollama create ${quoted(own)} -f /dev/stdin && ollama run ${quoted(own)}`
}

/** The server has no context to set: it grows with the text. Nor a width of keys and values, which one program alone has. */
function mlxCommand(run: EngineCommand): string | null {
  const { path, repository } = run.model
  const model = path ?? repository
  const hasOther = run.ubatchTokens !== null || run.gpuLayers !== null || isSome(run.cpuMoeLayers)
  if (model === null || hasOther) return null
  const bits = run.kvType === null ? null : (/\d+/.exec(run.kvType)?.[0] ?? null)
  if (bits === null || bits === '16' || bits === '32') {
    const parallel = run.parallel === null ? [] : ['--decode-concurrency', String(run.parallel)]
    return ['mlx_lm.server', '--model', quoted(model), ...parallel].join(' ')
  }
  if ((run.parallel ?? 1) > 1) return null
  return `mlx_lm.generate --model ${quoted(model)} --kv-bits ${bits} --prompt -`
}
