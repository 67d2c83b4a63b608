import type { ServerKind } from '../../../../shared/server.ts'
import type { LlamaRun } from '../../estimate/run.ts'
import type { LlamaOptions } from '../llama-arguments.ts'

/** A command that is about to be started, or was. */
export interface LaunchCommand {
  /** Its program and arguments. */
  readonly argv: readonly string[]
  /** null where it is not known: its first word is it then. */
  readonly executable: string | null
  /** As far as it is known. */
  readonly environment: Readonly<Record<string, string>>
}

/** What a command starts, and which model that will load, as far as its words tell. */
export type Launch = LlamaLaunch | OllamaLaunch | MlxLaunch | WatchedLaunch

export interface LlamaLaunch {
  readonly kind: 'llama'
  /** As people call it: `llama-server`. */
  readonly title: string
  readonly program: LlamaRun['program']
  readonly options: LlamaOptions
  readonly model: NamedModel
  /** The projector that lies beside a model of a repository comes along. */
  readonly takesProjectorBeside: boolean
  /** What it is not told, it chooses so that it fits (`--fit`), where its build can. */
  readonly isFitted: boolean
  /** Options that change what it takes, and that are not reckoned with. */
  readonly unreckoned: readonly string[]
}

/** How a command names its model. Nothing was looked for yet. */
export type NamedModel =
  | { readonly kind: 'path'; readonly path: string }
  /** `user/name:Q4_K_M` of Hugging Face; `file`: of several the one that is meant. */
  | { readonly kind: 'repository'; readonly repository: string; readonly file: string | null }
  /** It is downloaded first. */
  | { readonly kind: 'url'; readonly url: string }
  /** Why: one sentence. */
  | { readonly kind: 'none'; readonly reason: string }

/** What the environment of Ollama's server says; null: it does not (envconfig/config.go). */
export interface OllamaSettings {
  readonly contextTokens: number | null
  readonly kvType: string | null
  readonly parallel: number | null
  readonly flashAttention: boolean | null
}

export type OllamaLaunch = { readonly kind: 'ollama'; readonly title: string } & (
  | { readonly verb: 'run'; readonly name: string }
  /** It loads a model when it is asked for one, by these settings. */
  | { readonly verb: 'serve'; readonly settings: OllamaSettings }
  | ({ readonly verb: 'runner' } & OllamaRunner)
  | { readonly verb: 'other'; readonly word: string }
)

/** The child of an Ollama before 0.30, which computes. */
export interface OllamaRunner {
  readonly path: string
  /** Of all requests together. */
  readonly contextTokens: number | null
  readonly parallel: number | null
  readonly kvType: string | null
  readonly batchTokens: number | null
  readonly gpuLayers: number | null
}

export interface MlxLaunch {
  readonly kind: 'mlx'
  readonly title: string
  /** A path or a repository; null: the first request names it. */
  readonly model: string | null
  readonly draftModel: string | null
  /** Prompt and answer; null: it cannot be told beforehand. */
  readonly contextTokens: number | null
  /** As they are written: mlx-vlm takes fractions. */
  readonly kvBits: number | null
  readonly kvGroupSize: number | null
  readonly quantizedKvStartTokens: number | null
  readonly maxKvTokens: number | null
  readonly prefillStepTokens: number | null
  /** How many requests it may work at together; null: at one only. */
  readonly requestsAtOnce: number | null
}

/** A program that may take a lot, and of which it is not reckoned how much. */
export interface WatchedLaunch {
  readonly kind: 'watched'
  readonly title: string
  /** null: it is none of the servers. */
  readonly server: ServerKind | null
  /** As its command line names it. */
  readonly model: string | null
  /** One sentence. */
  readonly reason: string
}
