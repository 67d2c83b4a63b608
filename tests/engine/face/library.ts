/** What the face uses of node-llama-cpp 3.22.1, which is no dependency of the project and so brings it no types. */

export interface Library {
  getLlama(options: {
    readonly gpu: false
    readonly build: 'never'
    readonly maxThreads: number
    readonly logLevel: 'info'
    readonly logger: (level: LogLevel, text: string) => void
  }): Promise<Llama>
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'log' | 'debug'

export interface Llama {
  loadModel(options: {
    readonly modelPath: string
    readonly useMmap: boolean
    /** It would refuse by an estimate; llama-server tries. */
    readonly ignoreMemorySafetyChecks: boolean
  }): Promise<LlamaModel>
  /** What lies below its own API: llama.cpp, as this version hands it on. */
  readonly _bindings: Bindings
}

export interface Bindings {
  readonly AddonModel: new (
    path: string,
    options: { readonly addonExports: Bindings; readonly useMmap: boolean },
  ) => AddonModel
  readonly AddonContext: new (
    model: AddonModel,
    options: {
      /** Of all sequences together: it has no cache that they share. */
      readonly contextSize: number
      /** `n_batch` and `n_ubatch`. */
      readonly batchSize: number
      readonly sequences: number
      readonly flashAttention: 'auto' | boolean
      readonly threads: number
      /** By their numbers in ggml. */
      readonly kvCacheKeyType: number
      readonly kvCacheValueType: number
      readonly swaFullCache: boolean
    },
  ) => AddonPart
}

export interface AddonPart {
  /** False where llama.cpp cannot load or make it. */
  init(): Promise<boolean>
  dispose(): Promise<void>
}

export type AddonModel = AddonPart

export interface LlamaModel {
  /** Of all tensors, in bytes. */
  readonly size: number
  /** `llama ?B F16` */
  readonly typeDescription: string
  readonly trainContextSize: number
  readonly embeddingVectorSize: number
  readonly tokens: { readonly bos: Token | null; readonly shouldPrependBosToken: boolean }
  readonly fileInfo: {
    readonly metadata: {
      readonly tokenizer: { readonly ggml: { readonly tokens: readonly string[] } }
    }
    readonly tensorInfo?: readonly { readonly dimensions: readonly (number | bigint)[] }[]
  }
  tokenize(text: string): readonly Token[]
  detokenize(tokens: readonly Token[]): string
  isEogToken(token: Token): boolean
  createContext(options: {
    /** Of each sequence. */
    readonly contextSize: number
    readonly sequences: number
    readonly ignoreMemorySafetyChecks: boolean
  }): Promise<LlamaContext>
}

export interface LlamaContext {
  getSequence(): LlamaSequence
}

/** One of the requests that a context works at side by side. */
export interface LlamaSequence {
  readonly contextSize: number
  /** How many tokens it holds. */
  readonly nextTokenIndex: number
  clearHistory(): Promise<void>
  evaluate(
    tokens: readonly Token[],
    options: {
      readonly temperature: number
      readonly topK: number
      readonly topP: number
      readonly minP: number
      readonly yieldEogToken: boolean
    },
  ): AsyncIterable<Token>
}

export type Token = number

export async function loadLibrary(url: string): Promise<Library> {
  const library: Library = await import(url)
  return library
}
