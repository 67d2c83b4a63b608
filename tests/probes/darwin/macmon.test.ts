import { expect, test } from 'vitest'
import { macmonArgv, macmonPaths, parseMacmonLine } from '../../../src/main/probes/darwin/macmon.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn, parsedOrNull } from '../../mutated.ts'

const temperatures = { cpu_temp_avg: 43.5, gpu_temp_avg: 36.25 }
const powers = { cpu_power: 0.25, gpu_power: 17.5, ane_power: 0, all_power: 17.75, sys_power: 30.5 }
const early = { temp: temperatures, gpu_usage: [461, 0.0625], ...powers, ram_power: 0.5 }
const today = {
  ...early,
  gpu_freq_mhz: 462,
  gpu_usage_ratio: 0.125,
  gpu_active_ratio: 0.5,
  gpu_usage: [462, 0.125],
}
const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`

test('a line gives watts, hertz, ratios and degrees', () => {
  expect(parseMacmonLine(lineOf(today))).toEqual({
    gpuWatts: 17.5,
    cpuWatts: 0.25,
    aneWatts: 0,
    allWatts: 17.75,
    systemWatts: 30.5,
    gpuClockHertz: 462e6,
    gpuActiveRatio: 0.5,
    gpuEffectiveRatio: 0.125,
    gpuCelsius: 36.25,
  })
})

test('an older release has the clock and the scaled use in one list, and no active ratio', () => {
  expect(parseMacmonLine(lineOf(early))).toMatchObject({
    gpuClockHertz: 461e6,
    gpuActiveRatio: null,
    gpuEffectiveRatio: 0.0625,
  })
})

test.each([
  ['a negative power', { gpu_power: -0.5 }, 'gpuWatts'],
  ['a power that is null', { gpu_power: null }, 'gpuWatts'],
  ['a power beyond any Mac', { sys_power: 1e6 }, 'systemWatts'],
  ['a ratio above 1', { gpu_active_ratio: 1.5 }, 'gpuActiveRatio'],
  ['a clock that is a text', { gpu_freq_mhz: '461', gpu_usage: [] }, 'gpuClockHertz'],
  ['no sensor', { temp: { gpu_temp_avg: 0 } }, 'gpuCelsius'],
  ['a temperature beyond any GPU', { temp: { gpu_temp_avg: 400 } }, 'gpuCelsius'],
])('%s is not known', (_, change, name) => {
  expect(parseMacmonLine(lineOf({ ...today, ...change }))).toHaveProperty(name, null)
})

test.each(['', '\n', '[]', '{}', '12', 'null', '{"gpu_power":', 'Error: no IOReport'])(
  'another line is refused: %j',
  (line) => {
    expect(() => parseMacmonLine(line)).toThrow(ParseError)
  },
)

test('a line that was cut gives nothing', () => {
  const line = lineOf(today).trimEnd()
  for (let length = 0; length < line.length; length++) {
    expect(parsedOrNull(parseMacmonLine, line.slice(0, length))).toBeNull()
  }
})

test('a foreign line is a ParseError or sound figures', () => {
  expectSound(parseMacmonLine, lineOf(today), (sample) =>
    numbersIn(sample).every((value) => value >= 0),
  )
})

test('macmon is looked for where package managers put it, and asked every two seconds', () => {
  expect(macmonPaths.every((path) => path.startsWith('/'))).toBe(true)
  expect(macmonArgv('/opt/homebrew/bin/macmon')).toEqual([
    '/opt/homebrew/bin/macmon',
    'pipe',
    '-i',
    '2000',
  ])
})
