import type { FitAdvice, FitBasis, Verdict } from './fit.ts'
import type { LoadId, ServerId } from './ids.ts'

/**
 * A load that is under way, or has ended a moment ago. What it will take stands here before it has it: by the header of its
 * model, then by what its log and its server say.
 */
export interface Load {
  readonly id: LoadId
  readonly serverId: ServerId
  /** As people call the server that is asked for it: `Ollama` of what its child loads. */
  readonly serverTitle: string
  /** As its server calls it, else by its file. */
  readonly name: string
  /** Where its weights lie; null where it is not known. */
  readonly file: string | null
  /** What told of it first: its process, a line of its log, an answer of its server. */
  readonly toldBy: 'process' | 'log' | 'api'
  readonly startedAtMs: number
  /** `failed`: its server ended, or said so, before it was loaded. */
  readonly stage: 'loading' | 'loaded' | 'failed'
  /** null while it is under way. */
  readonly endedAtMs: number | null
  /** When its need first stood here; null where it never did. The time gained is from here to the end. */
  readonly foreseenAtMs: number | null
  readonly need: LoadNeed
  /** How much of it is in memory, from 0 to 1; null where nothing tells. */
  readonly doneRatio: number | null
}

/** What it takes, held against the room that was left without it, and without all other loads that are under way. */
export type LoadNeed =
  | {
      readonly kind: 'ok'
      /** On the GPU, and in all. */
      readonly needBytes: number
      readonly needRamBytes: number
      readonly lowBytes: number
      readonly highBytes: number
      readonly basis: FitBasis
      /** `estimated`: from its header alone; else some of it is what its log or its server has said. */
      readonly origin: 'estimated' | 'log' | 'reported'
      readonly contextTokens: number | null
      readonly verdict: Verdict
      /** Without this load and the others: what it has taken already is not missing. */
      readonly roomBytes: number | null
      readonly gapBytes: number | null
      /** The line on which the most is missing, or the least left: what it takes there, and what there is. null: no room is known. */
      readonly deciding: {
        readonly line: 'gpu' | 'ram'
        readonly needBytes: number
        readonly roomBytes: number
      } | null
      /** Other loads that are added up with it. */
      readonly besideCount: number
      /** The longest context with which it fits; null: there is none, or nothing depends on one. */
      readonly maxContextThatFits: number | null
      /** What would make it fit, the cheapest first. */
      readonly advice: readonly FitAdvice[]
    }
  /** `waiting`: it is looked for; `absent`: nothing can be said of such a model; `failed`: it could not be read. */
  | { readonly kind: 'waiting' | 'absent' | 'failed'; readonly reason: string }
