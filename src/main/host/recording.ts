import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../shared/parse.ts'

/**
 * A recording (design §4): JSON Lines, a header and then one line per answer. `atMs` counts from `startedAt`; `absent`
 * tells an answer "there is no such thing" from a failure. `link`, `stat` and `disk` are what Host asks of files beside
 * their text; `digest` is what came of reading a file that is too big to stand here.
 */
export const recordingSchema = 'headroom/recording/1'

export const entryKinds = [
  'command',
  'stream',
  'file',
  'dir',
  'link',
  'stat',
  'disk',
  'http',
  'digest',
  'log',
  'library',
  'process',
  'act',
] as const
export type EntryKind = (typeof entryKinds)[number]

export interface RecordingHeader {
  readonly schema: typeof recordingSchema
  readonly platform: string
  /** The instant of atMs 0, as an ISO date. */
  readonly startedAt: string
}

export interface RecordingEntry {
  readonly atMs: number
  readonly kind: EntryKind
  readonly key: string
  readonly ok: boolean
  readonly text?: string | undefined
  readonly error?: string | undefined
  readonly absent?: boolean | undefined
  readonly tookMs: number
  /** It was given so long before `atMs`, and stood unchanged: what a segment of the flight recorder begins with. */
  readonly agoMs?: number | undefined
}

export interface Recording {
  readonly platform: string
  readonly startedAtMs: number
  /** In the order of time, at least one. */
  readonly entries: readonly RecordingEntry[]
  /** The last line was cut off in the middle: whoever wrote it was ended. */
  readonly isCut: boolean
}

const headerShape = z.object({
  schema: z.literal(recordingSchema),
  platform: z.string(),
  startedAt: z.union([z.string(), z.number()]),
})

/** A month, which is far longer than anybody records: whoever plays it goes through all of its seconds. */
const longestMs = 31 * 86_400_000
/** The end of the year 9999: no clock is set further, and what is counted from it is still a date. */
const latestStartMs = 253_402_300_799_999

const msShape = z.number().check(z.minimum(0), z.maximum(longestMs))

const entryShape = z.object({
  atMs: msShape,
  kind: z.enum(entryKinds),
  key: z.string(),
  ok: z.boolean(),
  text: z.optional(z.string()),
  error: z.optional(z.string()),
  absent: z.optional(z.boolean()),
  tookMs: z._default(msShape, 0),
  agoMs: z.optional(z.number().check(z.minimum(0))),
})

/** Text to a Recording. A last line that was cut is passed over; any other fault is a ParseError with its line number. */
export function parseRecording(text: string): Recording {
  const [first = '', ...rest] = text.split('\n')
  const firstJson = jsonOf(first)
  if (firstJson === null) throw new ParseError('line 1 is not JSON')
  const header = headerShape.safeParse(firstJson.value)
  if (!header.success)
    throw new ParseError(`line 1 is not the header of a ${recordingSchema} recording`)
  const startedAtMs = new Date(header.data.startedAt).getTime()
  if (!(startedAtMs >= 0 && startedAtMs <= latestStartMs))
    throw new ParseError('line 1: startedAt is not a date')
  const { entries, isCut } = entriesOf(rest)
  if (entries.length === 0) throw new ParseError('it holds no answers')
  return { platform: header.data.platform, startedAtMs, entries, isCut }
}

/** `lines`: those below the header. */
function entriesOf(lines: readonly string[]): Pick<Recording, 'entries' | 'isCut'> {
  const entries: RecordingEntry[] = []
  let isCut = false
  lines.forEach((line, index) => {
    if (line === '') return
    const json = jsonOf(line)
    isCut = json === null && index === lines.length - 1
    if (!isCut) entries.push(entryOf(json, index + 2))
  })
  return { entries: entries.sort((a, b) => a.atMs - b.atMs), isCut }
}

function entryOf(json: Json | null, lineNumber: number): RecordingEntry {
  if (json === null) throw new ParseError(`line ${lineNumber} is not JSON`)
  const entry = entryShape.safeParse(json.value)
  if (!entry.success) throw new ParseError(`line ${lineNumber} is not an entry of a recording`)
  return entry.data
}

/** In an object, since `null` is JSON too. */
interface Json {
  readonly value: unknown
}

function jsonOf(line: string): Json | null {
  try {
    return { value: jsonIn(line) }
  } catch {
    // ParseError: a line that was cut, or no recording at all
    return null
  }
}

export const formatHeader = (header: RecordingHeader): string => `${JSON.stringify(header)}\n`
export const formatEntry = (entry: RecordingEntry): string => `${JSON.stringify(entry)}\n`
