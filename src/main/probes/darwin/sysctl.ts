import { ParseError } from '../../../shared/parse.ts'
import type { PressureLevel } from '../../../shared/snapshot.ts'
import type { Probe } from '../probe.ts'
import { countIn, positiveIn } from './forms/figure.ts'
import { parseSwapUsage, type SwapUsage } from './swap-usage.ts'
import { wholeLines } from './forms/whole-lines.ts'
import { wiredLimitIn, type WiredLimit } from './wired-limit.ts'

/** What `sysctl` says of the names it was asked for; what it did not say is null. */
export interface Sysctl {
  readonly totalBytes: number | null
  /** 16384 on Apple Silicon, 4096 on Intel. */
  readonly pageBytes: number | null
  readonly cacheLineBytes: number | null
  readonly processor: string | null
  readonly coreCount: number | null
  readonly perfLevelCount: number | null
  /** By index, the fastest first; null where no level was named. */
  readonly perfLevels: readonly PerfLevel[] | null
  readonly pressureLevel: PressureLevel | null
  /** kern.memorystatus_level / 100: RAM that is neither wired nor in the compressor. It is not free: apps' memory counts. */
  readonly notWiredOrCompressedRatio: number | null
  readonly swap: SwapUsage | null
  readonly wiredLimit: WiredLimit | null
  readonly isDynamicLowWaterMark: boolean | null
  /** Of the asking process and what it inherits from its parent, never of another one (Rosetta). */
  readonly isTranslated: boolean | null
  readonly osBuild: string | null
}

export interface PerfLevel {
  readonly index: number
  /** `Performance`, `Efficiency`, or `Super` since M5; macOS 12 and older have no name. */
  readonly name: string | null
  readonly physicalCoreCount: number | null
}

/** No Mac has more than two kinds of cores: this bounds foreign text. */
const maxPerfLevels = 16

const program = '/usr/sbin/sysctl'
/** An unknown name is told on stderr, and the exit code is 1; the other names are answered. */
const toleratedExitCodes = [1]

export const machineSysctl: Probe<Sysctl> = {
  question: {
    kind: 'command',
    argv: [
      program,
      'hw.memsize',
      'hw.pagesize',
      'hw.cachelinesize',
      'hw.ncpu',
      'hw.nperflevels',
      'hw.perflevel0',
      'hw.perflevel1',
      'machdep.cpu.brand_string',
      'kern.osversion',
      'sysctl.proc_translated',
    ],
    toleratedExitCodes,
  },
  parse: parseSysctl,
}

/** The level is masked in `sysctl -a`: it is asked by name (xnu bsd/kern/kern_memorystatus_notify.c). */
export const memorySysctl: Probe<Sysctl> = {
  question: {
    kind: 'command',
    argv: [
      program,
      'kern.memorystatus_vm_pressure_level',
      'kern.memorystatus_level',
      'vm.swapusage',
    ],
  },
  parse: parseSysctl,
}

/** The first name is of macOS 14 and newer, the second of macOS 13; Intel knows neither. */
export const wiredLimitSysctl: Probe<Sysctl> = {
  question: {
    kind: 'command',
    argv: [program, 'iogpu.wired_limit_mb', 'debug.iogpu.wired_limit'],
    toleratedExitCodes,
  },
  parse: parseSysctl,
}

const named = /^([A-Za-z_]\w*(?:\.\w+)+): ?(.*)$/
/** stderr, where it was mixed in; the second form is of macOS 10. */
const unknownName = /^(?:sysctl: unknown oid |second level name )/

// hw.memsize: 38654705664
// kern.memorystatus_vm_pressure_level: 1
// vm.swapusage: total = 2048.00M  used = 310.25M  free = 1737.75M  (encrypted)
// iogpu.wired_limit_mb: 0 -> 24576
export function parseSysctl(text: string): Sysctl {
  const lines = wholeLines(text)
  const values = new Map<string, string>()
  for (const line of lines) {
    const [, name, value = ''] = named.exec(line) ?? []
    if (name !== undefined) values.set(name, value.trim())
  }
  const isKnown = values.size > 0 || lines.some((line) => unknownName.test(line))
  if (!isKnown && text.trim() !== '') throw new ParseError('no line of the form "name: value"')
  return sysctlOf(values)
}

// Apple M4 Pro
// 14
/**
 * The answer of `sysctl -n`: values in the order of `names`. An unknown name leaves no line, so that each line behind it
 * would be taken for another one: where the counts differ nothing is known, and it throws ParseError.
 */
export function parseBareSysctl(text: string, names: readonly string[]): Sysctl {
  const lines = wholeLines(text)
  const isBlankBehind = lines.slice(names.length).every((line) => line.trim() === '')
  if (lines.length < names.length || !isBlankBehind || !text.endsWith('\n')) {
    throw new ParseError(`${lines.length} lines for ${names.length} names`)
  }
  return sysctlOf(new Map(names.map((name, index) => [name, (lines[index] ?? '').trim()])))
}

/** `0 -> 1`, where the command has set a value: it is the new one. */
const nowOf = (value: string | undefined): string | undefined => value?.split(' -> ').at(-1)

function sysctlOf(values: ReadonlyMap<string, string>): Sysctl {
  const get = (name: string): string | undefined => nowOf(values.get(name))
  const percent = countIn(get('kern.memorystatus_level'))
  return {
    totalBytes: positiveIn(get('hw.memsize')),
    pageBytes: positiveIn(get('hw.pagesize')),
    cacheLineBytes: positiveIn(get('hw.cachelinesize')),
    processor: get('machdep.cpu.brand_string') || null,
    coreCount: positiveIn(get('hw.ncpu')),
    perfLevelCount: countIn(get('hw.nperflevels')),
    perfLevels: perfLevelsIn(values),
    pressureLevel: pressureLevels.get(get('kern.memorystatus_vm_pressure_level') ?? '') ?? null,
    notWiredOrCompressedRatio: percent === null || percent > 100 ? null : percent / 100,
    swap: parseSwapUsage(get('vm.swapusage')),
    wiredLimit: wiredLimitIn(values),
    isDynamicLowWaterMark: flags.get(get('iogpu.dynamic_lwm') ?? '') ?? null,
    isTranslated: flags.get(get('sysctl.proc_translated') ?? '') ?? null,
    osBuild: get('kern.osversion') || null,
  }
}

/** xnu osfmk/kern/vm_pressure.h: these three numbers and no other. */
const pressureLevels: ReadonlyMap<string, PressureLevel> = new Map([
  ['1', 'normal'],
  ['2', 'warn'],
  ['4', 'critical'],
])

const flags: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
])

// hw.perflevel0.physicalcpu: 10
// hw.perflevel0.name: Performance
function perfLevelsIn(values: ReadonlyMap<string, string>): readonly PerfLevel[] | null {
  const found = [...values.keys()].map((name) => /^hw\.perflevel(\d{1,2})\./.exec(name)?.[1])
  const indices = [...new Set(found)].flatMap((text) => countIn(text) ?? [])
  const known = indices.filter((index) => index < maxPerfLevels).sort((a, b) => a - b)
  if (known.length === 0) return null
  return known.map((index) => ({
    index,
    name: values.get(`hw.perflevel${index}.name`) || null,
    physicalCoreCount: positiveIn(values.get(`hw.perflevel${index}.physicalcpu`)),
  }))
}
