import { describe, expect, test } from 'vitest'
import { parsePowerText } from '../../../src/main/probes/darwin/powermetrics-text.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const head = `Machine model: MacBookPro18,3
OS version: 24D81
Boot arguments:
Boot time: Fri Nov 10 09:43:28 2023

`
const startOf = (ms: string): string =>
  `*** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (${ms}ms elapsed) ***\n\n`
const today = `**** Processor usage ****

E-Cluster HW active frequency: 1318 MHz
E-Cluster HW active residency:  62.35% (600 MHz:   0% 972 MHz:  59% 2064 MHz:  22%)
E-Cluster idle residency:  37.65%
CPU 0 frequency: 1379 MHz
CPU 0 active residency:  49.61%

P1-Cluster HW active frequency: 643 MHz
P1-Cluster HW active residency:   .81% (600 MHz:  97%)

CPU Power: 289 mW
GPU Power: 112 mW
ANE Power: 0 mW
Combined Power (CPU + GPU + ANE): 401 mW

**** GPU usage ****

GPU HW active frequency: 389 MHz
GPU HW active residency:   9.99% (389 MHz:  10% 486 MHz:   0%)
GPU SW requested state: (P1 :  97% P2 : 2.9%)
GPU idle residency:  90.01%
GPU Power: 104 mW

**** Thermal pressure ****

Current pressure level: Nominal

`
const early = `E-Cluster Power: 105 mW
E-Cluster HW active frequency: 1483 MHz
E-Cluster HW active residency:  48.84% (600 MHz:   0%)
DRAM Power: 220 mW
CPU Power: 947 mW
GPU Power: 153 mW
Package Power: 1473 mW

`
const intel = `GPU 0 name IntelIG
GPU 0 C-state residency: 99.28% (0.20%, 99.08%)
GPU 0 GPU Busy                     : 0.72%
Intel energy model derived package power (CPUs+GT+SA): 2.48W
`
const table = `*** Running tasks ***

Name                               ID     CPU ms/s  User%  Deadlines (<2 ms, 2-5 ms)  Wakeups (Intr, Pkg idle)  GPU ms/s  Energy Impact
Web GPU Helper (3)                 67117  561.77    95.41  0.00    0.00               8.61    0.00              1.25      2053.47
WindowServer                       431    400.63    72.68  215.33  0.00               641.70  8.61              0.00      1139.30
DEAD_TASKS                         -1     1.00      50.00  0.00    0.00               1.00    0.00              9.00      1.00
ALL_TASKS                          -2     1146.77   77.23  215.33  0.00               654.62  17.22             0.00      3446.88

`
const stream = head + startOf('1004.51') + table + today + startOf('1003.25') + early

describe('the text of powermetrics', () => {
  test('gives the last of two GPU powers, and the first residency of its line', () => {
    const [sample] = parsePowerText(head + startOf('1004.51') + today)
    expect(sample).toEqual({
      elapsedMs: 1004.51,
      gpuWatts: 0.104,
      cpuWatts: expect.closeTo(0.289),
      aneWatts: 0,
      combinedWatts: expect.closeTo(0.401),
      packageWatts: null,
      dramWatts: null,
      gpuWattsInProcessorBlock: 0.112,
      gpuEnergyJoules: null,
      gpuClockHertz: 389e6,
      gpuActiveRatio: expect.closeTo(0.0999),
      gpuIdleRatio: expect.closeTo(0.9001),
      gpuBusyRatio: null,
      thermalPressure: 'Nominal',
      hardwareModel: 'MacBookPro18,3',
      osBuild: '24D81',
      clusters: [
        { name: 'E-Cluster', clockHertz: 1318e6, activeRatio: expect.closeTo(0.6235), watts: null },
        { name: 'P1-Cluster', clockHertz: 643e6, activeRatio: expect.closeTo(0.0081), watts: null },
      ],
      coalitions: null,
      tasks: null,
      sumIds: [],
    })
  })

  test('is read sample by sample, each with its own figures', () => {
    const samples = parsePowerText(stream.replaceAll('\n', '\r\n'))
    expect(samples).toHaveLength(2)
    expect(samples[1]).toMatchObject({
      elapsedMs: 1003.25,
      gpuWatts: 0.153,
      gpuWattsInProcessorBlock: null,
      packageWatts: 1.473,
      dramWatts: 0.22,
      combinedWatts: null,
      gpuActiveRatio: null,
      thermalPressure: null,
      hardwareModel: 'MacBookPro18,3',
      clusters: [{ name: 'E-Cluster', watts: 0.105 }],
    })
  })
})

describe('the text of another machine', () => {
  test('has no GPU power on Intel, which is not 0 W', () => {
    expect(parsePowerText(head + startOf('501.25') + intel)[0]).toMatchObject({
      gpuWatts: null,
      gpuActiveRatio: null,
      gpuBusyRatio: 0.0072,
      packageWatts: 2.48,
    })
  })

  test('may write decimal commas', () => {
    const [sample] = parsePowerText(
      startOf('1004,51') + 'GPU HW active residency:   9,5% (389 MHz)\n',
    )
    expect(sample).toMatchObject({ elapsedMs: 1004.51, gpuActiveRatio: 0.095 })
  })
})

describe('the task table', () => {
  test('gives processes by their last figures, since names hold spaces', () => {
    const [sample] = parsePowerText(table)
    expect(sample?.tasks).toEqual([
      {
        name: 'Web GPU Helper (3)',
        pid: 67_117,
        cpuMsPerS: 561.77,
        gpuMsPerS: 1.25,
        energyImpact: 2053.47,
      },
      { name: 'WindowServer', pid: 431, cpuMsPerS: 400.63, gpuMsPerS: 0, energyImpact: 1139.3 },
    ])
    expect(sample?.sumIds).toEqual([-1, -2])
  })

  test('has no GPU time where that column was not asked for', () => {
    const plain =
      'Name                ID     CPU ms/s  User%\nollama              42     9.00      50.00\n\n'
    expect(parsePowerText(plain)[0]?.tasks).toEqual([
      { name: 'ollama', pid: 42, cpuMsPerS: 9, gpuMsPerS: null, energyImpact: null },
    ])
  })

  test('tells coalitions from their tasks, whose ids alone are pids', () => {
    const nested = `Name                ID     CPU ms/s  User%  GPU ms/s
com.example.chat    363    9.00      50.00  2.50
  chat helper       600    9.00      50.00  0.00

`
    expect(parsePowerText(nested)[0]).toMatchObject({
      coalitions: [{ name: 'com.example.chat', gpuMsPerS: 2.5 }],
      tasks: [{ name: 'chat helper', pid: 600 }],
    })
  })

  test('leaves out a row with too few or other figures', () => {
    const row = 'WindowServer                       431    400.63    72.68'
    const odd = table.replace(/^WindowServer.*$/m, row)
    expect(parsePowerText(odd)[0]?.tasks?.map(({ pid }) => pid)).toEqual([67_117])
  })
})

test.each([
  '',
  'GPU Power: 104 mW',
  'command not found\n',
  'GPU Power: -3 mW\n',
  'GPU Power: 12kW\n',
])('a text that says nothing we know is refused: %j', (text) => {
  expect(() => parsePowerText(text)).toThrow(ParseError)
})

test('a text that was cut never shortens a figure', () => {
  // either of the two lines is the GPU's power; which one is the last is only known at the end
  const samples = (text: string): unknown =>
    parsePowerText(text).map(({ gpuWatts, ...rest }) => {
      expect([null, 0.112, 0.104, 0.153]).toContain(gpuWatts)
      return rest
    })
  expectNoShortenedFigure(samples, stream)
})

test('a foreign text is a ParseError or samples of sound figures', () => {
  expectSound(parsePowerText, stream, (samples) =>
    samples.every(
      ({ sumIds, ...figures }) =>
        numbersIn(figures).every((value) => value >= 0) && sumIds.every((id) => id < 0),
    ),
  )
})
