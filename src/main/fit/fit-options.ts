import type { FitEngine } from '../../shared/fit.ts'
import type { LlamaRun } from '../inference/estimate/run.ts'
import type { LlamaOptions } from '../inference/programs/llama-arguments.ts'

/** What `headroom fit` is asked, whoever asks. null: what the engine does by itself. */
export interface FitOptions {
  readonly engine: FitEngine | null
  readonly build: number | null
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
}

export interface GivenLlama {
  readonly options: LlamaOptions
  /** `library`: llama-cli and the like, which take one slot. */
  readonly program: LlamaRun['program']
}

export const noFitOptions: FitOptions = {
  engine: null,
  build: null,
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
}
