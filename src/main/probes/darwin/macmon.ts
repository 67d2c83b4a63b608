import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { ratioOf, scaled } from './forms/amount.ts'
import { amountAt, at, listAt } from './forms/fields.ts'
import { upTo } from './forms/up-to.ts'

/** One line of `macmon pipe`; null where this release does not say it. */
export interface MacmonSample {
  readonly gpuWatts: number | null
  readonly cpuWatts: number | null
  readonly aneWatts: number | null
  /** CPU + GPU + ANE. */
  readonly allWatts: number | null
  /** The whole machine, as its power controller measures it. */
  readonly systemWatts: number | null
  /** The mean while the GPU was active. */
  readonly gpuClockHertz: number | null
  /** The share of time in which the GPU was active. Older releases do not tell it. */
  readonly gpuActiveRatio: number | null
  /** The share of what the GPU could do at its highest clock: smaller than the active ratio at a low clock. */
  readonly gpuEffectiveRatio: number | null
  readonly gpuCelsius: number | null
}

/** Where package managers put it; PATH is never asked. */
export const macmonPaths: readonly string[] = [
  '/opt/homebrew/bin/macmon',
  '/usr/local/bin/macmon',
  '/opt/local/bin/macmon',
]

/** A stream of one line of JSON every two seconds, half its cost at one; it needs no privilege. */
export const macmonArgv = (path: string): readonly [string, ...string[]] => [
  path,
  'pipe',
  '-i',
  '2000',
]

const maxWatts = 10_000
const maxMegahertz = 100_000
const maxCelsius = 150

// {"timestamp":"…","temp":{"cpu_temp_avg":43.7,"gpu_temp_avg":36.9},"gpu_usage":[461,0.0215],"gpu_power":0.0174,"all_power":0.22}
/** By vladkens/macmon readme.md: `gpu_usage` is the older form of `gpu_freq_mhz` and `gpu_usage_ratio`. Throws ParseError. */
export function parseMacmonLine(line: string): MacmonSample {
  const root = jsonIn(line)
  const watts = (key: string): number | null => upTo(maxWatts, amountAt(root, key))
  const usage = listAt(root, 'gpu_usage')
  const megahertz = amountAt(root, 'gpu_freq_mhz') ?? amountAt(usage, '0')
  const sample: MacmonSample = {
    gpuWatts: watts('gpu_power'),
    cpuWatts: watts('cpu_power'),
    aneWatts: watts('ane_power'),
    allWatts: watts('all_power'),
    systemWatts: watts('sys_power'),
    gpuClockHertz: scaled(upTo(maxMegahertz, megahertz), 1e6),
    gpuActiveRatio: ratioOf(amountAt(root, 'gpu_active_ratio')),
    gpuEffectiveRatio: ratioOf(amountAt(root, 'gpu_usage_ratio') ?? amountAt(usage, '1')),
    // 0 is what macmon writes where it finds no sensor
    gpuCelsius: upTo(maxCelsius, amountAt(at(root, 'temp'), 'gpu_temp_avg')) || null,
  }
  if (Object.values(sample).some((value) => value !== null)) return sample
  throw new ParseError('not a sample of macmon')
}
