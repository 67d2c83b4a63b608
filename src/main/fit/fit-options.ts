import type { FitEngine } from '../../shared/fit.ts'
import type { MlxRun } from '../inference/estimate/mlx/mlx-run.ts'
import type { LlamaRun } from '../inference/estimate/run.ts'
import type { FoundGguf } from '../inference/models/find/found-model.ts'
import type { LlamaOptions } from '../inference/programs/llama-arguments.ts'

/** What `headroom fit` is asked, whoever asks. null: what the engine does by itself. */
export interface FitOptions {
  readonly engine: FitEngine | null
  readonly build: number | null
  /** Of Ollama or mlx-lm, as they print it: what it lacks is not advised. null: one of today. */
  readonly engineVersion: string | null
  /** What runs the engine, where that says how it is set: Ollama and LM Studio by their settings, programs of mlx-lm each by their options. */
  readonly program: 'ollama' | 'lm-studio' | 'mlx_lm.server' | null
  readonly contextTokens: number | null
  readonly parallel: number | null
  readonly keyType: string | null
  readonly valueType: string | null
  readonly batchTokens: number | null
  readonly ubatchTokens: number | null
  readonly flashAttention: LlamaRun['flashAttention']
  readonly isSlidingFull: boolean
  readonly gpuLayers: number | null
  readonly cpuMoeLayers: number
  readonly usesMmap: boolean
  readonly mmprojPath: string | null
  readonly draftPath: string | null
  readonly loraPaths: readonly string[]
  /** What a command line of llama.cpp says: it then counts instead of all that is said above of how it is run. */
  readonly given: GivenLlama | null
  /** It is told neither a context nor layers, and chooses both by itself (`--fit` of llama.cpp). */
  readonly isFitted: boolean
  /** What a command line of MLX says that is not said above. */
  readonly givenMlx: GivenMlx | null
  /** Of Ollama's server (OLLAMA_CONTEXT_LENGTH): where neither is said above, nor by the model's own file. */
  readonly usualContextTokens: number | null
}

export interface GivenLlama {
  readonly options: LlamaOptions
  /** `library`: llama-cli and the like, which take one slot. */
  readonly program: LlamaRun['program']
  /** The projector that lies beside the model is loaded with it, as `-hf` does. */
  readonly takesProjectorBeside: boolean
}

/** What is not said is as the program has it. */
export type GivenMlx = Partial<
  Pick<MlxRun, 'kvGroupSize' | 'quantizedKvStartTokens' | 'maxKvTokens' | 'prefillStepTokens'>
>

export const noFitOptions: FitOptions = {
  engine: null,
  build: null,
  engineVersion: null,
  program: null,
  contextTokens: null,
  parallel: null,
  keyType: null,
  valueType: null,
  batchTokens: null,
  ubatchTokens: null,
  flashAttention: 'auto',
  isSlidingFull: false,
  gpuLayers: null,
  cpuMoeLayers: 0,
  usesMmap: true,
  mmprojPath: null,
  draftPath: null,
  loraPaths: [],
  given: null,
  isFitted: false,
  givenMlx: null,
  usualContextTokens: null,
}

/** Whether the projector that lies beside a model, or that its manifest names, is loaded without being asked for. */
export const takesBeside = (
  { ollama }: Pick<FoundGguf, 'ollama'>,
  { given }: Pick<FitOptions, 'given'>,
): boolean => ollama !== null || given?.takesProjectorBeside === true
