import { describe, expect, test } from 'vitest'
import { factsOf, type Fact } from '../../src/shared/facts.ts'
import type {
  Gpu,
  GpuDevice,
  Known,
  LimitSource,
  Part,
  Power,
  Pressure,
  Snapshot,
  Thermal,
} from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'

const atMs = 1_795_200_000_000
const known = <T extends object>(value: T): Known<T> => ({
  ...value,
  kind: 'ok',
  atMs,
  isStale: false,
})
const factsWith = (parts: Partial<Snapshot>): readonly Fact[] =>
  factsOf({ ...nothingKnown, atMs, ...parts })
/** Each fact as one line. */
const linesWith = (parts: Partial<Snapshot>): readonly string[] =>
  factsWith(parts).map(
    ({ name, value, note }) => `${name}: ${value}${note === null ? '' : `, ${note}`}`,
  )

const device: GpuDevice = {
  name: 'a GPU',
  usableBytes: 20e9,
  inUseBytes: 5e9,
  busyRatio: 0.42,
  powerWatts: null,
  clockHertz: null,
  celsius: null,
  coreCount: null,
}
const gpu: Gpu = {
  inUseBytes: 5e9,
  inUseNowBytes: 5e9,
  beyondLimitBytes: 0,
  isUnified: true,
  devices: [device],
}
const limit = {
  limitBytes: 22.99e9,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [],
} as const
const kernel = {
  level: 'normal',
  availableRatio: 0.7,
  toWarnRatio: 0.2,
  availableBytes: 14e9,
  compressorBytes: 6e9,
  toCriticalRatio: 0.357,
  notWiredOrCompressedRatio: 0.5,
} as const
const onMac = {
  pressure: known({ level: 'normal', stalls: null, kernel }),
  swap: known({
    totalBytes: 8e9,
    usedBytes: 1.5e9,
    freeBytes: 6.5e9,
    inBytesPerSecond: 0,
    outBytesPerSecond: 0,
  }),
  limit: known(limit),
  gpu: known(gpu),
  power: known({ source: 'macmon', gpuWatts: 4.12, cpuWatts: 2, gpuClockHertz: 389e6 }),
  wired: known({ wiredBytes: 9e9, gpuBytes: 5e9, unattributedBytes: 4e9, history: [] }),
  disk: known({ path: '/', totalBytes: 500e9, freeBytes: 85.09e9 }),
  thermal: known({ hottestCelsius: null, zones: [], level: 'moderate', speedLimitRatio: 0.8 }),
  battery: known({ isOnBattery: true, levelRatio: 0.81 }),
} as const satisfies Partial<Snapshot>

describe('the facts of a whole machine', () => {
  test('of a Mac come in the order in which they matter', () => {
    expect(linesWith(onMac)).toEqual([
      'Pressure: normal, 20 % above the warn line',
      'Swap: 1.5 GB used, 6.5 GB free',
      'Limit: 23.0 GB, asked of Metal',
      'GPU: 42 % busy',
      'Power: 4.1 W, at 389 MHz',
      'Wired: 4.0 GB, that no GPU use explains',
      'Disk: 85.0 GB free, of 500.0 GB',
      'Heat: moderate, slowed to 80 %',
      'Battery: 81 %, discharging',
    ])
  })

  test('of Linux with a card leave out what only a Mac has', () => {
    const stalls = { some10sRatio: 0.12, some60sRatio: 0.1, full10sRatio: 0, full60sRatio: 0 }
    const card = known({ ...gpu, isUnified: false })
    const parts: Partial<Snapshot> = {
      pressure: known<Pressure>({ level: 'warn', stalls, kernel: null }),
      swap: { ...onMac.swap, outBytesPerSecond: 3.2e6 },
      limit: known({ ...limit, source: 'nvidia-smi' } as const),
      gpu: card,
      power: known({ source: 'nvidia-smi', gpuWatts: 121.4, cpuWatts: null, gpuClockHertz: null }),
      disk: onMac.disk,
      thermal: known({
        hottestCelsius: 64.25,
        zones: [{ name: 'gpu', celsius: 64.25 }],
        level: null,
        speedLimitRatio: null,
      }),
      battery: known({ isOnBattery: false, levelRatio: null }),
    }
    expect(linesWith(parts)).toEqual([
      'Pressure: programs are waiting for memory, 12 % stalled',
      'Swap: 1.5 GB used, 3 MB/s going out',
      'GPU: 42 % busy',
      'Power: 121 W',
      'Disk: 85.0 GB free, of 500.0 GB',
      'Heat: 64 °C, at the hottest',
      'Battery: level not known',
    ])
  })

  test('of a machine of which nothing is known are none', () => {
    expect(factsWith({})).toEqual([])
  })
})

describe('pressure on a Mac', () => {
  const pressed = (
    level: Pressure['level'],
    toWarnRatio: number | null,
    toCriticalRatio: number | null,
  ): readonly string[] =>
    linesWith({
      pressure: known<Pressure>({
        level,
        stalls: null,
        kernel: {
          level,
          availableRatio: null,
          availableBytes: null,
          compressorBytes: null,
          toWarnRatio,
          toCriticalRatio,
          notWiredOrCompressedRatio: null,
        },
      }),
    })

  test('is told with how far the next line is away', () => {
    expect(pressed('normal', 0.021, 0.178)).toEqual(['Pressure: normal, 2.1 % above the warn line'])
    expect(pressed('warn', -0.04, 0.117)).toEqual([
      'Pressure: macOS is compressing memory, 12 % above the critical line',
    ])
    expect(pressed('critical', -0.2, -0.043)).toEqual([
      'Pressure: macOS is running out of memory, below the critical line',
    ])
  })

  test('is told alone where no distance is known', () => {
    expect(pressed('warn', null, null)).toEqual(['Pressure: macOS is compressing memory'])
  })
})

describe('the limit', () => {
  test.each([
    ['metal', 'asked of Metal'],
    ['wired-limit', 'by iogpu.wired_limit_mb'],
    ['engine-log', 'as an engine logged it'],
    ['rule', 'estimated from RAM and macOS'],
  ] as const)('by %s is told as %s', (source, note) => {
    expect(linesWith({ limit: known({ ...limit, source }) })).toEqual([`Limit: 23.0 GB, ${note}`])
  })

  test('of an engine names who has logged it, and tells how long ago where that is long', () => {
    const logged = (program: string | null, agoMs: number) =>
      linesWith({
        limit: known({ ...limit, source: 'engine-log', logged: { program, atMs: atMs - agoMs } }),
      })[0]
    expect(logged('Ollama', 60_000)).toBe('Limit: 23.0 GB, as Ollama logged it')
    expect(logged('Ollama', 74 * 3_600_000)).toBe('Limit: 23.0 GB, as Ollama logged it 3 d 2 h ago')
    expect(logged(null, 0)).toBe('Limit: 23.0 GB, as an engine logged it')
  })

  test('of a card is its own memory, which its bar tells', () => {
    const source: LimitSource = 'nvidia-smi'
    expect(linesWith({ limit: known({ ...limit, source }) })).toEqual([])
  })
})

describe('the GPU', () => {
  const busy = (...ratios: readonly (number | null)[]): readonly string[] =>
    linesWith({
      gpu: known({ ...gpu, devices: ratios.map((busyRatio) => ({ ...device, busyRatio })) }),
    })

  test('is as busy as the busiest of its devices', () => {
    expect(busy(0.003, 0.9, null)[0]).toBe('GPU: 90 % busy')
    expect(busy(0)[0]).toBe('GPU: 0 % busy')
  })

  test('that does not tell how busy it is, is not called idle', () => {
    expect(busy(null)).toEqual(['Power: not measured, not on this machine'])
    expect(busy()).toEqual(['Power: not measured, not on this machine'])
  })

  test('whose power nobody may read says why, and never 0 W', () => {
    const power: Part<Power> = { kind: 'absent', reason: 'needs permission for powermetrics' }
    expect(factsWith({ gpu: known(gpu), power }).at(-1)).toEqual({
      kind: 'power',
      name: 'Power',
      value: 'not measured',
      note: 'needs permission for powermetrics',
      isStale: true,
      trouble: null,
    })
  })

  test('draws power only where there is one', () => {
    expect(linesWith({ power: onMac.power })).toEqual([])
  })

  test('draws power that is told without a clock where none is known', () => {
    const power = known<Power>({ ...onMac.power, gpuClockHertz: null, gpuWatts: 0 })
    expect(linesWith({ gpu: known(gpu), power }).at(-1)).toBe('Power: 0.0 W')
  })
})

describe('heat', () => {
  const hot = (changed: Partial<Thermal>): readonly string[] =>
    linesWith({
      thermal: known({
        hottestCelsius: null,
        zones: [],
        level: null,
        speedLimitRatio: null,
        ...changed,
      }),
    })

  test('is told by degrees, else by the word of macOS, and beside it what is slowed', () => {
    expect(hot({ hottestCelsius: 71.6 })).toEqual(['Heat: 72 °C, at the hottest'])
    expect(hot({ hottestCelsius: 71.6, speedLimitRatio: 0.5 })).toEqual([
      'Heat: 72 °C, slowed to 50 %',
    ])
    expect(hot({ level: 'nominal' })).toEqual(['Heat: nominal'])
    expect(hot({ level: 'heavy', speedLimitRatio: 1 })).toEqual(['Heat: heavy'])
  })

  test('of which only the slowing is known is that', () => {
    expect(hot({ speedLimitRatio: 0.7 })).toEqual(['Heat: slowed to 70 %'])
  })

  test('of which nothing is known is left out', () => {
    expect(hot({})).toEqual([])
    expect(hot({ speedLimitRatio: 1 })).toEqual([])
  })
})

test('a battery that charges is told without a word', () => {
  expect(linesWith({ battery: known({ isOnBattery: false, levelRatio: 1 }) })).toEqual([
    'Battery: 100 %',
  ])
  expect(linesWith({ battery: known({ isOnBattery: true, levelRatio: null }) })).toEqual([
    'Battery: level not known, discharging',
  ])
})
