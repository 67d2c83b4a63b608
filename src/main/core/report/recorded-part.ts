import { jsonIn, ParseError } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import { breathe } from '../../host/breathe.ts'
import type { Redact } from '../../host/redact.ts'
import { parseNames } from '../../probes/names.ts'
import { read } from '../../probes/probe.ts'
import type { OwnFolder } from '../own-desks.ts'
import { cleanOf } from './clean.ts'

/** A segment of the recording, as it goes into the archive. */
export interface CleanSegment {
  readonly name: string
  readonly text: string
  readonly removedCount: number
}

const flightFolder = 'flight'
const segment = /^[\w.-]{1,80}\.jsonl$/
const maxSegmentBytes = 8 * 2 ** 20
/** So many lines are cleaned in one piece. */
const linesAtOnce = 50

/** The segments that are there, the oldest first; each plays by itself. */
export async function segmentNames({
  host,
  folder,
}: OwnFolder): Promise<Reading<readonly string[]>> {
  const names = await read(host, {
    question: { kind: 'dir', path: `${folder}/${flightFolder}` },
    parse: parseNames,
  })
  if (names.kind !== 'ok') return names
  return { ...names, value: names.value.filter((name) => segment.test(name)).toSorted(byNumber) }
}

/** `9.jsonl` before `10.jsonl`. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** It was redacted as it was written; here it is once more, by all that is known now. A line that is cut goes. */
export async function cleanSegment(
  { host, folder }: OwnFolder,
  name: string,
  redact: Redact,
): Promise<Reading<CleanSegment>> {
  const path = `${flightFolder}/${name}`
  const found = await host.ask({
    kind: 'file',
    path: `${folder}/${path}`,
    maxBytes: maxSegmentBytes,
  })
  if (found.kind !== 'ok') return found
  const lines: string[] = []
  let removedCount = 0
  for (const [index, line] of found.value.split('\n').entries()) {
    if (index % linesAtOnce === 0) await breathe()
    const clean = cleanLine(line, redact)
    if (clean === null) continue
    lines.push(clean.text)
    removedCount += clean.removedCount
  }
  const value = { name: path, text: lines.map((line) => `${line}\n`).join(''), removedCount }
  return { ...found, value }
}

function cleanLine(
  line: string,
  redact: Redact,
): Pick<CleanSegment, 'text' | 'removedCount'> | null {
  try {
    const { value, removedCount } = cleanOf(jsonIn(line), redact)
    return { text: JSON.stringify(value), removedCount }
  } catch (error) {
    // ParseError: a line that was cut as Headroom was ended, or none
    if (error instanceof ParseError) return null
    throw error
  }
}
