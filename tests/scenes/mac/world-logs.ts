export interface LogLine {
  readonly path: string
  readonly text: string
}

/** The logs of a Mac as it goes on. */
export interface WorldLogs {
  log(path: string, text: string): void
  /** What was written since it was taken last. */
  takeLog(): readonly LogLine[]
  hasLog(): boolean
  /** An empty one is in its place: what was told is told no more. */
  dropLog(path: string): void
  /** All that was written to it; null: there is no such log. */
  logText(path: string): string | null
}

export function createLogs(): WorldLogs {
  const logs = new Map<string, string[]>()
  let written: LogLine[] = []
  return {
    log: (path, text) => {
      logs.set(path, [...(logs.get(path) ?? []), text])
      written.push({ path, text })
    },
    takeLog: () => {
      const taken = written
      written = []
      return taken
    },
    hasLog: () => written.length > 0,
    dropLog: (path) => void logs.set(path, []),
    logText: (path) => logs.get(path)?.join('') ?? null,
  }
}
