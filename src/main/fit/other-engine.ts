import { llamaWords } from './advice/llama-words.ts'
import { settingsTogether } from './advice/settings.ts'
import { commandOf } from './engine-command.ts'
import { expertsToCpu } from './llama-ways.ts'
import type { LlamaFit } from './llama-sizer.ts'
import type { FitOptions } from './fit-options.ts'
import type { Changes, Setting, Sizer } from './sizer.ts'

/** The same file, context and requests as Ollama has them, run by llama.cpp itself. */
function asLlama(
  { contextTokens, parallel }: Sizer,
  set: LlamaFit['ollama'],
  options: FitOptions,
): FitOptions {
  const gpuLayers = options.gpuLayers ?? set?.gpuLayers ?? null
  return {
    ...options,
    engine: 'llama.cpp',
    engineVersion: null,
    ubatchTokens: null,
    batchTokens: null,
    contextTokens,
    parallel,
    gpuLayers,
  }
}

/**
 * Ollama has no option for experts, llama.cpp has: of a mixture that is the one thing for which another engine takes less of the same
 * file (all else Ollama can be told as well). null: it is no mixture, or the command would leave something out.
 */
export function withExpertsByLlama(
  ollama: Sizer,
  options: FitOptions,
  { model: { model, projector, draft, adapterBytes }, path, ...fit }: LlamaFit,
  llama: (options: FitOptions) => Sizer,
): Sizer {
  if (path === null || model.experts === null) return ollama
  if (projector !== null || draft !== null || adapterBytes > 0) return ollama
  const own = asLlama(ollama, fit.ollama, options)
  const other = llama(own)
  const experts = expertsToCpu(model, 0, { engine: 'llama.cpp' })
  return {
    ...ollama,
    need: (changes) => {
      if (changes?.engine === undefined) return ollama.need(changes)
      const { engine: _, ...rest } = changes
      return other.need(rest)
    },
    ways: [
      ...ollama.ways,
      {
        ...experts,
        kind: 'other-engine',
        rung: 'other engine',
        text: (changes) => `run it by llama.cpp itself, and ${experts.text(changes)}`,
        costs: 'another program and its address; answers are slower',
      },
    ],
    setting: (changes) =>
      changes.engine === undefined
        ? ollama.setting(changes)
        : settingByLlama(changes, path, { ...other, gpuLayers: own.gpuLayers }),
  }
}

type LlamaNow = Pick<Sizer, 'contextTokens' | 'parallel' | 'kvType' | 'setting'> &
  Pick<FitOptions, 'gpuLayers'>

function settingByLlama(
  { engine: _, ...changes }: Changes,
  path: string,
  { contextTokens, parallel, kvType, gpuLayers, setting }: LlamaNow,
): Setting {
  const { quantization, ...run } = { contextTokens, parallel, kvType, gpuLayers, ...changes }
  if (quantization !== undefined) {
    // the path of its file is not known yet
    const text = `run it by llama-server -m with its path and ${llamaWords(run, null).join(' ')}`
    return settingsTogether([setting({ quantization }), { flag: null, how: { kind: 'act', text } }])
  }
  const text = commandOf({
    ubatchTokens: null,
    cpuMoeLayers: null,
    ...run,
    engine: 'llama.cpp',
    model: { path, ollamaName: null, repository: null },
    build: null,
  })
  return { flag: null, how: { kind: 'command', text: text ?? '' } }
}
