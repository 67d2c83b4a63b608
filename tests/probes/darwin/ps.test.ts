import { describe, expect, test } from 'vitest'
import {
  isTranslatedIn,
  parsePs,
  processFacts,
  processTimes,
} from '../../../src/main/probes/darwin/ps.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { cpuMs } from '../../cpu-ms.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const times = `  PID  PPID      TIME    RSS UCOMM
    1     0  54:43.90   8912 launchd
58976     1 5084:58.07 456496 LM Studio Helper
`
const facts = `  PID  PPID STARTED                      USER                    F COMM
    1     0 Sat Aug  1 17:46:44 2026     root                 4004 /sbin/launchd
 1473     1 Thu Dec 31 23:59:59 2026     user             200040c6 /Users/user/Library/Application  Support/x 12:00:00 2024
 1600  1473 Sun Feb  1 07:00:00 2026     user                 6004 (chat)
`
const factsWith = (start: string): string =>
  `  PID STARTED                      USER             STAT COMM\n  718 ${start}    root             Ss   /usr/libexec/logd\n`
const nothing = {
  parentPid: null,
  user: null,
  state: null,
  command: null,
  residentBytes: null,
  cpuMs: null,
  elapsedS: null,
  cpuRatio: null,
  memoryRatio: null,
  startedAtMs: null,
  flags: null,
}

describe('a table of ps', () => {
  test('gives CPU time in milliseconds and RSS in bytes, and minutes do not roll over', () => {
    expect(parsePs(times)).toEqual([
      {
        ...nothing,
        pid: 1,
        parentPid: 0,
        cpuMs: 3_283_900,
        residentBytes: 8912 * 1024,
        command: 'launchd',
      },
      {
        ...nothing,
        pid: 58_976,
        parentPid: 1,
        cpuMs: 305_098_070,
        residentBytes: 456_496 * 1024,
        command: 'LM Studio Helper',
      },
    ])
  })

  test('gives the start as if in UTC, flags, and a command with its spaces', () => {
    expect(parsePs(facts.replaceAll('\n', '\r\n'))).toMatchObject([
      { pid: 1, startedAtMs: Date.UTC(2026, 7, 1, 17, 46, 44), user: 'root', flags: 0x4004 },
      {
        pid: 1473,
        startedAtMs: Date.UTC(2026, 11, 31, 23, 59, 59),
        user: 'user',
        flags: 0x200040c6,
        command: '/Users/user/Library/Application  Support/x 12:00:00 2024',
      },
      { pid: 1600, parentPid: 1473, command: '(chat)' },
    ])
  })

  test('keeps a zombie that has no command', () => {
    const zombie = '  PID  PPID    RSS COMM\n  912     1      0 \n'
    expect(parsePs(zombie)).toEqual([{ ...nothing, pid: 912, parentPid: 1, residentBytes: 0 }])
  })

  test('of the long form gives ratios, and no instant for a start without a date', () => {
    const long = `USER               PID  %CPU %MEM      VSZ    RSS   TT  STAT STARTED      TIME COMMAND
user              1046 103.5  3.0  6595412 498788   ??  S    12:10PM   7:53.61 hyperkit -c 4 12:00:00 2024
_hidd              112   1,7  0,1  4382500   9940   ??  Ss   Wed10AM   2:47.17 /usr/libexec/hidd
root                86   0.9  0.4  4486620  72908   ??  Ss   10Nov21   1:24.14 /Library/enSiloCollector
`
    expect(parsePs(long)).toMatchObject([
      { pid: 1046, user: 'user', state: 'S', cpuRatio: 1.035, memoryRatio: 0.03, cpuMs: 473_610 },
      { pid: 112, user: '_hidd', cpuRatio: 0.017, command: '/usr/libexec/hidd', startedAtMs: null },
      { pid: 86, residentBytes: 72_908 * 1024, command: '/Library/enSiloCollector' },
    ])
  })
})

describe('the start of a process', () => {
  const atMs = Date.UTC(2026, 7, 12, 19, 39, 58)

  test.each([
    ['C', 'Wed Aug 12 19:39:58 2026'],
    ['de_DE', 'Mi. 12 Aug. 19:39:58 2026'],
    ['en_GB', 'Wed 12 Aug 19:39:58 2026'],
    ['fr_FR', 'Mer 12 aoû 19:39:58 2026'],
    ['es_ES', 'mié 12 ago 19:39:58 2026'],
    ['ja_JP', '水  8/12 19:39:58 2026'],
    ['zh_CN', '三  8月/12 19:39:58 2026'],
    ['a form of twelve hours', 'Wed Aug 12 07:39:58 PM 2026'],
    ['a form with dots in its time', 'Mi. 12 aug. 19.39.58 2026'],
  ])('is read in %s', (_, start) => {
    expect(parsePs(factsWith(start))).toEqual([
      {
        ...nothing,
        pid: 718,
        startedAtMs: atMs,
        user: 'root',
        state: 'Ss',
        command: '/usr/libexec/logd',
      },
    ])
  })

  test.each([
    ['a language that we do not know', 'śr. 12 sie 19:39:58 2026'],
    ['a day that the month does not have', 'Wed Feb 30 19:39:58 2026'],
    ['an hour that no day has', 'Wed Aug 12 25:39:58 2026'],
    ['a month by number that may be a day', 'qua  8/12 19:39:58 2026'],
    ['an order that begins with the year', '2026 aug. 12 19:39:58'],
    ['a month by number that no year has', '水 13/ 1 19:39:58 2026'],
  ])('is not known in %s, and what stands beside it is still right', (_, start) => {
    expect(parsePs(factsWith(start))).toEqual([
      { ...nothing, pid: 718, user: 'root', state: 'Ss', command: '/usr/libexec/logd' },
    ])
  })

  test('that has no end we know leaves only what stands before it', () => {
    expect(parsePs(factsWith('Mi. 12 Aug. 19 Uhr 39'))).toEqual([{ ...nothing, pid: 718 }])
  })
})

test.each([
  ['00:59', 59],
  ['1:02:03', 3_723],
  ['2-01:02:03', 176_523],
  ['1:99:00', null],
  ['12:60', null],
  ['-1:00', null],
])('an elapsed time of %s is %j seconds', (written, elapsedS) => {
  expect(parsePs(`  PID ELAPSED\n   12 ${written}\n`)).toEqual([{ ...nothing, pid: 12, elapsedS }])
})

test('a row with too few or too many words is left out, and so is one without a pid', () => {
  const odd =
    '  PID  PPID    RSS\n    1     0\n    2     1   12   13\n   -3     1     12\n    4     1     12\n'
  expect(parsePs(odd).map((row) => row.pid)).toEqual([4])
})

test('a figure too great to be exact is not known', () => {
  const great = `  PID    RSS\n    1 ${'9'.repeat(15)}\n`
  expect(parsePs(great)[0]?.residentBytes).toBeNull()
})

test.each(['', '\n', 'ps: illegal option\n', '  PID  PPID', ' PPID    RSS\n    1   12\n'])(
  'another text is refused: %j',
  (text) => {
    expect(() => parsePs(text)).toThrow(ParseError)
  },
)

test('a text that was cut never shortens a figure', () => {
  expectNoShortenedFigure(parsePs, times)
  expectNoShortenedFigure(parsePs, facts)
})

test('a foreign text is a ParseError or rows of sound figures', () => {
  for (const text of [times, facts]) {
    expectSound(parsePs, text, (rows) => numbersIn(rows).every((value) => value >= 0))
  }
})

test('only the flag of Rosetta says that a process is translated', () => {
  expect(isTranslatedIn(0x24004)).toBe(true)
  expect(isTranslatedIn(0x2004004)).toBe(false)
  expect(isTranslatedIn(0)).toBe(false)
})

test('the questions name the columns that the parser needs', () => {
  expect(keyOf(processTimes.question)).toBe('/bin/ps -Ao pid,ppid,time,rss,ucomm')
  expect(keyOf(processFacts.question)).toBe('/bin/ps -Ao pid,ppid,lstart,user,flags,comm')
})

test('a machine with many processes is read at once', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `${index} 1 0:01.00 ${index}\n`)
  const beforeMs = cpuMs()
  expect(parsePs(`PID PPID TIME RSS\n${rows.join('')}`)).toHaveLength(20_000)
  expect(cpuMs() - beforeMs).toBeLessThan(2_000)
})
