/**
 * `planned`: a dry run; `unconfirmed`: it works at a request, or others go along, and whoever asks has not said that this is
 * known; `done`: the memory is back; `held`: the server says that it is done, and the memory is not back; `waiting`: the server
 * has taken it, and lets go when its last request has ended; `refused`: nothing was unloaded.
 */
export type ActOutcome = 'planned' | 'unconfirmed' | 'done' | 'held' | 'waiting' | 'refused'

/** What an act has come to: the answer of `headroom unload`. */
export interface Act {
  readonly schema: 'headroom/act/1'
  readonly act: 'unload'
  readonly outcome: ActOutcome
  /** The model, or what was asked for where none is meant by it. */
  readonly target: string
  /** The server that was asked, or would be; null where there is none. */
  readonly server: string | null
  /** What was sent, or would be: `POST /api/generate {"model":"gemma4","keep_alive":0}`; null where that is nothing. */
  readonly request: string | null
  /** It unloads every model of this server. */
  readonly takesAll: boolean
  /**
   * What the model held as it was shown, else the memory of its processes; how much of the memory of its processes came back.
   * null where it is not known, or not yet.
   */
  readonly heldBytes: number | null
  readonly returnedBytes: number | null
  readonly tookMs: number
  /** For people: what has happened. */
  readonly sentence: string
  /** What helps further; null where nothing is left to do. */
  readonly help: string | null
}
