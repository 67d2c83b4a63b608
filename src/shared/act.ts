import type { ActId, AppId, ModelId } from './ids.ts'

/** What Headroom does to the machine. `reopen`: what was quit is started again; `limit`: the limit of the GPU is raised, or set back; `allow`, `forbid`: the rule of sudo for powermetrics. */
export type ActKind = 'unload' | 'quit' | 'reopen' | 'limit' | 'allow' | 'forbid'

/**
 * `planned`: a dry run; `unconfirmed`: something may be lost (an answer, unsaved work, others that go along), and whoever asks
 * has not said that this is known: a question, by whose id the yes to it is given; `done`: the memory is back, or it runs again; `held`: its end was told, and the memory is not
 * back; `waiting`: the server has taken it, and lets go when its last request has ended; `still-open`: it was asked to end, and
 * has not (an app may be asking its user to save); `kept-alive`: it has ended, and something has started it again; `refused`:
 * nothing was done.
 */
export type ActOutcome =
  'planned' | 'unconfirmed' | 'done' | 'held' | 'waiting' | 'still-open' | 'kept-alive' | 'refused'

/** Who asked for it: a person, through any face; a policy of the settings. */
export type ActBy = 'person' | 'policy'

/** What an act has come to: the answer of `headroom unload` and `headroom quit`. */
export interface Act {
  readonly schema: 'headroom/act/1'
  /** null where nothing was done: a dry run, a refusal. A question has one, by which it is answered; it stands in no audit log. */
  readonly id: ActId | null
  readonly act: ActKind
  readonly outcome: ActOutcome
  /** The model or the app, or what was asked for where none is meant by it. */
  readonly target: string
  /** As it stood in the Snapshot by which it was asked for; null where there was none. */
  readonly modelId: ModelId | null
  readonly appId: AppId | null
  /** The server that was asked, or would be; null where there is none. */
  readonly server: string | null
  /** What was sent, or would be: `POST /api/generate {"model":"gemma4","keep_alive":0}`, `SIGTERM to python3 (4242)`; null for nothing. */
  readonly request: string | null
  /** It unloads every model of this server. */
  readonly takesAll: boolean
  /** It was, or would be, ended without being asked: what it has not saved is lost. */
  readonly isForced: boolean
  /** What the target held as it was shown, else the memory of its processes; null where it is not known. */
  readonly heldBytes: number | null
  /** By how much the room was to grow; null where that could not be said. */
  readonly expectedBytes: number | null
  /** What really came back; null where it is not known, or not yet. */
  readonly returnedBytes: number | null
  readonly tookMs: number
  /** For people: what has happened. */
  readonly sentence: string
  /** What helps further; null where nothing is left to do. */
  readonly help: string | null
  /** What may be asked for next, with the id of this act. */
  readonly offers: readonly ActOffer[]
}

/** `force`: it is ended without being asked, after a second confirmation; `reopen`: it is started again. */
export type ActOffer = 'force' | 'reopen'

/** An act as it is kept: one line of the audit log. */
export interface KeptAct {
  readonly id: ActId
  /** When it was begun. */
  readonly atMs: number
  readonly by: ActBy
  /** The address of another machine from which it was asked; missing: it was asked here. */
  readonly from?: string | undefined
  readonly act: ActKind
  readonly target: string
  readonly server: string | null
  readonly request: string | null
  readonly isForced: boolean
  /** null: it was begun, and nothing tells how it ended: Headroom ended before. */
  readonly outcome: ActOutcome | null
  readonly heldBytes: number | null
  readonly expectedBytes: number | null
  readonly returnedBytes: number | null
  readonly tookMs: number | null
  readonly sentence: string | null
}

/** The last acts, the newest first. */
export interface ActLog {
  readonly schema: 'headroom/acts/1'
  readonly acts: readonly KeptAct[]
  /** There are older ones, which are not shown. */
  readonly isCut: boolean
}
