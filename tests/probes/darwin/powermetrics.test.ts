import { describe, expect, test } from 'vitest'
import { parsePowerDocument } from '../../../src/main/probes/darwin/powermetrics.ts'
import {
  powermetricsArgv,
  powermetricsPermission,
} from '../../../src/main/probes/darwin/powermetrics-command.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn, parsedOrNull } from '../../mutated.ts'

const documentOf = (...parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n${parts.join('\n')}\n</dict>\n</plist>\n`
const elapsed = '<key>elapsed_ns</key><integer>2000000000</integer>'
const processor = `<key>processor</key><dict>
  <key>clusters</key><array>
    <dict><key>name</key><string>E-Cluster</string><key>freq_hz</key><real>1.2e+09</real>
      <key>idle_ratio</key><real>0.75</real></dict>
    <dict><key>name</key><string>P0-Cluster</string><key>freq_hz</key><real>600000000</real>
      <key>idle_ratio</key><real>0.25</real><key>down_ratio</key><real>0.625</real></dict>
  </array>
  <key>cpu_energy</key><integer>500</integer><key>cpu_power</key><real>250</real>
  <key>gpu_energy</key><integer>90000</integer><key>gpu_power</key><real>45000</real>
  <key>ane_energy</key><integer>0</integer><key>ane_power</key><real>0</real>
  <key>combined_power</key><real>45250</real>
</dict>`
const gpu = `<key>gpu</key><dict><key>freq_hz</key><real>714.5</real>
  <key>idle_ratio</key><real>0.125</real><key>gpu_energy</key><integer>90000</integer></dict>`
const facts = `<key>hw_model</key><string>Mac16,5</string><key>kern_osversion</key><string>24F74</string>
<key>thermal_pressure</key><string>Nominal</string>`
const task = (id: number, name: string, more = ''): string =>
  `<dict><key>pid</key><integer>${id}</integer><key>name</key><string>${name}</string>
   <key>cputime_ms_per_s</key><real>65.5</real><key>energy_impact</key><real>62.25</real>${more}</dict>`
const coalitions = `<key>coalitions</key><array>
  <dict><key>name</key><string>com.example.chat</string><key>gputime_ms_per_s</key><real>11.5</real>
    <key>tasks</key><array>${task(600, 'chat')}${task(0, 'kernel_task')}</array></dict>
  <dict><key>name</key><string>com.example.idle</string><key>tasks</key><array>${task(-1, 'DEAD_TASKS')}</array></dict>
</array><key>all_tasks</key>${task(-2, 'ALL_TASKS')}`
const whole = documentOf(elapsed, facts, coalitions, processor, gpu)

describe('a document of powermetrics', () => {
  test('gives watts, hertz and ratios, and the GPU clock although its key says Hz and means MHz', () => {
    expect(parsePowerDocument(documentOf(elapsed, facts, processor, gpu))).toEqual({
      elapsedMs: 2_000,
      gpuWatts: 45,
      cpuWatts: 0.25,
      aneWatts: 0,
      combinedWatts: 45.25,
      packageWatts: null,
      dramWatts: null,
      gpuWattsInProcessorBlock: null,
      gpuEnergyJoules: 90,
      gpuClockHertz: 714.5e6,
      gpuActiveRatio: 0.875,
      gpuIdleRatio: 0.125,
      gpuBusyRatio: null,
      thermalPressure: 'Nominal',
      hardwareModel: 'Mac16,5',
      osBuild: '24F74',
      clusters: [
        { name: 'E-Cluster', clockHertz: 1.2e9, activeRatio: 0.25, watts: null },
        { name: 'P0-Cluster', clockHertz: 6e8, activeRatio: 0.125, watts: null },
      ],
      coalitions: null,
      tasks: null,
      sumIds: [],
    })
  })

  test('knows a GPU clock in Hz should its key come to mean it', () => {
    const named = documentOf('<key>gpu</key><dict><key>freq_hz</key><real>714500000</real></dict>')
    expect(parsePowerDocument(named).gpuClockHertz).toBe(714.5e6)
  })

  test('divides energy by its real length, and takes the printed power where there is no energy', () => {
    const powers = '<dict><key>gpu_power</key><real>1500</real></dict>'
    expect(parsePowerDocument(documentOf(`<key>processor</key>${powers}`)).gpuWatts).toBe(1.5)
    expect(parsePowerDocument(documentOf(elapsed, gpu)).gpuWatts).toBe(45)
  })
})

describe('the tasks of a document', () => {
  test('are processes and their coalitions; sums and dead tasks are kept apart', () => {
    const sample = parsePowerDocument(whole)
    expect(sample.coalitions).toEqual([
      { name: 'com.example.chat', gpuMsPerS: 11.5 },
      { name: 'com.example.idle', gpuMsPerS: null },
    ])
    const common = { cpuMsPerS: 65.5, gpuMsPerS: null, energyImpact: 62.25 }
    expect(sample.tasks).toEqual([
      { name: 'chat', pid: 600, ...common },
      { name: 'kernel_task', pid: 0, ...common },
    ])
    expect(sample.sumIds).toEqual([-1, -2])
  })

  test('may stand outside of coalitions', () => {
    const gpuTime = '<key>gputime_ms_per_s</key><real>2.5</real>'
    const alone = documentOf(`<key>tasks</key><array>${task(7, 'solo', gpuTime)}</array>`)
    expect(parsePowerDocument(alone)).toMatchObject({
      coalitions: null,
      tasks: [{ name: 'solo', pid: 7, gpuMsPerS: 2.5 }],
    })
  })
})

describe('a figure that cannot be', () => {
  test.each([
    ['a negative power', '<key>cpu_power</key><real>-3</real>'],
    ['no number', '<key>cpu_power</key><real>nan</real>'],
    ['a text', '<key>cpu_power</key><string>250</string>'],
    ['nothing', ''],
  ])('is not known where the document says %s', (_, written) => {
    const document = documentOf(elapsed, `<key>processor</key><dict>${written}</dict>`)
    expect(parsePowerDocument(document).cpuWatts).toBeNull()
  })

  test('makes an idle ratio above 1 unknown, and the active one with it', () => {
    const beyond = documentOf('<key>gpu</key><dict><key>idle_ratio</key><real>1.5</real></dict>')
    expect(parsePowerDocument(beyond)).toMatchObject({ gpuIdleRatio: null, gpuActiveRatio: null })
  })
})

test.each([
  ['nothing', ''],
  ['another plist', documentOf('<key>other</key><integer>1</integer>')],
  ['a list', '<plist version="1.0"><array/></plist>\n'],
  ['a text', 'GPU Power: 3 mW\n'],
])('%s is not a sample', (_, text) => {
  expect(() => parsePowerDocument(text)).toThrow(ParseError)
})

test('a document that was cut anywhere gives nothing', () => {
  for (let length = 0; length < whole.trimEnd().length; length++) {
    expect(parsedOrNull(parsePowerDocument, whole.slice(0, length))).toBeNull()
  }
})

test('a foreign document is a ParseError or a sample of sound figures', () => {
  expectSound(parsePowerDocument, whole, ({ sumIds, ...figures }) =>
    [...numbersIn(figures), ...sumIds.map((id) => -id)].every((value) => value >= 0),
  )
})

test('sudo is asked for one literal command, and never for a password', () => {
  const powermetrics =
    '/usr/bin/powermetrics --samplers cpu_power,gpu_power,thermal -f plist -i 1000 -n 300'
  expect(powermetricsArgv.join(' ')).toBe(`/usr/bin/sudo -n ${powermetrics}`)
  expect(keyOf(powermetricsPermission.question)).toBe(`/usr/bin/sudo -n -l ${powermetrics}`)
  expect(powermetricsPermission.parse('/usr/bin/powermetrics\n')).toBe(true)
})
