import { expect, test } from 'vitest'
import { mactopArgv, mactopPaths, parseMactopLine } from '../../../src/main/probes/darwin/mactop.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn, parsedOrNull } from '../../mutated.ts'

// composed by us after metaspartan/mactop: internal/app/ioreport.go (SocMetrics), headless.go (HeadlessOutput)
const soc = {
  cpu_power: 3.25,
  gpu_power: 6.5,
  ane_power: 0,
  dram_power: 5.5,
  gpu_sram_power: 0.125,
  system_power: 19.75,
  total_power: 35.25,
  gpu_freq_mhz: 643,
  gpu_active: 21.5,
  soc_temp: 63.5,
  cpu_temp: 63.5,
  gpu_temp: 58.75,
}
const rest = {
  timestamp: '2026-08-01T16:15:19-07:00',
  memory: { total: 137_438_953_472, used: 73_420_537_856, swap_used: 0 },
  cpu_usage: 14.25,
  gpu_usage: 21.5,
  system_info: { name: 'Apple M4 Max', core_count: 16, gpu_core_count: 40 },
  thermal_state: 'Nominal',
  processes: [{ pid: 4_242, command: 'llama-server', cpu_percent: 12.5, rss_kb: 1_024 }],
}
const lineOf = (change: object = {}): string =>
  `${JSON.stringify({ ...rest, soc_metrics: { ...soc, ...change } })}\n`

test('a line gives watts, hertz, a ratio and degrees', () => {
  expect(parseMactopLine(lineOf())).toEqual({
    gpuWatts: 6.5,
    cpuWatts: 3.25,
    aneWatts: 0,
    gpuClockHertz: 643e6,
    gpuActiveRatio: 0.215,
    gpuCelsius: 58.75,
  })
})

test('an idle GPU takes 0 W where the processor takes some', () => {
  expect(parseMactopLine(lineOf({ gpu_power: 0 }))).toMatchObject({ gpuWatts: 0, cpuWatts: 3.25 })
})

test('0 W of everything was not measured', () => {
  expect(parseMactopLine(lineOf({ gpu_power: 0, cpu_power: 0 }))).toMatchObject({
    gpuWatts: null,
    cpuWatts: null,
    aneWatts: null,
  })
})

test.each([
  ['a negative power', { gpu_power: -0.5 }, 'gpuWatts'],
  ['a power that is null', { gpu_power: null }, 'gpuWatts'],
  ['a power that is a text', { gpu_power: '6.5' }, 'gpuWatts'],
  ['a power beyond any Mac', { gpu_power: 1e6 }, 'gpuWatts'],
  ['a use above the whole', { gpu_active: 150 }, 'gpuActiveRatio'],
  ['a clock of none', { gpu_freq_mhz: 0 }, 'gpuClockHertz'],
  ['a clock beyond any GPU', { gpu_freq_mhz: 1e6 }, 'gpuClockHertz'],
  ['no sensor', { gpu_temp: 0 }, 'gpuCelsius'],
])('%s is not known', (_, change, name) => {
  expect(parseMactopLine(lineOf(change))).toHaveProperty(name, null)
})

test.each([
  '',
  '\n',
  '[]',
  '{}',
  'null',
  '{"soc_metrics":null}',
  '{"soc_metrics":{}}',
  '{"gpu_power":1}',
  '[{"soc_metrics":{"gpu_power":1}}', // of a counted run: `[` before the first
  'flag provided but not defined: -headless',
])('another line is refused: %j', (line) => {
  expect(() => parseMactopLine(line)).toThrow(ParseError)
})

test('a line that was cut gives nothing', () => {
  const line = lineOf().trimEnd()
  for (let length = 0; length < line.length; length++) {
    expect(parsedOrNull(parseMactopLine, line.slice(0, length))).toBeNull()
  }
})

test('a foreign line is a ParseError or sound figures', () => {
  expectSound(parseMactopLine, lineOf(), (sample) => numbersIn(sample).every((value) => value >= 0))
})

test('mactop is looked for where package managers put it, and goes on without an end', () => {
  expect(mactopPaths.every((path) => path.startsWith('/'))).toBe(true)
  expect(mactopArgv('/opt/homebrew/bin/mactop')).toEqual([
    '/opt/homebrew/bin/mactop',
    '--headless',
    '--interval',
    '2000',
  ])
})
