/** What looks for a newer Headroom, fetches it and puts it in place. Each throws what went wrong, in nobody's words yet. */
export interface UpdaterPort {
  /** The version of a newer one, as its server wrote it; null: there is none. */
  check(): Promise<string | null>
  /** Fetches what was found last, until `givenUp`. */
  load(onDone: (doneRatio: number) => void, givenUp: AbortSignal): Promise<void>
  /** Ends this Headroom and starts the new one. What keeps it from that comes by `onTrouble`. */
  install(): void
  onTrouble(wake: (error: unknown) => void): void
}

/** When the machine sleeps: nothing is asked then, as nothing would answer. */
export interface SleepPort {
  readonly onSleep: (wake: () => void) => () => void
  readonly onWake: (wake: () => void) => () => void
}
