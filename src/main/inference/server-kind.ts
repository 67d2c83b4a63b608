import type { Pid } from '../../shared/ids.ts'
import type { ServerKind } from '../../shared/server.ts'
import type { Answer, AnswerReader } from './answers/answer.ts'
import type { ServerFacts, UnloadRequest } from './answers/facts.ts'
import type { LogPlaces } from './logs/log-places.ts'

/** A process as this room sees it, neutral of platform. */
export interface ServerProcess {
  readonly pid: Pid
  readonly parentPid: Pid | null
  readonly startedAtMs: number
  /** null where it may not be read. */
  readonly executable: string | null
  /** Its program and arguments. macOS tells them as one line, split at blanks: a path with blanks is several of them. */
  readonly argv: readonly string[]
  /** The login name or number of its user; null where it is not told. */
  readonly user: string | null
}

/**
 * How a server proves that it is what its process says: one harmless GET (server-apis.md §2). Never of a list of
 * `never-asked.ts`.
 */
export interface Mark {
  readonly path: string
  readonly isOf: (answer: Answer) => boolean
}

/** What a poll goes by. */
export interface Known {
  readonly process: ServerProcess
  /** All that has been told so far, the newest first. */
  readonly facts: ServerFacts
  /** A child of another server: that one is asked to unload, and logs what its child is asked. */
  readonly parentKind: ServerKind | null
}

/** What is asked again and again while a server runs. */
export interface Poll {
  /** What to ask now; none where it must not be asked, or says nothing. */
  readonly paths: (known: Known) => readonly string[]
  /** How often, while it works and while it does not; null: until it has answered once. */
  readonly everyMs: { readonly busy: number; readonly idle: number } | null
  /** 2 s by default. */
  readonly deadlineMs?: number
  /** Its answer waits for the work at hand: where it is late, and others are not, the server is busy (server-apis.md §3). */
  readonly waitsForWork?: boolean
}

/** What a model is unloaded by, and what its user should know before. */
export interface UnloadPlan {
  readonly request: UnloadRequest
  /** It unloads all models of this server. */
  readonly takesAll: boolean
  /** What becomes of a request that is in work: `its answer is finished first`. */
  readonly whenBusy: string
  /** It loses its answer then: asked about also where nobody tells whether it is at work. */
  readonly cutsOff: boolean
  /** How long the server may take before it has let go, in milliseconds. */
  readonly withinMs: number
}

/** `id`: as the server knows it. */
export interface UnloadTarget {
  readonly id: string
  readonly instanceId: string | null
  readonly facts: ServerFacts
}

export type UnloadWay =
  /** null: not as it was started (koboldcpp without --admin); `otherwise` says what helps. */
  | {
      readonly kind: 'request'
      readonly plan: (target: UnloadTarget) => UnloadPlan | null
      readonly otherwise: string
    }
  /** It holds one model for as long as it runs. */
  | { readonly kind: 'quit' }
  /** Not by Headroom, for this reason. */
  | { readonly kind: 'none'; readonly reason: string }

/** All that Headroom knows of one kind of server. A new kind is one file with one of these, and one row in `kinds.ts`. */
export interface ServerKindSpec {
  readonly kind: ServerKind
  /** As people call it. */
  readonly title: string
  /** Where it says more: which Python program it is. */
  readonly titleOf?: (running: ServerProcess) => string
  /** Whether a process is one, by its program and its arguments. Its port says nothing. */
  readonly isProcess: (running: ServerProcess) => boolean
  /** Where it usually listens: of several ports of one process this is tried first. */
  readonly usualPorts: readonly number[]
  /** Any of them proves it, tried in this order; empty: it is not asked anything. */
  readonly marks: readonly Mark[]
  readonly answers: readonly AnswerReader[]
  readonly polls: readonly Poll[]
  readonly unload: UnloadWay
  /** It runs its models in programs of their own, which are servers themselves. */
  readonly startsServers: boolean
  /** Where it writes its log by itself; not given: nowhere, but to its terminal. */
  readonly logs?: LogPlaces
  /** It tells of no models; with as much memory as this it holds some, and what they are called then. */
  readonly unnamed?: { readonly name: string; readonly fromBytes: number }
  /** Whether a process of it is a server of its own, also where one of its kind has started it: it is nobody's helper. */
  readonly standsAlone?: (running: ServerProcess) => boolean
  /** Of its own command line. */
  readonly factsOfArguments?: (running: ServerProcess) => ServerFacts
}
