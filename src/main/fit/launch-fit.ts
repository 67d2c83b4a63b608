import type { ModelPlaces } from '../inference/models/find/model-places.ts'
import type { OllamaSettings } from '../inference/programs/launch/launch.ts'
import type { FitOptions } from './fit-options.ts'

/** What a launch asks of the fit. */
export type LaunchQuestion =
  | FitLaunch
  /** Nothing is loaded, or it is not reckoned: why, in one sentence. */
  | { readonly kind: 'none'; readonly reason: string }

export interface FitLaunch {
  readonly kind: 'fit'
  /** For `findModel`. */
  readonly wanted: string
  /** What is looked for where that is not found, or is several. */
  readonly orElse: string | null
  readonly options: FitOptions
  /** The engine takes less by itself where it does not fit, as far as it sees that (`--fit` of llama.cpp). */
  readonly isFitted: boolean
  /** Options by which it may take less here than it is said to: they are not reckoned with. */
  readonly mayTakeLess: readonly string[]
  /** Something is loaded beside it, or taken on top, that is not counted. */
  readonly leavesOut: boolean
  /** What was taken to be so, and what is left out, in whole sentences. */
  readonly remarks: readonly string[]
}

export interface LaunchWorld {
  /** With the folder in which it is started. */
  readonly places: ModelPlaces
  /** Of llama.cpp; null: the newest that we know. */
  readonly build: number | null
  /** Of the server that runs; null: they are not known. */
  readonly ollama: OllamaSettings | null
}
