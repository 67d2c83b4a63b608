/** A line of a log, as the forms of messages see it. */
export interface LogLine {
  /** Without colours, and without what stands before the message itself: times, levels, names of loggers, pods, ports. */
  readonly text: string
  /** As printed, without colours. */
  readonly printed: string
  /** From 1, as an editor counts: progress bars that overwrite themselves are one line. */
  readonly number: number
  /** Of the child that printed it, where a router says so: `[38211] `. */
  readonly port: number | null
}
