import type { Snooze, SnoozeSpan, SnoozeTarget } from './alert.ts'

/** All that is silenced. */
export interface Snoozes {
  readonly schema: 'headroom/snoozes/1'
  readonly snoozes: readonly Snooze[]
}

/** A snooze as it was asked for: whether it is still in force depends on the clock, and on what runs. */
export interface MadeSnooze {
  readonly target: SnoozeTarget
  readonly span: SnoozeSpan
  readonly madeAtMs: number
  /** The servers that ran then: what `run` stands for. Empty for the other spans. */
  readonly servers: readonly SnoozedServer[]
}

/** As the kernel tells processes apart, so that another Headroom knows it again. */
export interface SnoozedServer {
  readonly pid: number
  readonly startedAtMs: number
}
