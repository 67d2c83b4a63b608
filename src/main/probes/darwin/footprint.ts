import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countIn, isRoundedSize, positiveIn, sizeIfAny } from './forms/figure.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What the kernel charges to one process. */
export interface Footprint {
  readonly pid: Pid
  readonly name: string
  /** The sum of the tool's own categories: differs a little from the ledger. */
  readonly headerBytes: number | null
  /** The figures are formatted: without `-f bytes` they have two to four digits. */
  readonly isRounded: boolean
  /** phys_footprint, the kernel's ledger: what Activity Monitor shows and what jetsam compares. */
  readonly footprintBytes: number | null
  readonly peakBytes: number | null
  /** By the tool's name; empty with `--noCategories`. The total is not among them. */
  readonly categories: ReadonlyMap<string, FootprintCategory>
  readonly total: FootprintCategory | null
}

export interface FootprintCategory {
  readonly dirtyBytes: number | null
  readonly cleanBytes: number | null
  readonly reclaimableBytes: number | null
  readonly regionCount: number | null
}

export interface Footprints {
  readonly processes: readonly Footprint[]
  /** Of other users, or gone: the tool says so on stderr and goes on, so that they are seen only where it was mixed in. */
  readonly unreadablePids: readonly Pid[]
}

/** Superlinear: 40 to 110 ms for one pid, 0.33 s for 12, 16.5 s for 150 (reference, §4). */
const deadlineMs = 10_000
/**
 * One of the pids could not be read, or none of them. What the tool answers then is not documented: 1, or one of sysexits.h
 * (no input, unavailable, an error of the system, no permission).
 */
const toleratedExitCodes = [1, 66, 69, 71, 77]

export const footprint = (pids: readonly Pid[]): Probe<Footprints> => ({
  question: {
    kind: 'command',
    argv: [
      '/usr/bin/footprint',
      '-f',
      'bytes',
      '--noCategories',
      ...pids.flatMap((pid) => ['-p', String(pid)]),
    ],
    deadlineMs,
    toleratedExitCodes,
  },
  parse: parseFootprints,
})

const complaint = /^(?:footprint: )?Unable to (.*\b(?:process|pid)\b.*)$/i

// footprint: Unable to analyze process with pid 418 (try as root?)
// footprint: Unable to analyze process My Server [66] (try as root?)
// footprint: Unable to find pid for process matching '999999'
function unreadablePidIn(line: string): number | null {
  const words = complaint.exec(line)?.[1] ?? ''
  const [, plain] = /\bprocess (?:with )?pid (\d+)\b/i.exec(words) ?? []
  const [, named] = /^.*\[(\d+)\]/.exec(words) ?? []
  const [, other] = /\b(?:pid |matching ')(\d+)\b/i.exec(words) ?? []
  return positiveIn(plain ?? named ?? other)
}

// ======================================================================
// ollama [812]: 64-bit    Footprint: 5242880 B (16384 bytes per page)
// ======================================================================
//
// Auxiliary data:
//     phys_footprint: 5259264 B
//     phys_footprint_peak: 7340032 B
/** Formatted figures (`18 GB`) and categories are read as well. The sum of several processes, `Summary Footprint`, is not. */
export function parseFootprints(text: string): Footprints {
  const lines = wholeLines(text)
  const drafts: Draft[] = []
  let current: Draft | null = null
  for (const line of lines) {
    if (line.includes('Footprint: ')) {
      current = draftOf(line)
      if (current !== null) drafts.push(current)
    } else if (current !== null) current.lines.push(line)
  }
  const unreadablePids = new Set(lines.flatMap((line) => unreadablePidIn(line) ?? []))
  const isKnown =
    drafts.length > 0 ||
    lines.some((line) => line.startsWith('footprint: ') || complaint.test(line))
  if (!isKnown && text.trim() !== '') throw new ParseError('no block of a process')
  return { processes: drafts.map(footprintOf), unreadablePids: [...unreadablePids].map(pid) }
}

interface Draft {
  readonly pid: Pid
  readonly name: string
  readonly header: string
  readonly lines: string[]
}

/** null: a header without a pid is the sum of several processes. */
function draftOf(line: string): Draft | null {
  const at = line.lastIndexOf('Footprint: ')
  const [, name, digits] = /^(.+) \[(\d+)\]/.exec(line.slice(0, at)) ?? []
  const value = positiveIn(digits)
  if (name === undefined || value === null) return null
  const header = line.slice(at + 'Footprint: '.length).replace(/\([^()]*\)\s*$/, '')
  return { pid: pid(value), name, header: header.trim(), lines: [] }
}

function footprintOf({ pid, name, header, lines }: Draft): Footprint {
  const ledger = new Map<string, string>()
  for (const line of lines) {
    const [, label, size] = /^\s*(phys_footprint(?:_peak)?):\s*(\S.*)$/.exec(line) ?? []
    if (label !== undefined && size !== undefined) ledger.set(label, size.trim())
  }
  const rows = categoriesIn(lines)
  const total = rows.get('TOTAL') ?? null
  rows.delete('TOTAL')
  return {
    pid,
    name,
    headerBytes: sizeIfAny(header),
    isRounded: [header, ...ledger.values()].some(isRoundedSize),
    footprintBytes: sizeIfAny(ledger.get('phys_footprint')),
    peakBytes: sizeIfAny(ledger.get('phys_footprint_peak')),
    categories: rows,
    total,
  }
}

const cell = /^\s*(?:(\d+(?:[.,]\d+)?(?: [KMGTP]?B)?)|\((\d+(?:[.,]\d+)?(?: [KMGTP]?B)?)\))(?=\s)/

//   Dirty      Clean  Reclaimable    Regions    Category
//     ---        ---          ---        ---    ---
// 1200 MB        0 B          0 B         16    IOAccelerator (graphics)
function categoriesIn(lines: readonly string[]): Map<string, FootprintCategory> {
  const rows = new Map<string, FootprintCategory>()
  let columns: readonly string[] = []
  for (const line of lines) {
    if (/\sCategory\s*$/.test(line)) columns = line.trim().split(/\s+/).slice(0, -1)
    const cells = new Map<string, string>()
    let rest = line
    for (const column of columns) {
      const [whole, plain, bracketed] = cell.exec(rest) ?? []
      const value = plain ?? bracketed
      if (whole === undefined || value === undefined) break
      cells.set(column, value)
      rest = rest.slice(whole.length)
    }
    const name = rest.trim()
    if (columns.length === 0 || cells.size < columns.length || name === '') continue
    rows.set(name, {
      dirtyBytes: sizeIfAny(cells.get('Dirty')),
      cleanBytes: sizeIfAny(cells.get('Clean')),
      reclaimableBytes: sizeIfAny(cells.get('Reclaimable')),
      regionCount: countIn(cells.get('Regions')),
    })
  }
  return rows
}
