/** What a person has chosen of relief. All that acts by itself is off unless it is asked for. */
export interface ReliefSettings {
  /** Apps and models that are never suggested: names, bundle ids or names of programs, in any case. */
  readonly neverSuggest: readonly string[]
  /** A model that has idled for so long is unloaded when room is short; null: never. */
  readonly unloadIdleAfterMinutes: number | null
  /** Before a load that does not fit: nothing, the relief is offered, or idle models are unloaded for it. */
  readonly beforeLoad: BeforeLoad
}

export const beforeLoads = ['nothing', 'offer', 'unload-idle'] as const
export type BeforeLoad = (typeof beforeLoads)[number]

export const defaultReliefSettings: ReliefSettings = {
  neverSuggest: [],
  unloadIdleAfterMinutes: null,
  beforeLoad: 'nothing',
}

export const idleMinutesBounds = { least: 1, most: 24 * 60 } as const
