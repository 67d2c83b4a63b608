/** Pieces of what Ollama prints. */

export const blob = '/Users/user/.ollama/models/blobs/sha256-667b0c1932bc6ffc593ed1d03f895bf2'

export const gib = (count: number): number => Math.round(count * 2 ** 30)

/** A line as Go's slog prints it. */
export const line = (source: string, rest: string): string =>
  `time=2026-03-25T09:45:06.861Z level=INFO source=${source} ${rest}`

export const loadFailed = (error: string): string =>
  line('sched.go:511', `msg="Load failed" model=${blob} error="${error}"`)

export const starts = line(
  'server.go:429',
  `msg="starting runner" cmd="ollama runner --model ${blob} --port 1"`,
)
