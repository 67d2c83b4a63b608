import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { footprint, parseFootprints } from '../../../src/main/probes/darwin/footprint.ts'
import { pid } from '../../../src/shared/ids.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const rule = '='.repeat(70)
const bytes = `footprint: Unable to analyze process with pid 55 (try as root?)
footprint: Unable to analyze process My Server [66] (try as root?)
${rule}
ollama [812]: 64-bit    Footprint: 5242880 B (16384 bytes per page)
${rule}

Auxiliary data:
    phys_footprint_peak: 7340032 B
    phys_footprint: 5259264 B

${rule}
Some App (Helper) [99]: 64-bit (translated)    Footprint: 1048576 B (16384 bytes per page)
${rule}

Auxiliary data:
    phys_footprint: 1064960 B

${rule}
Summary Footprint: 6291456 B (16384 bytes per page)
${rule}

Auxiliary data:
    phys_footprint: 99 B
`
const formatted = `${rule}
llama-cli [7]: 64-bit    Footprint: 6.2 GB (16384 bytes per page)
${rule}

  Dirty      Clean  Reclaimable    Regions    Category
    ---        ---          ---        ---    ---
6144 MB        0 B          0 B         16    IOAccelerator (graphics)
 512 KB      18 MB         4 KB          2    untagged ("VM_ALLOCATE")
    ---        ---          ---        ---    ---
6.2 GB       18 MB         4 KB         18    TOTAL

Auxiliary data:
    phys_footprint: 6349 MB
`

test('each process is read by its ledger, and the sum of all is none of them', () => {
  const rest = { isRounded: false, categories: new Map(), total: null }
  expect(parseFootprints(bytes)).toEqual({
    processes: [
      {
        ...rest,
        pid: 812,
        name: 'ollama',
        headerBytes: 5_242_880,
        footprintBytes: 5_259_264,
        peakBytes: 7_340_032,
      },
      {
        ...rest,
        pid: 99,
        name: 'Some App (Helper)',
        headerBytes: 1_048_576,
        footprintBytes: 1_064_960,
        peakBytes: null,
      },
    ],
    unreadablePids: [55, 66],
  })
})

test('formatted figures are powers of 1024, and categories keep their names', () => {
  const [process] = parseFootprints(formatted).processes
  expect(process).toMatchObject({
    isRounded: true,
    headerBytes: Math.round(6.2 * 2 ** 30),
    footprintBytes: 6_349 * 2 ** 20,
    total: { reclaimableBytes: 4_096, regionCount: 18 },
  })
  expect([...(process?.categories ?? [])]).toEqual([
    [
      'IOAccelerator (graphics)',
      { dirtyBytes: 6 * 2 ** 30, cleanBytes: 0, reclaimableBytes: 0, regionCount: 16 },
    ],
    [
      'untagged ("VM_ALLOCATE")',
      {
        dirtyBytes: 512 * 1024,
        cleanBytes: 18 * 2 ** 20,
        reclaimableBytes: 4_096,
        regionCount: 2,
      },
    ],
  ])
})

test('a column more does not shift the others', () => {
  const text = formatted
    .replace('  Dirty  ', '  Dirty   Swapped  ')
    .replace('6144 MB  ', '6144 MB      1 MB  ')
  const categories = parseFootprints(text).processes[0]?.categories
  expect(categories?.get('IOAccelerator (graphics)')).toEqual({
    dirtyBytes: 6 * 2 ** 30,
    cleanBytes: 0,
    reclaimableBytes: 0,
    regionCount: 16,
  })
})

test('a figure that is none is unknown', () => {
  const text = bytes.replace('7340032 B', '-1 B').replace('5259264 B', 'unavailable')
  expect(parseFootprints(text).processes[0]).toMatchObject({
    footprintBytes: null,
    peakBytes: null,
  })
})

test('an answer on stderr alone is one without processes', () => {
  expect(parseFootprints('')).toEqual({ processes: [], unreadablePids: [] })
  const [complaint = ''] = bytes.split('\n')
  expect(parseFootprints(`${complaint}\n`)).toEqual({ processes: [], unreadablePids: [55] })
})

test.each([
  ['footprint: Unable to analyze process with pid 55 (try as root?)', 55],
  ['Unable to analyze process with pid 55', 55],
  ['footprint: Unable to get the footprint of process My [1] Server [66] (try as root?)', 66],
  ['Unable to read process My Server [66]: no such process', 66],
  ['footprint: unable to attach to pid 70', 70],
  ["footprint: Unable to find pid for process matching '999'", 999],
])('"%s" names a pid that cannot be read, and is an answer', (line, one) => {
  expect(parseFootprints(`${line}\n`)).toEqual({ processes: [], unreadablePids: [one] })
  expect(parseFootprints(`${line}\n${line}\n${bytes}`).unreadablePids).toEqual([
    ...new Set([one, 55, 66]),
  ])
})

test('figures in brackets are read', () => {
  const text = formatted
    .replace('  Dirty  ', '  Dirty  (Swapped)  ')
    .replace('6144 MB  ', '6144 MB  (1024 KB)  ')
    .replace(' 512 KB      18 MB  ', '(512 KB)  0 B    (18 MB)  ')
  const categories = parseFootprints(text).processes[0]?.categories
  expect(categories?.get('IOAccelerator (graphics)')).toMatchObject({
    dirtyBytes: 6 * 2 ** 30,
    regionCount: 16,
  })
  expect(categories?.get('untagged ("VM_ALLOCATE")')).toEqual({
    dirtyBytes: 2 ** 19,
    cleanBytes: 18 * 2 ** 20,
    reclaimableBytes: 4_096,
    regionCount: 2,
  })
})

test('a text without a process is refused', () => {
  expect(() => parseFootprints('usage: footprint [options]\n')).toThrow(ParseError)
})

test.each([bytes, formatted, bytes.replaceAll('\n', '\r\n')])(
  'a cut text never gives a shortened figure',
  (text) => {
    const figuresOf = (part: string): unknown =>
      parseFootprints(part).processes.map(({ isRounded: _, ...figures }) => figures)
    expectNoShortenedFigure(figuresOf, text)
  },
)

test('a foreign text is a ParseError or whole numbers of at least 0', () => {
  expectSound(parseFootprints, bytes + formatted, (value) =>
    numbersIn(value).every((figure) => Number.isSafeInteger(figure) && figure >= 0),
  )
})

test('several processes are asked for at once, in bytes', () => {
  expect(keyOf(footprint([pid(812), pid(99)]).question)).toBe(
    '/usr/bin/footprint -f bytes --noCategories -p 812 -p 99',
  )
})
