import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { parseVmmapSummary, vmmapSummary } from '../../../src/main/probes/darwin/vmmap.ts'
import { pid } from '../../../src/shared/ids.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const summary = `Process:         ollama [812]
Path:            /Applications/Ollama.app/Contents/Resources/ollama
Code Type:       ARM64
Parent Process:  launchd [1]

Date/Time:       2025-06-01 10:00:00.000 +0000
OS Version:      macOS 15.5 (24F74)

Physical footprint:         5.2G
Physical footprint (peak):  7.5G
Idle exit:                  untracked
----

VM page size:  16384 bytes
Writable regions: Total=2.0G written=399.4M(20%) resident=1.7G(83%) swapped_out=0K(0%)

                                VIRTUAL RESIDENT    DIRTY  SWAPPED VOLATILE   NONVOL    EMPTY   REGION 
REGION TYPE                        SIZE     SIZE     SIZE     SIZE     SIZE     SIZE     SIZE    COUNT (non-coalesced) 
===========                     ======= ========    =====  ======= ========   ======    =====  ======= 
IOAccelerator (graphics)           4.0G     3.5G     3.5G     512K       0K     1.3G      96K     1452 
MALLOC_SMALL                      8192K      16K      16K      32K       0K       0K       0K        1         see MALLOC ZONE table below
===========                     ======= ========    =====  ======= ========   ======    =====  ======= 
TOTAL                              4.5G     3.6G     3.5G     544K       0K     1.3G      96K     1453 
TOTAL, minus reserved VM space     4.0G     3.6G     3.5G     544K       0K     1.3G      96K     1453 

                                 VIRTUAL   RESIDENT      DIRTY    SWAPPED ALLOCATION      BYTES DIRTY+SWAP          REGION
MALLOC ZONE                         SIZE       SIZE       SIZE       SIZE      COUNT  ALLOCATED  FRAG SIZE  % FRAG   COUNT
===========                      =======  =========  =========  =========  =========  =========  =========  ======  ======
DefaultMallocZone_0x100             8192K        16K        16K        32K        128       9K         7K       5       1
`

test('the header and the regions are read in bytes, and malloc zones are no regions', () => {
  const { regions, ...rest } = parseVmmapSummary(summary)
  expect(rest).toEqual({
    pid: 812,
    name: 'ollama',
    codeType: 'ARM64',
    osVersion: '15.5',
    pageBytes: 16_384,
    footprintBytes: Math.round(5.2 * 2 ** 30),
    peakBytes: 7.5 * 2 ** 30,
    isRounded: true,
    total: {
      virtualBytes: 4.5 * 2 ** 30,
      residentBytes: Math.round(3.6 * 2 ** 30),
      dirtyBytes: 3.5 * 2 ** 30,
      swappedBytes: 544 * 1024,
      regionCount: 1_453,
    },
  })
  expect([...regions]).toEqual([
    [
      'IOAccelerator (graphics)',
      {
        virtualBytes: 2 ** 32,
        residentBytes: 3.5 * 2 ** 30,
        dirtyBytes: 3.5 * 2 ** 30,
        swappedBytes: 2 ** 19,
        regionCount: 1_452,
      },
    ],
    [
      'MALLOC_SMALL',
      {
        virtualBytes: 2 ** 23,
        residentBytes: 2 ** 14,
        dirtyBytes: 2 ** 14,
        swappedBytes: 2 ** 15,
        regionCount: 1,
      },
    ],
  ])
})

test('rows without their header and their process are read by the usual columns', () => {
  const row = `MALLOC_LARGE (empty)   32.0M   32K   32K   24.0M   0K   0K   0K   4\n`
  const { pid: process, footprintBytes, regions } = parseVmmapSummary(row)
  expect([process, footprintBytes]).toEqual([null, null])
  expect(regions.get('MALLOC_LARGE (empty)')).toMatchObject({ swappedBytes: 24 * 2 ** 20 })
})

const noted = `                                VIRTUAL RESIDENT    DIRTY  SWAPPED VOLATILE   NONVOL    EMPTY   REGION 
REGION TYPE                        SIZE     SIZE     SIZE     SIZE     SIZE     SIZE     SIZE    COUNT (non-coalesced) 
CoreUI image data                   832K     208K     208K       0K       0K       0K       0K       12 
MALLOC guard page                   96K       0K       0K       0K       0K       0K       0K        6 
MALLOC_NANO (reserved)           384.0M       0K       0K       0K       0K       0K       0K        1         reserved VM address space (unallocated)
Memory Tag 242                      48K      16K      16K      32K       0K       0K       0K        3 
VM_ALLOCATE (reserved)             4.0G       0K       0K      64K       0K       0K       0K        7         reserved VM address space (unallocated)
A name that is too long for its 1st column 8192K  16K  16K 4K  0K  0K  0K  5
Odd note                            32K       0K       0K       0K       0K       0K       0K        2         3 of 4
__CTF                               824      824       0K       0K       0K       0K       0K        1 
`

test('a note behind a row is no part of it, and a name may end in a number', () => {
  const { regions } = parseVmmapSummary(noted)
  expect(
    [...regions].map(([name, one]) => [
      name,
      one.virtualBytes,
      one.residentBytes,
      one.swappedBytes,
      one.regionCount,
    ]),
  ).toEqual([
    ['CoreUI image data', 832 * 1024, 208 * 1024, 0, 12],
    ['MALLOC guard page', 96 * 1024, 0, 0, 6],
    ['MALLOC_NANO (reserved)', 384 * 2 ** 20, 0, 0, 1],
    ['Memory Tag 242', 48 * 1024, 16 * 1024, 32 * 1024, 3],
    ['VM_ALLOCATE (reserved)', 4 * 2 ** 30, 0, 64 * 1024, 7],
    ['A name that is too long for its 1st column', 2 ** 23, 2 ** 14, 2 ** 12, 5],
    ['Odd note', 2 ** 15, 0, 0, 2],
    ['__CTF', 824, 824, 0, 1],
  ])
})

test('rows whose blanks were squeezed are read as well', () => {
  const squeezed = noted.replaceAll(/ +/g, ' ').replaceAll(/^Odd .*\n/gm, '')
  const padded = noted.replaceAll(/^Odd .*\n/gm, '')
  expect(parseVmmapSummary(squeezed).regions).toEqual(parseVmmapSummary(padded).regions)
})

test('a footprint in plain bytes is not rounded', () => {
  expect(parseVmmapSummary('Physical footprint:    512\n')).toMatchObject({
    footprintBytes: 512,
    isRounded: false,
  })
})

test('a text without process, footprint and regions is refused', () => {
  expect(() => parseVmmapSummary('vmmap: no process 812\n')).toThrow(ParseError)
  expect(() => parseVmmapSummary('')).toThrow(ParseError)
})

test('a cut text never gives a shortened figure', () => {
  const figuresOf = (text: string): unknown => ({ ...parseVmmapSummary(text), isRounded: null })
  expectNoShortenedFigure(figuresOf, summary)
  expectNoShortenedFigure(figuresOf, summary.replaceAll('\n', '\r\n'))
  expectNoShortenedFigure(figuresOf, noted)
})

test('a foreign text is a ParseError or whole numbers of at least 0', () => {
  expectSound(parseVmmapSummary, summary + noted, ({ regions, ...rest }) =>
    numbersIn([rest, ...regions.values()]).every(
      (figure) => Number.isSafeInteger(figure) && figure >= 0,
    ),
  )
})

test('the summary of one process is asked for', () => {
  expect(keyOf(vmmapSummary(pid(812)).question)).toBe('/usr/bin/vmmap -summary 812')
})
