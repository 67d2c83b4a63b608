import type { ProcessMemoryKind } from './app.ts'
import type { ModelId, Pid, ServerId } from './ids.ts'

/**
 * Programs that run inference. `llama-app`: ggml-org's menu-bar app; `ollama-runner`: the child that an Ollama before 0.30 and
 * one with an MLX model runs it in; `python`: a program of the user's own on MLX or MPS, which answers nobody.
 */
export type ServerKind =
  | 'ollama'
  | 'ollama-runner'
  | 'llama-server'
  | 'llama-server-router'
  | 'llama-app'
  | 'lmstudio'
  | 'mlx-lm'
  | 'mlx-vlm'
  | 'omlx'
  | 'rapid-mlx'
  | 'vllm-mlx'
  | 'vllm'
  | 'jan'
  | 'localai'
  | 'koboldcpp'
  | 'llama-swap'
  | 'docker-model-runner'
  | 'gpt4all'
  | 'comfyui'
  | 'exo'
  | 'python'

/**
 * `starting`: its process is there, and it does not answer yet, or says that it loads; `closed`: it wants a key; `silent`: it
 * does not answer in time; `unasked`: there is nothing that Headroom could ask, so only its process is known.
 */
export type ServerState = 'starting' | 'ready' | 'closed' | 'silent' | 'unasked'

/**
 * How a fact has come to us: its server answered it over HTTP; its command line says it; its log; the files that its process has
 * mapped; what Ollama keeps of names on the disk; the list of processes; or Headroom has worked it out of several answers.
 */
export type FactOrigin = 'asked' | 'argv' | 'log' | 'mapped' | 'names' | 'processes' | 'seen'

/** What is not told has none. All else of a server is of its processes and their ports. */
export type ServerOrigins = Readonly<
  Partial<Record<'version' | 'state' | 'queue' | 'models', FactOrigin>>
>

/** What is not told has none; sizes say theirs themselves. */
export type ModelOrigins = Readonly<
  Partial<
    Record<
      | 'name'
      | 'file'
      | 'quantization'
      | 'context'
      | 'used'
      | 'state'
      | 'idle'
      | 'expiry'
      | 'pace'
      | 'queue'
      | 'onGpu',
      FactOrigin
    >
  >
>

/** A program that runs inference, or that starts such programs. */
export interface Server {
  readonly id: ServerId
  readonly kind: ServerKind
  /** As people call it: `LM Studio`. */
  readonly title: string
  /** As it prints it; null where it is not told. */
  readonly version: string | null
  /** Of the process that listens, where one does. */
  readonly pid: Pid
  readonly startedAtMs: number
  /** On loopback; null where it listens on none, or where none is known. */
  readonly port: number | null
  /** The server that started it: Ollama of its llama-server. */
  readonly parentId: ServerId | null
  readonly state: ServerState
  /** A sentence where the state is not `ready`; null where there is nothing to say. */
  readonly stateReason: string | null
  readonly queueLength: number | null
  /**
   * Of its own processes, those of other servers among them left out: the sum of what is known of them. null: nothing is
   * known of any.
   */
  readonly memoryBytes: number | null
  /** null also where its processes are not all counted alike. */
  readonly memoryKind: ProcessMemoryKind | null
  /** Which models it has loaded is known, also where it has none. */
  readonly tellsModels: boolean
  readonly origins?: ServerOrigins
}

/**
 * Where a size comes from: the server's own account; a line of its log; the file that its command line names; our estimate
 * from the model's header; the memory of its process, which holds more than the model.
 */
export type SizeOrigin = 'reported' | 'log' | 'argv' | 'estimated' | 'process'

export interface ModelSize {
  readonly bytes: number
  readonly origin: SizeOrigin
}

/** null: not told. The parts need not be all there is. */
export interface ModelMemory {
  /** All that it takes, on the GPU and elsewhere. */
  readonly total: ModelSize | null
  readonly onGpu: ModelSize | null
  readonly weights: ModelSize | null
  readonly kv: ModelSize | null
}

/** `loaded`: it is, and whether it works is not told. */
export type ModelState = 'loading' | 'loaded' | 'idle' | 'generating' | 'sleeping' | 'unloading'

/**
 * How its memory comes back: by unloading it; by quitting its server, which does nothing else; or not by Headroom, for the
 * reason given. `takesAll`: the server unloads all its models at once.
 */
export type Eject =
  | { readonly kind: 'unload'; readonly takesAll: boolean }
  | { readonly kind: 'quit' }
  | { readonly kind: 'none'; readonly reason: string }

/** A request at work, in the context that it has for itself or shares. */
export interface RequestFill {
  readonly usedTokens: number
  readonly contextTokens: number
  /** Requests at work beside it, which share its model's pace. */
  readonly besideCount: number
}

/** A model that a server has loaded, or is loading. */
export interface Model {
  readonly id: ModelId
  /** The one to ask about it. */
  readonly serverId: ServerId
  /** As its server calls it. */
  readonly name: string
  /** Where its weights lie; null where it is not known. */
  readonly file: string | null
  /** Another model has mapped the same file: its weights are in memory once, and are counted there. */
  readonly sharesFile: boolean
  readonly quantization: string | null
  readonly memory: ModelMemory
  /** Whether its engine puts all of it on the GPU, by what it is and was told to; missing where nothing tells. */
  readonly isOnGpu?: boolean
  /** Of all requests together where they share it, else of each. */
  readonly contextTokens: number | null
  readonly contextUsedTokens: number | null
  /** How full its cache is, from 0 to 1: used of all tokens, else as its server says it. */
  readonly contextRatio: number | null
  /** The request at work whose context is fullest; missing where its server does not tell requests apart, or none is at work. */
  readonly fullestRequest?: RequestFill
  readonly state: ModelState
  /** Since when it has done nothing, as far as Headroom has seen it; null where it works, or where it is not known. */
  readonly idleSinceMs: number | null
  /** When its server lets it go by itself; null for never, and where it is not told. */
  readonly expiresAtMs: number | null
  readonly tokensPerSecond: number | null
  readonly queueLength: number | null
  /** It runs on another machine, and takes nothing of this one. */
  readonly isRemote: boolean
  readonly eject: Eject
  /** When this was last told, and whether that is too long ago. */
  readonly atMs: number
  readonly isStale: boolean
  readonly origins?: ModelOrigins
}
