import type { AppId, LoadId, ModelId } from './ids.ts'

/**
 * What is wanted. `room`: so much room for models, on that line; without one so much in all, which is the room of the headline;
 * `gpu-time`: such a share of the GPU's time, from 0 to 1, which others have now.
 */
export type ReliefWant =
  | {
      readonly kind: 'room'
      readonly needBytes: number
      readonly on?: 'gpu' | 'ram' | undefined
    }
  | { readonly kind: 'gpu-time'; readonly needRatio: number }

/** What can be let go, with what comes back and what it costs whoever uses it. */
export interface ReliefCandidate {
  readonly kind: 'unload' | 'quit'
  /** Of the Snapshot; the other is null. A model whose server does nothing else is let go by quitting that server. */
  readonly modelId: ModelId | null
  readonly appId: AppId | null
  readonly name: string
  /** What else to know of it, in a few words: `idle 12 min`, `in the background`; empty for nothing. */
  readonly words: string
  /** What it is expected to give back on each line. On a Mac both lines are of one memory. */
  readonly gpuBytes: number
  readonly ramBytes: number
  /** Of the GPU's time; null where it is not told. */
  readonly gpuRatio: number | null
  /** An app's memory is counted with what is compressed, swapped or shared: less may come back. */
  readonly isSure: boolean
  /** A weight: 1 for a model that has idled for long; the sum of a set is what is made small (main/relief/harm.ts). */
  readonly harm: number
  /** The click is the confirmation (design §2). */
  readonly isSafe: boolean
  /** What may be lost: `what is not saved in it`, `its virtual machine and every container in it`; null where nothing is. */
  readonly risk: string | null
  /** For a shell: `headroom unload gemma4`; null where its name cannot be written as it is. */
  readonly command: string | null
}

/**
 * The smallest harm-weighted set that is enough, for one want: the answer of `headroom relief`. freesBytes: what comes back on the
 * line that decides, over all steps; freesBytes + roomBytes ≥ needBytes where isEnough.
 */
export interface Relief {
  readonly schema: 'headroom/relief/1'
  readonly want: ReliefWant
  /** null: nobody can say how much there is; then no step is suggested. */
  readonly have: ReliefHave | null
  readonly isEnough: boolean
  /** In the order in which they are best done: the least harm first. Empty where nothing is missing, or nothing helps. */
  readonly steps: readonly ReliefCandidate[]
  /** What all steps give back on the deciding line; of `gpu-time`: null. */
  readonly freesBytes: number | null
  /** What is still missing after all steps; 0 where it is enough. */
  readonly shortBytes: number | null
  /** Of `gpu-time`. */
  readonly freesRatio: number | null
  /** All that could be let go without being named, the most useful first. */
  readonly candidates: readonly ReliefCandidate[]
  /** For people: what is missing, where the steps stand below it: `To load qwen3:30b 5.9 GB are missing.` */
  readonly lead: string
  /** For people: what to do, or why nothing, whole by itself. Its figures add up as they are shown. */
  readonly sentence: string
}

/** What there is of it now. `line`: the one on which the most is missing. */
export interface ReliefHave {
  readonly line: 'gpu' | 'ram' | 'gpu-time'
  /** On that line; of `gpu-time` null. */
  readonly roomBytes: number | null
  readonly gapBytes: number | null
  /** What is missing on each line; 0 for nothing. */
  readonly gpuGapBytes: number
  readonly ramGapBytes: number
}

/** The one thing to do now, where something lacks memory and letting go of others helps. */
export interface Suggestion {
  /** What lacks it: a load by its name, or the machine. */
  readonly cause:
    | { readonly kind: 'load'; readonly loadId: LoadId; readonly name: string }
    | { readonly kind: 'room' }
    | { readonly kind: 'gpu-time'; readonly modelId: ModelId; readonly name: string }
  readonly relief: Relief
}

/** One thing to let go. */
export type ReliefStep =
  | { readonly kind: 'unload'; readonly modelId: ModelId }
  | { readonly kind: 'quit'; readonly appId: AppId }

/**
 * Until when its steps are to be done; null: all of them are. A load's are all needed, as what it takes meanwhile eats the room;
 * so are those for both lines, each with a need of its own.
 */
export function untilOf({
  relief: { want, have },
  cause,
}: {
  readonly relief: Pick<Relief, 'want' | 'have'>
  readonly cause?: Suggestion['cause'] | undefined
}): ReliefWant | null {
  if (cause?.kind === 'load') return null
  if (want.kind !== 'room' || want.on === undefined || have === null) return want
  return have.gpuGapBytes > 0 && have.ramGapBytes > 0 ? null : want
}
