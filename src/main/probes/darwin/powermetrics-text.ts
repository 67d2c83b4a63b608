import { ParseError } from '../../../shared/parse.ts'
import { decimalIn, divided, ratioOf, scaled } from './forms/amount.ts'
import { taskTableIn } from './power-task-table.ts'
import type { PowerCluster, PowerSample } from './powermetrics.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What stands behind the colon of each label, in the order of the lines. */
type Values = ReadonlyMap<string, readonly string[]>

const sampleStart = /^\*\*\* Sampled system activity .*\(([\d.,]+)ms elapsed\) \*\*\*$/
const intelPackage = 'Intel energy model derived package power (CPUs+GT+SA)'

// Machine model: MacBookAir10,1
// OS version: 21G115
//
// *** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (104.51ms elapsed) ***
// E-Cluster HW active frequency: 1483 MHz
// E-Cluster HW active residency:  48.84% (600 MHz:   0% 972 MHz:  40%)
// GPU Power: 153 mW
/**
 * All samples of powermetrics' text form, which the app does not ask for. A text without a line that starts a sample is one
 * sample. Throws ParseError where it says nothing of what we know.
 */
export function parsePowerText(text: string): readonly PowerSample[] {
  const lines = wholeLines(text)
  const starts = lines.flatMap((line, index) => (sampleStart.test(line.trim()) ? [index] : []))
  const head = valuesIn(lines.slice(0, starts[0] ?? lines.length))
  const blocks =
    starts.length === 0
      ? [lines]
      : starts.map((start, index) => lines.slice(start, starts[index + 1] ?? lines.length))
  const samples = blocks.map((block) => sampleIn(block, head))
  if (!samples.some(saysSomething)) throw new ParseError('not the text of powermetrics')
  return samples
}

function sampleIn(lines: readonly string[], head: Values): PowerSample {
  const values = valuesIn(lines)
  const first = (label: string): string | null => values.get(label)?.[0] ?? null
  const gpuPowers = values.get('GPU Power') ?? []
  const gpu = (what: string): string | null =>
    first(`GPU HW active ${what}`) ?? first(`GPU active ${what}`)
  return {
    elapsedMs: decimalIn(sampleStart.exec(lines[0]?.trim() ?? '')?.[1]),
    gpuWatts: wattsIn(gpuPowers.at(-1) ?? null),
    cpuWatts: wattsIn(first('CPU Power')),
    aneWatts: wattsIn(first('ANE Power')),
    combinedWatts: wattsIn(first('Combined Power (CPU + GPU + ANE)')),
    packageWatts: wattsIn(first('Package Power') ?? first(intelPackage)),
    dramWatts: wattsIn(first('DRAM Power')),
    gpuWattsInProcessorBlock: gpuPowers.length > 1 ? wattsIn(gpuPowers[0] ?? null) : null,
    gpuEnergyJoules: null,
    gpuClockHertz: hertzIn(gpu('frequency')),
    gpuActiveRatio: ratioIn(gpu('residency')),
    gpuIdleRatio: ratioIn(first('GPU idle residency')),
    gpuBusyRatio: ratioIn(first('GPU 0 GPU Busy')),
    thermalPressure: /^[A-Za-z]+$/.exec(first('Current pressure level') ?? '')?.[0] ?? null,
    hardwareModel: head.get('Machine model')?.[0] ?? null,
    osBuild: head.get('OS version')?.[0] ?? null,
    clusters: clustersOf(values),
    ...taskTableIn(lines),
  }
}

/** Labels and values by the first colon of a line: the residency lines hold many. */
function valuesIn(lines: readonly string[]): Values {
  const values = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).trim()
    if (colon < 0 || value === '') continue
    const label = line.slice(0, colon).trim()
    const earlier = values.get(label)
    if (earlier === undefined) values.set(label, [value])
    else earlier.push(value)
  }
  return values
}

function clustersOf(values: Values): readonly PowerCluster[] {
  const names = [...values.keys()].flatMap(
    (label) => /^(?!GPU )(.+) HW active (?:frequency|residency)$/.exec(label)?.[1] ?? [],
  )
  return [...new Set(names)].map((name) => {
    const first = (what: string): string | null => values.get(`${name} ${what}`)?.[0] ?? null
    return {
      name,
      clockHertz: hertzIn(first('HW active frequency')),
      activeRatio: ratioIn(first('HW active residency')),
      watts: wattsIn(first('Power')),
    }
  })
}

/** `153 mW`, `2.48W` */
function wattsIn(value: string | null): number | null {
  const [, figure, unit] = /^([\d.,]+) ?(m?W)$/.exec(value ?? '') ?? []
  return divided(decimalIn(figure), unit === 'mW' ? 1e3 : 1)
}

/** `1483 MHz` */
const hertzIn = (value: string | null): number | null =>
  scaled(decimalIn(/^([\d.,]+) ?MHz$/.exec(value ?? '')?.[1]), 1e6)

/** `48.84% (600 MHz:   0% 972 MHz:  40%)`: only the first is the whole. */
const ratioIn = (value: string | null): number | null =>
  ratioOf(divided(decimalIn(/^([\d.,]+) ?%(?: \(.*\))?$/.exec(value ?? '')?.[1]), 1e2))

const saysSomething = ({ clusters, sumIds, ...rest }: PowerSample): boolean =>
  clusters.length + sumIds.length > 0 || Object.values(rest).some((value) => value !== null)
