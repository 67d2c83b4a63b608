import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { divided, ratioOf, scaled } from './forms/amount.ts'
import { amountAt, at } from './forms/fields.ts'
import { upTo } from './forms/up-to.ts'

/** One line of `mactop --headless`; null where this release does not say it. */
export interface MactopSample {
  readonly gpuWatts: number | null
  readonly cpuWatts: number | null
  readonly aneWatts: number | null
  /** The mean while the GPU was active. */
  readonly gpuClockHertz: number | null
  /** The share of time in which the GPU was active. Older releases do not tell it. */
  readonly gpuActiveRatio: number | null
  readonly gpuCelsius: number | null
}

/** Where package managers put it; PATH is never asked. */
export const mactopPaths: readonly string[] = [
  '/opt/homebrew/bin/mactop',
  '/usr/local/bin/mactop',
  '/opt/local/bin/mactop',
]

/**
 * A stream of one line of JSON every two seconds, without a privilege. JSON is its default, and the older releases know no
 * `--format`. Its lines name processes, volumes and networks as well: nothing of them is read.
 */
export const mactopArgv = (path: string): readonly [string, ...string[]] => [
  path,
  '--headless',
  '--interval',
  '2000',
]

const maxWatts = 10_000
const maxMegahertz = 100_000
const maxCelsius = 150

// {"timestamp":"…","soc_metrics":{"cpu_power":3.287,"gpu_power":6.037,"ane_power":0,"gpu_freq_mhz":643,"gpu_active":21.5,"gpu_temp":58.7},"memory":{…},…}
/** By metaspartan/mactop internal/app/ioreport.go (SocMetrics) and headless.go: watts, MHz, percent. Throws ParseError. */
export function parseMactopLine(line: string): MactopSample {
  const soc = at(jsonIn(line), 'soc_metrics')
  const watts = (key: string): number | null => upTo(maxWatts, amountAt(soc, key))
  const [gpuWatts, cpuWatts] = [watts('gpu_power'), watts('cpu_power')]
  // what it could not read it writes as 0, and a processor that runs mactop takes some
  const isMeasured = gpuWatts !== 0 || cpuWatts !== 0
  const sample: MactopSample = {
    gpuWatts: isMeasured ? gpuWatts : null,
    cpuWatts: cpuWatts || null,
    aneWatts: isMeasured ? watts('ane_power') : null,
    gpuClockHertz: scaled(upTo(maxMegahertz, amountAt(soc, 'gpu_freq_mhz')) || null, 1e6),
    gpuActiveRatio: ratioOf(divided(amountAt(soc, 'gpu_active'), 100)),
    gpuCelsius: upTo(maxCelsius, amountAt(soc, 'gpu_temp')) || null,
  }
  if (Object.values(sample).some((value) => value !== null)) return sample
  throw new ParseError('not a sample of mactop')
}
