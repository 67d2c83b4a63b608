import { jsonIn } from '../../../shared/parse.ts'
import { parseRecording, type Recording, type RecordingEntry } from '../recording.ts'

/** As far as it can be read: a machine that lost its power may leave anything behind what was synced. null: nothing of it. */
export function parseSegment(text: string): Recording | null {
  try {
    return parseRecording(text)
  } catch {
    // ParseError: a line in the midst of it is broken
    const lines = text.split('\n')
    const broken = lines.findIndex((line) => !isJson(line))
    return broken < 2 ? null : parsedOrNull(lines.slice(0, broken).join('\n'))
  }
}

const isJson = (line: string): boolean => {
  try {
    jsonIn(line)
    return true
  } catch {
    // ParseError: it was cut, or overwritten
    return false
  }
}

function parsedOrNull(text: string): Recording | null {
  try {
    return parseRecording(text)
  } catch {
    // ParseError: what can be read of it is no recording
    return null
  }
}

/**
 * Segments of one recording, in their order, as one. Each begins with what was known then: of logs only what none before it has
 * told. null: there is none.
 */
export function joined(segments: readonly Recording[]): Recording | null {
  const [first] = segments
  if (first === undefined) return null
  const toldAtMs = new Map<string, number>()
  const entries = segments.flatMap((segment) => {
    const news = segment.entries.filter((entry) => !isTold(entry, segment, toldAtMs))
    for (const entry of segment.entries) {
      if (entry.kind === 'log')
        toldAtMs.set(entry.key, Math.max(toldAtMs.get(entry.key) ?? 0, instantOf(entry, segment)))
    }
    const laterMs = segment.startedAtMs - first.startedAtMs
    return news.map((entry) => ({ ...entry, atMs: Math.max(0, entry.atMs + laterMs) }))
  })
  return {
    platform: first.platform,
    startedAtMs: first.startedAtMs,
    entries: entries.toSorted((a, b) => a.atMs - b.atMs),
    isCut: segments.at(-1)?.isCut ?? false,
  }
}

const instantOf = ({ atMs, agoMs = 0 }: RecordingEntry, { startedAtMs }: Recording): number =>
  startedAtMs + atMs - agoMs

const isTold = (
  entry: RecordingEntry,
  segment: Recording,
  toldAtMs: ReadonlyMap<string, number>,
): boolean =>
  entry.kind === 'log' &&
  entry.agoMs !== undefined &&
  instantOf(entry, segment) <= (toldAtMs.get(entry.key) ?? Number.NEGATIVE_INFINITY)
