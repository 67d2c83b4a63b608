import { describe, expect, test } from 'vitest'
import { parseTop, top, type TopRow } from '../../../src/main/probes/darwin/top.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const head = `Processes: 616 total, 4 running, 612 sleeping, 2791 threads
2026/05/26 01:00:29
Load Avg: 3.35, 2.89, 2.90
CPU usage: 25.73% user, 16.91% sys, 57.35% idle
SharedLibs: 880M resident, 95M data, 55M linkedit.
MemRegions: 162574 total, 4220M resident, 369M private, 1218M shared.
PhysMem: 31G used (2221M wired, 1884M compressor), 344M unused.
VM: 251T vsize, 5703M framework vsize, 9987105(272) swapins, 11672800(0) swapouts.
Networks: packets: 70361160/87G in, 58284596/61G out.

`
const table = `PID    COMMAND          MEM    CMPRS
99060  ollama           15G    3760K
71083* Brave Browser    1423M+ 0B
454    WindowServer     927M-  1024B
`
const whole = head + table
const rowsOf = (text: string): readonly TopRow[] => parseTop(text)[0]?.rows ?? []
const shortOf = (text: string): unknown =>
  rowsOf(text).map((row) => [row.pid, row.command, row.memoryBytes, row.compressedBytes])

test('the header gives counts, bytes and ratios', () => {
  expect(top.parse(whole)).toMatchObject({
    processCount: 616,
    runningCount: 4,
    threadCount: 2791,
    physMemUsedBytes: 31 * 2 ** 30,
    wiredBytes: 2221 * 2 ** 20,
    compressorBytes: 1884 * 2 ** 20,
    unusedBytes: 344 * 2 ** 20,
    swapInCount: 9_987_105,
    swapInDelta: 272,
    swapOutCount: 11_672_800,
    swapOutDelta: 0,
    cpuUserRatio: expect.closeTo(0.2573),
    cpuSystemRatio: 0.1691,
    cpuIdleRatio: 0.5735,
  })
})

test('an early header has no compressor, and a decimal comma is one', () => {
  const early = `Processes: 178 total, 3 running, 5 stuck, 170 sleeping, 1039 threads
CPU usage: 25,73% user, 16,91% sys, 57,35% idle
PhysMem: 8135M used (1559M wired), 55M unused.
`
  expect(parseTop(early)[0]).toMatchObject({
    rows: [],
    threadCount: 1039,
    cpuUserRatio: expect.closeTo(0.2573),
    wiredBytes: 1559 * 2 ** 20,
    compressorBytes: null,
    swapInCount: null,
  })
})

describe('a row', () => {
  test('is read without the marks behind its pid and its sizes', () => {
    expect(shortOf(whole)).toEqual([
      [99_060, 'ollama', 15 * 2 ** 30, 3760 * 1024],
      [71_083, 'Brave Browser', 1423 * 2 ** 20, 0],
      [454, 'WindowServer', 927 * 2 ** 20, 1024],
    ])
  })

  test('is read where a wide pid, a command in another script or another program moved it', () => {
    const columns = 'PID    COMMAND          MEM   CMPRS\n'
    expect(shortOf(`${columns}1234567* Brave Browser    1423M 3760K\n`)).toEqual([
      [1_234_567, 'Brave Browser', 1423 * 2 ** 20, 3760 * 1024],
    ])
    expect(shortOf(`${columns}912    微信       1423M 3760K\n`)).toEqual([
      [912, '微信', 1423 * 2 ** 20, 3760 * 1024],
    ])
    expect(shortOf(`${columns}912 Brave Browser 1423M 3760K\n`)).toEqual([
      [912, 'Brave Browser', 1423 * 2 ** 20, 3760 * 1024],
    ])
  })

  test('is left out where a cell is missing, rather than misread', () => {
    const columns = 'PID    COMMAND          MEM   CMPRS PPID UID\n'
    const good = '912    Brave Browser    1423M 3760K 1    501\n'
    const holes = [
      '912    Brave Browser          3760K 1    501',
      '912    Brave Browser    1423M 3760K      501',
    ]
    expect(rowsOf(`${columns}${good}${holes.join('\n')}\n`)).toMatchObject([
      { pid: 912, parentPid: 1, userId: 501 },
    ])
    expect(rowsOf(columns + good)).toHaveLength(1)
  })

  test('takes any column by the header, wherever it stands', () => {
    const all = `PID    COMMAND          %CPU TIME     #TH MEM   STATE    BOOSTS   UID POWER USER
95991  sirittsd         0.0  00:00.49 2   34M   sleeping *0[1010] 501 36.7  someone
`
    expect(rowsOf(all)).toEqual([
      {
        pid: 95_991,
        command: 'sirittsd',
        memoryBytes: 34 * 2 ** 20,
        compressedBytes: null,
        parentPid: null,
        userId: 501,
        powerImpact: 36.7,
      },
    ])
    expect(rowsOf('POWER PID\n0,5   616\n')).toMatchObject([
      { pid: 616, powerImpact: 0.5, command: null },
    ])
  })
})

test('of several samples each is told, and the last is the answer', () => {
  const second = whole.replace('616 total', '617 total').replaceAll('15G', '16G')
  const both = (whole + '\n' + second).replaceAll('\n', '\r\n')
  expect(parseTop(both).map(({ processCount, rows }) => [processCount, rows.length])).toEqual([
    [616, 3],
    [617, 3],
  ])
  expect(top.parse(both).rows[0]?.memoryBytes).toBe(16 * 2 ** 30)
  expect(parseTop(table + table)).toHaveLength(2)
})

test.each(['', '\n', 'top: no such option\n', 'Processes: 616 total', '912 ollama 15G 0B\n'])(
  'another text is refused: %j',
  (text) => {
    expect(() => parseTop(text)).toThrow(ParseError)
    expect(() => top.parse(text)).toThrow(ParseError)
  },
)

test('a text that was cut never shortens a figure', () => {
  expectNoShortenedFigure(parseTop, `${whole}\n${whole}`)
})

test('a foreign text is a ParseError or samples of sound figures', () => {
  expectSound(parseTop, whole, (samples) => numbersIn(samples).every((value) => value >= 0))
})

test('top is asked for the thirty largest, with time to look at all', () => {
  expect(keyOf(top.question)).toBe('/usr/bin/top -l 1 -o mem -n 30 -stats pid,command,mem,cmprs')
  expect(top.question).toMatchObject({ deadlineMs: 10_000 })
})
