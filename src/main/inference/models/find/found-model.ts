/** The files of the model that a user named. A `label` is what people call it, fit to be shown. */
export type FoundModel =
  | FoundGguf
  /** config.json beside *.safetensors: of MLX or Hugging Face. */
  | { readonly kind: 'safetensors-folder'; readonly path: string; readonly label: string }
  | { readonly kind: 'safetensors-file'; readonly path: string; readonly label: string }
  /** model_index.json above the parts of a pipeline of diffusers, each in a folder of its own. */
  | { readonly kind: 'pipeline-folder'; readonly path: string; readonly label: string }
  /** Any other file: the log of an engine, if it is text. What is in it was not looked at. */
  | { readonly kind: 'log'; readonly path: string }

export interface FoundGguf {
  readonly kind: 'gguf'
  /** The file that was named, or the first shard. */
  readonly path: string
  /** What a program that looks for it would load beside it: llama-server does so for -hf, not for -m. */
  readonly projectorPath: string | null
  readonly draftPath: string | null
  readonly adapterPaths: readonly string[]
  readonly ollama: OllamaModel | null
  readonly label: string
}

/** What Ollama keeps beside the weights. */
interface OllamaModel {
  /** As `ollama ps` prints it. */
  readonly name: string
  readonly parameters: OllamaParameters
}

/** What the model's own file sets (`PARAMETER` in a Modelfile); null: Ollama decides. */
export interface OllamaParameters {
  readonly contextTokens: number | null
  readonly batchTokens: number | null
  /** null also for -1, which leaves it to Ollama. */
  readonly gpuLayers: number | null
  readonly isMapped: boolean | null
}

/** What came of looking for a model in one place. */
export type Search =
  | { readonly kind: 'found'; readonly model: FoundModel }
  | { readonly kind: 'none' }
  /** It is there, and something is wrong with it, or it is several: one sentence. */
  | { readonly kind: 'trouble'; readonly sentence: string; readonly isNowhere?: true }

/** Of a model that is known to be there. */
export type Opened = Exclude<Search, { readonly kind: 'none' }>

export const none: Search = { kind: 'none' }
export const found = (model: FoundModel): Opened => ({ kind: 'found', model })
export const trouble = (sentence: string): Opened => ({ kind: 'trouble', sentence })
