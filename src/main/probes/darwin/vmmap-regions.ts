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

const pointer = /see MALLOC ZONE table below$/
const size = /^\d+(?:[.,]\d+)?[KMGTP]?$/

//                                 VIRTUAL RESIDENT    DIRTY  SWAPPED VOLATILE   NONVOL    EMPTY   REGION
// REGION TYPE                        SIZE     SIZE     SIZE     SIZE     SIZE     SIZE     SIZE    COUNT (non-coalesced)
// IOAccelerator (graphics)           1.3G     1.3G     1.3G       0K       0K     1.3G      96K     1452
/**
 * The table of region types. Rows without its header are read by the usual columns; the table of malloc zones, which comes
 * behind it and has other columns, is passed over.
 */
export function regionsIn(lines: readonly string[]): VmmapRegions {
  const regions = new Map<string, VmmapRegion>()
  let columns: readonly string[] = usualColumns
  for (const line of lines) {
    const words = line.trim().replace(pointer, '').trimEnd().split(/\s+/)
    if (words[0] === 'VIRTUAL') columns = isOfRegions(words) ? words : []
    const cells = words.slice(-columns.length)
    const name = words.slice(0, -columns.length).join(' ')
    const isRow = columns.length > 0 && name !== '' && cells.every((cell) => size.test(cell))
    if (isRow && !regions.has(name)) regions.set(name, regionOf(columns, cells))
  }
  const total = regions.get('TOTAL') ?? null
  for (const name of regions.keys()) if (/^TOTAL(,|$)/.test(name)) regions.delete(name)
  return { regions, total }
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
