import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import {
  machineSysctl,
  memorySysctl,
  parseBareSysctl,
  parseSysctl,
  wiredLimitSysctl,
} from '../../../src/main/probes/darwin/sysctl.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const machine = `hw.memsize: 38654705664
hw.pagesize: 16384
hw.cachelinesize: 128
hw.ncpu: 12
hw.nperflevels: 2
hw.perflevel0.physicalcpu: 8
hw.perflevel0.name: Super
hw.perflevel1.physicalcpu: 4
machdep.cpu.brand_string: Apple M5
kern.osversion: 26A111
sysctl.proc_translated: 1
`
const memory = `kern.memorystatus_vm_pressure_level: 2
kern.memorystatus_level: 57
vm.swapusage: total = 2048.00M  used = 310.25M  free = 1737.75M  (encrypted)
`
const limit = 'iogpu.wired_limit_mb: 24576\niogpu.dynamic_lwm: 1\n'

test('the facts of a machine are read; what was not asked is unknown', () => {
  expect(parseSysctl(machine)).toEqual({
    totalBytes: 36 * 2 ** 30,
    pageBytes: 16_384,
    cacheLineBytes: 128,
    processor: 'Apple M5',
    coreCount: 12,
    perfLevelCount: 2,
    perfLevels: [
      { index: 0, name: 'Super', physicalCoreCount: 8 },
      { index: 1, name: null, physicalCoreCount: 4 },
    ],
    pressureLevel: null,
    notWiredOrCompressedRatio: null,
    swap: null,
    wiredLimit: null,
    isDynamicLowWaterMark: null,
    isTranslated: true,
    osBuild: '26A111',
  })
})

test('pressure is a word, the level a ratio, and swap is in bytes', () => {
  const swap = {
    totalBytes: 2 ** 31,
    usedBytes: 310.25 * 2 ** 20,
    freeBytes: 1_737.75 * 2 ** 20,
    isEncrypted: true,
  }
  expect(parseSysctl(memory)).toMatchObject({
    pressureLevel: 'warn',
    notWiredOrCompressedRatio: 0.57,
    swap,
  })
  expect(parseSysctl(memory.replaceAll('.25M', ',25M')).swap).toEqual(swap)
  expect(parseSysctl(memory.replace('  (encrypted)', '')).swap?.isEncrypted).toBe(false)
})

test.each([
  ['1', 'normal'],
  ['2', 'warn'],
  ['4', 'critical'],
  ['3', null],
  ['-1', null],
])('pressure level %s is %s', (printed, level) => {
  const text = `kern.memorystatus_vm_pressure_level: ${printed}\n`
  expect(parseSysctl(text).pressureLevel).toBe(level)
})

test.each([
  ['iogpu.wired_limit_mb: 0', { limitBytes: null, limitMb: 0, earlierMb: null }],
  ['iogpu.wired_limit_mb: 24576', { limitBytes: 24 * 2 ** 30, limitMb: 24_576, earlierMb: null }],
  ['iogpu.wired_limit_mb: 8 -> 1024', { limitBytes: 2 ** 30, limitMb: 1_024, earlierMb: 8 }],
  ['debug.iogpu.wired_limit: 1073741824', { limitBytes: 2 ** 30, limitMb: null, earlierMb: null }],
  ['debug.iogpu.wired_limit: 0', { limitBytes: null, limitMb: null, earlierMb: null }],
  ['iogpu.wired_limit_mb: -5', null],
  ['iogpu.wired_limit_mb: 9999999999999999', null],
])('the limit of "%s"', (line, wiredLimit) => {
  expect(parseSysctl(`${line}\n`).wiredLimit).toEqual(wiredLimit)
})

test('names that this machine does not know leave nothing behind, whether they are complained of or not', () => {
  const complaint = "sysctl: unknown oid 'iogpu.wired_limit_mb'\n"
  expect(parseSysctl('')).toMatchObject({ totalBytes: null, wiredLimit: null, perfLevels: null })
  expect(parseSysctl(complaint)).toEqual(parseSysctl(''))
  expect(parseSysctl(complaint + limit)).toMatchObject({ isDynamicLowWaterMark: true })
})

test('figures that cannot be are not believed', () => {
  const text = 'hw.memsize: 0\nhw.ncpu: -4\nhw.pagesize: 1e5\nkern.memorystatus_level: 101\n'
  expect(parseSysctl(text)).toEqual(parseSysctl(''))
  const swap = 'vm.swapusage: total = 10.00M  used = 20.00M  free = 0.00M\n'
  expect(parseSysctl(swap).swap).toBeNull()
})

test('bare values are taken in the order of the names', () => {
  const names = ['machdep.cpu.brand_string', 'hw.ncpu', 'hw.memsize']
  const text = 'Apple M4\n10\n17179869184\n'
  expect(parseBareSysctl(text, names)).toMatchObject({
    processor: 'Apple M4',
    coreCount: 10,
    totalBytes: 2 ** 34,
  })
  expect(parseBareSysctl(`${text}\n`, names).totalBytes).toBe(2 ** 34)
})

test('where one bare value is missing none is believed', () => {
  const names = ['hw.ncpu', 'hw.memsize']
  for (const text of ['', '10\n', '10\n17179', '10\n16384\n17179869184\n'])
    expect(() => parseBareSysctl(text, names)).toThrow(ParseError)
})

test('a text without any name is refused', () => {
  expect(() => parseSysctl('sysctl: command not found\n')).toThrow(ParseError)
})

test('a cut text never gives a shortened figure', () => {
  for (const text of [machine, memory, limit, 'iogpu.wired_limit_mb: 0 -> 24576\n'])
    expectNoShortenedFigure(parseSysctl, text)
  expectNoShortenedFigure((text) => parseBareSysctl(text, ['hw.ncpu']), '10\n')
})

test('a foreign text is a ParseError or numbers of at least 0', () => {
  expectSound(parseSysctl, machine + memory + limit, (value) =>
    numbersIn(value).every((figure) => figure >= 0),
  )
})

test('every name is asked by itself, and an unknown one is tolerated', () => {
  expect(keyOf(memorySysctl.question)).toBe(
    '/usr/sbin/sysctl kern.memorystatus_vm_pressure_level kern.memorystatus_level vm.swapusage',
  )
  expect(keyOf(wiredLimitSysctl.question)).toBe(
    '/usr/sbin/sysctl iogpu.wired_limit_mb debug.iogpu.wired_limit',
  )
  expect(machineSysctl.question).toMatchObject({ toleratedExitCodes: [1] })
})
