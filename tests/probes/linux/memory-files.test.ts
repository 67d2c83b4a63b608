import { expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { parseMeminfo } from '../../../src/main/probes/linux/meminfo.ts'
import { parseMemoryPressure } from '../../../src/main/probes/linux/memory-pressure.ts'
import { parseVmstat } from '../../../src/main/probes/linux/vmstat.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'
import { fixture } from '../../world.ts'

const without = (text: string, label: string): string =>
  text.replace(new RegExp(`^${label}:? .*\n`, 'm'), '')

test('the memory of a machine with 24 GB is read in bytes', () => {
  expect(parseMeminfo(fixture('proc/meminfo-24g.txt'))).toEqual({
    totalBytes: 24_684_084 * 1024,
    freeBytes: 24_472_720 * 1024,
    availableBytes: 24_406_552 * 1024,
    anonymousBytes: 12_948 * 1024,
    sharedBytes: 8_872 * 1024,
    kernelBytes: (23_424 + 1_464 + 1_756 + 0 + 664) * 1024,
    swapTotalBytes: 0,
    swapFreeBytes: 0,
  })
})

test('the memory of an arm64 machine with big pages and swap is read the same way', () => {
  expect(parseMeminfo(fixture('proc/meminfo-arm64-64k.txt'))).toEqual({
    totalBytes: 128_443_456 * 1024,
    freeBytes: 97_254_912 * 1024,
    availableBytes: 118_034_816 * 1024,
    anonymousBytes: 8_269_824 * 1024,
    sharedBytes: 64_128 * 1024,
    kernelBytes: (720_896 + 41_472 + 36_864 + 2_048 + 50_176) * 1024,
    swapTotalBytes: 16_777_152 * 1024,
    swapFreeBytes: 16_121_792 * 1024,
  })
})

test('an older kernel that counts less of its own is read without the rest', () => {
  const { kernelBytes, availableBytes } = parseMeminfo(fixture('proc/meminfo-linux-4.9.txt'))
  expect(kernelBytes).toBe((50_000 + 8_000 + 20_000) * 1024)
  expect(availableBytes).toBe(2_250_020 * 1024)
})

test('a kernel before MemAvailable is refused by the name of the missing line', () => {
  expect(() => parseMeminfo(fixture('proc/meminfo-linux-3.13.txt'))).toThrow(
    new ParseError('no number at ^MemAvailable: +(\\d+) kB$'),
  )
})

test.each(['MemTotal', 'MemFree', 'MemAvailable', 'AnonPages', 'SwapTotal', 'SwapFree'])(
  'without its line %s the memory is not known, rather than 0',
  (label) => {
    expect(() => parseMeminfo(without(fixture('proc/meminfo-24g.txt'), label))).toThrow(ParseError)
  },
)

test('memory whose text is cut off anywhere is refused, or right in all that is always there', () => {
  const text = fixture('proc/meminfo-24g.txt')
  const whole = parseMeminfo(text)
  for (let length = 0; length < text.length; length++) {
    const value = parsedOrNull(parseMeminfo, text.slice(0, length))
    if (value === null) continue
    const { kernelBytes, sharedBytes, ...always } = whole
    expect(value).toMatchObject(always)
    expect(value.kernelBytes).toBeLessThanOrEqual(kernelBytes)
    expect([0, sharedBytes]).toContain(value.sharedBytes)
  }
})

test('a foreign memory text is a ParseError or sizes of at least 0', () => {
  expectSound(parseMeminfo, fixture('proc/meminfo-24g.txt'), (value) =>
    Object.values(value).every((bytes) => bytes >= 0),
  )
})

test('the shares of time spent waiting for memory are ratios', () => {
  expect(parseMemoryPressure(fixture('proc/pressure-memory-stalling.txt'))).toEqual({
    some10sRatio: expect.closeTo(0.3452, 10),
    some60sRatio: expect.closeTo(0.1207, 10),
    full10sRatio: expect.closeTo(0.219, 10),
    full60sRatio: expect.closeTo(0.0844, 10),
  })
  expect(parseMemoryPressure(fixture('proc/pressure-memory.txt'))).toEqual({
    some10sRatio: 0,
    some60sRatio: 0,
    full10sRatio: 0,
    full60sRatio: 0,
  })
})

test('a pressure text without its first line is refused', () => {
  const text = fixture('proc/pressure-memory-stalling.txt')
  expect(() => parseMemoryPressure(without(text, 'some'))).toThrow(ParseError)
  expect(() => parseMemoryPressure('')).toThrow(ParseError)
})

test('a foreign pressure text is a ParseError or ratios of at least 0', () => {
  expectSound(parseMemoryPressure, fixture('proc/pressure-memory-stalling.txt'), (value) =>
    Object.values(value).every((ratio) => ratio >= 0),
  )
})

test('the pages that went to swap and back are counted', () => {
  const text = fixture('proc/vmstat.txt')
  expect(parseVmstat(text)).toEqual({ swappedInPages: 0, swappedOutPages: 0 })
  const swapping = text.replace('pswpin 0', 'pswpin 7').replace('pswpout 0', 'pswpout 131')
  expect(parseVmstat(swapping)).toEqual({ swappedInPages: 7, swappedOutPages: 131 })
})

test('a kernel without swap has no counters, which is not 0', () => {
  const text = without(without(fixture('proc/vmstat.txt'), 'pswpin'), 'pswpout')
  expect(parseVmstat(text)).toEqual({ swappedInPages: null, swappedOutPages: null })
})

test('a foreign vmstat text gives counters or none', () => {
  expectSound(parseVmstat, fixture('proc/vmstat.txt'))
})
