import { countIn, sizeIfAny } from './forms/figure.ts'

/** The regions of one type, together. */
export interface VmmapRegion {
  readonly virtualBytes: number | null
  readonly residentBytes: number | null
  readonly dirtyBytes: number | null
  /** Compressed or swapped out. */
  readonly swappedBytes: number | null
  readonly regionCount: number | null
}

export interface VmmapRegions {
  readonly regions: ReadonlyMap<string, VmmapRegion>
  readonly total: VmmapRegion | null
}

/** The columns since macOS 10.11; the last is a count, the others are sizes. */
const usualColumns = [
  'VIRTUAL',
  'RESIDENT',
  'DIRTY',
  'SWAPPED',
  'VOLATILE',
  'NONVOL',
  'EMPTY',
  'REGION',
] as const

const isOfRegions = (columns: readonly string[]): boolean =>
  columns.at(-1) === 'REGION' && !columns.includes('ALLOCATION')

const size = /^\d+(?:[.,]\d+)?[KMGTP]?$/

//                                 VIRTUAL RESIDENT    DIRTY  SWAPPED VOLATILE   NONVOL    EMPTY   REGION
// REGION TYPE                        SIZE     SIZE     SIZE     SIZE     SIZE     SIZE     SIZE    COUNT (non-coalesced)
// IOAccelerator (graphics)           1.3G     1.3G     1.3G       0K       0K     1.3G      96K     1452
// MALLOC_SMALL                      8192K      16K      16K      32K       0K       0K       0K        1         see MALLOC ZONE …
// VM_ALLOCATE (reserved)             4.0G       0K       0K       0K       0K       0K       0K        7         reserved VM …
/**
 * The table of region types. Rows without its header are read by the usual columns; the table of malloc zones, which comes
 * behind it and has other columns, is passed over.
 */
export function regionsIn(lines: readonly string[]): VmmapRegions {
  const regions = new Map<string, VmmapRegion>()
  let columns: readonly string[] = usualColumns
  for (const line of lines) {
    const words = line.trim().split(/\s+/)
    if (words[0] === 'VIRTUAL') columns = isOfRegions(words) ? words : []
    const row = columns.length === 0 ? null : rowIn(line, columns.length)
    if (row !== null && !regions.has(row.name)) regions.set(row.name, regionOf(columns, row.cells))
  }
  const total = regions.get('TOTAL') ?? null
  for (const name of regions.keys()) if (/^TOTAL(,|$)/.test(name)) regions.delete(name)
  return { regions, total }
}

interface Row {
  readonly name: string
  readonly cells: readonly string[]
}

/** A name, as many cells as there are columns, and behind them perhaps a note. The words of a name have one blank between them. */
function rowIn(line: string, count: number): Row | null {
  const text = line.trim()
  const words = text.split(/\s+/)
  const [beforeGap = ''] = text.split(/\s\s/, 1)
  const longest = beforeGap.split(/\s/).length
  // the longest name first: its last word may be a number (Memory Tag 242)
  for (let at = Math.min(words.length - count, longest); at > 0; at--) {
    const cells = words.slice(at, at + count)
    if (cells.every((cell) => size.test(cell))) return { name: words.slice(0, at).join(' '), cells }
  }
  return null
}

function regionOf(columns: readonly string[], cells: readonly string[]): VmmapRegion {
  const cell = (column: string): string | undefined => cells[columns.indexOf(column)]
  return {
    virtualBytes: sizeIfAny(cell('VIRTUAL')),
    residentBytes: sizeIfAny(cell('RESIDENT')),
    dirtyBytes: sizeIfAny(cell('DIRTY')),
    swappedBytes: sizeIfAny(cell('SWAPPED')),
    regionCount: countIn(cell('REGION')),
  }
}
