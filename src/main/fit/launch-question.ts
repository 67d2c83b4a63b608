import { baseName } from '../../shared/base-name.ts'
import { printable } from '../../shared/printable.ts'
import type {
  Launch,
  MlxLaunch,
  OllamaLaunch,
  OllamaSettings,
} from '../inference/programs/launch/launch.ts'
import { noFitOptions, type FitOptions } from './fit-options.ts'
import type { FitLaunch, LaunchQuestion, LaunchWorld } from './launch-fit.ts'
import { llamaQuestion } from './launch-llama.ts'
import { mlxQuestion } from './launch-mlx.ts'

/** What a launch asks of the fit: pure, nothing is looked for yet. */
export function questionOfLaunch(launch: Launch, world: LaunchWorld): LaunchQuestion {
  switch (launch.kind) {
    case 'llama':
      return llamaQuestion(launch, world)
    case 'ollama':
      return ollamaQuestion(launch, world)
    case 'mlx':
      return ofMlx(launch, world)
    case 'watched':
      return { kind: 'none', reason: launch.reason }
  }
}

const ofMlx = (launch: MlxLaunch, { places }: LaunchWorld): LaunchQuestion =>
  launch.model === null
    ? { kind: 'none', reason: 'No model is named: it loads the one that a request names.' }
    : mlxQuestion(launch, launch.model, places)

function ollamaQuestion(launch: OllamaLaunch, { ollama }: LaunchWorld): LaunchQuestion {
  switch (launch.verb) {
    case 'serve':
      return { kind: 'none', reason: 'Ollama loads a model when it is asked for one.' }
    case 'other':
      return { kind: 'none', reason: `"ollama ${printable(launch.word, 40)}" loads nothing.` }
    case 'run': {
      const known = ollama === null ? [unknownSettings] : []
      const options = { ...noFitOptions, engine: 'ollama', ...optionsOf(ollama) } as const
      return ofOllama(launch.name, options, known)
    }
    case 'runner': {
      const { path, contextTokens, parallel, kvType, batchTokens, gpuLayers } = launch
      // what it is told is of all requests together, what is asked of the fit of each
      const each = contextTokens === null ? null : Math.floor(contextTokens / (parallel ?? 1))
      const options = {
        ...noFitOptions,
        engine: 'ollama',
        contextTokens: each,
        parallel,
        keyType: kvType,
        valueType: kvType,
        batchTokens,
        gpuLayers,
      } as const
      return ofOllama(path, options, [
        `${baseName(path).slice(0, 19)}… is reckoned as llama.cpp would run it.`,
      ])
    }
  }
}

const unknownSettings =
  "Reckoned with the model's own parameters and Ollama's defaults: what Ollama's server was started with is not known, and variables of this command do not reach it."

const ofOllama = (wanted: string, options: FitOptions, remarks: readonly string[]): FitLaunch => ({
  kind: 'fit',
  wanted,
  orElse: null,
  options,
  isFitted: false,
  mayTakeLess: [],
  leavesOut: false,
  remarks,
})

/** Without flash attention Ollama leaves keys and values as they are. */
function optionsOf(settings: OllamaSettings | null): Partial<FitOptions> {
  if (settings === null) return {}
  const { contextTokens, kvType, parallel, flashAttention } = settings
  const type = flashAttention === false ? null : kvType
  return {
    usualContextTokens: contextTokens,
    parallel,
    keyType: type,
    valueType: type,
    flashAttention: flashAttention === null ? 'auto' : flashAttention ? 'on' : 'off',
  }
}
