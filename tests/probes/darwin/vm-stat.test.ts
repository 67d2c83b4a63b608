import { expect, test } from 'vitest'
import { parseVmStat, vmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const early = `Mach Virtual Memory Statistics: (page size of 4096 bytes)
Pages free:                          12345.
Pages active:                        23456.
Pages inactive:                       3456.
Pages speculative:                     456.
Pages wired down:                    56789.
"Translation faults":             98765432.
Pageins:                              6789.
Pageouts:                               12.
Object cache: 7 hits of 1234 lookups (0% hit rate)
`
const today = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                          10001.
Pages active:                        20002.
Pages inactive:                      30003.
Pages speculative:                    4004.
Pages throttled:                         0.
Pages wired down:                    50005.
Pages purgeable:                       606.
"Translation faults":             12345678.
File-backed pages:                   14009.
Anonymous pages:                     40000.
Pages stored in compressor:          90009.
Pages occupied by compressor:        17017.
Pageins:                             77777.
Pageouts:                               88.
Swapins:                              9999.
Swapouts:                           123123.
`

test('pages become bytes by the page size of the banner', () => {
  expect(parseVmStat(today)).toEqual({
    pageBytes: 16_384,
    freeBytes: 10_001 * 16_384,
    activeBytes: 20_002 * 16_384,
    inactiveBytes: 30_003 * 16_384,
    speculativeBytes: 4_004 * 16_384,
    wiredBytes: 50_005 * 16_384,
    throttledBytes: 0,
    purgeableBytes: 606 * 16_384,
    fileBackedBytes: 14_009 * 16_384,
    anonymousBytes: 40_000 * 16_384,
    storedInCompressorBytes: 90_009 * 16_384,
    compressorBytes: 17_017 * 16_384,
    pageInCount: 77_777,
    pageOutCount: 88,
    swapInCount: 9_999,
    swapOutCount: 123_123,
  })
})

test('what an early release does not count is unknown, not 0', () => {
  expect(parseVmStat(early)).toMatchObject({
    wiredBytes: 56_789 * 4096,
    throttledBytes: null,
    purgeableBytes: null,
    fileBackedBytes: null,
    anonymousBytes: null,
    compressorBytes: null,
    pageInCount: 6_789,
    swapInCount: null,
  })
})

test('the order of the lines and the ends of the lines mean nothing', () => {
  const [banner = '', ...rows] = today.trimEnd().split('\n')
  expect(parseVmStat([banner, ...rows.reverse(), ''].join('\r\n'))).toEqual(parseVmStat(today))
})

test('a count that no machine can have is not believed', () => {
  const absurd = today.replace('    606.', '99999999999999999999.')
  expect(parseVmStat(absurd).purgeableBytes).toBeNull()
  expect(() => parseVmStat(today.replace('10001.', '99999999999999999999.'))).toThrow(ParseError)
  expect(parseVmStat(today.replace('9999.', '-9999.')).swapInCount).toBeNull()
})

test.each([
  ['nothing', ''],
  ['no page size', today.replace(/\(.*\)/, '')],
  ['a page size of 0', today.replace('16384', '0')],
  ['no free pages', today.replace('Pages free', 'Pages fresh')],
  ['the stream form', `${today.split('\n')[0]}\n    free   active\n   10001    20002\n`],
])('a text with %s is refused', (_, text) => {
  expect(() => parseVmStat(text)).toThrow(ParseError)
})

test('a cut text never gives a shortened figure', () => {
  expectNoShortenedFigure(parseVmStat, today)
  expectNoShortenedFigure(parseVmStat, early.replaceAll('\n', '\r\n'))
})

test('a foreign text is a ParseError or whole numbers of at least 0', () => {
  expectSound(parseVmStat, today, (stat) =>
    numbersIn(stat).every((figure) => Number.isSafeInteger(figure) && figure >= 0),
  )
})

test('one answer is asked for, not the stream', () => {
  expect(keyOf(vmStat.question)).toBe('/usr/bin/vm_stat')
})
