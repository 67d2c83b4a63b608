import { laterHalf, slopeOf } from '../../frame/slope.ts'
import { megabytes } from '../load/gauge.ts'
import type { SoakHour } from './soak-hour.ts'

/** The windows of growth, rates and history fill, and V8 compiles what is hot. */
const settledAfterHours = 8
/** Ollama's tables, a write under way: what comes and goes around the hour. */
const slackCount = 6
/** Three tiers that are thinned as they age (README, "History"). */
const mostHistoryBytes = 40e6
/** Ten minutes of the recorder: 12 MiB beside the newest segment. */
const mostFlightBytes = 24e6
/** Positions of logs, snoozes, acts, what was learnt. */
const mostKeptBytes = 2e6

/** How much the heap grows a day, once it has settled; of what is left after collections. */
export const heapSlope = (hours: readonly SoakHour[]): number =>
  slopeOf(laterHalf(hours).map(({ hour, heapBytes }) => ({ x: hour / 24, y: heapBytes })))

/** What did not hold, each in a sentence. */
export function faultsOf(hours: readonly SoakHour[], mostBytesADay: number): readonly string[] {
  const sum = (of: (hour: SoakHour) => number): number =>
    hours.reduce((total, hour) => total + of(hour), 0)
  const slope = heapSlope(hours)
  const last = hours.at(-1)
  if (last === undefined) return ['no hour went by']
  const checks: readonly (readonly [boolean, string])[] = [
    [sum(({ snapshots }) => snapshots) > 0, 'there were no Snapshots'],
    [sum(({ alerts }) => alerts) > 0, 'nothing was told: nothing was tried'],
    [sum(({ models }) => models) > 0, 'no model was seen: nothing was tried'],
    [sum(({ wrongSums }) => wrongSums) === 0, 'sums did not add up'],
    [slope <= mostBytesADay, `the heap grows by ${megabytes(slope)} a day`],
    [last.historyBytes <= mostHistoryBytes, `the history takes ${megabytes(last.historyBytes)}`],
    [last.flightBytes <= mostFlightBytes, `the recorder takes ${megabytes(last.flightBytes)}`],
    [last.keptBytes <= mostKeptBytes, `other files take ${megabytes(last.keptBytes)}`],
    [last.troubles.length === 0, `it said: ${last.troubles.join('; ')}`],
  ]
  return [
    ...checks.flatMap(([holds, fault]) => (holds ? [] : [fault])),
    ...(['files', 'resources', 'listeners', 'waiting'] as const).flatMap((what) => {
      const [before, after] = countsOf(hours, what)
      return after > before + slackCount ? [`${what}: ${before} at first, ${after} at last`] : []
    }),
  ]
}

/** The most there was until it had settled, and the least since: one that leaks has more than it had, whenever one looks. */
export function countsOf(
  hours: readonly SoakHour[],
  what: 'files' | 'resources' | 'listeners' | 'waiting',
): readonly [number, number] {
  const counts = hours.map((hour) => hour[what])
  return [Math.max(...counts.slice(0, settledAfterHours)), Math.min(...counts.slice(-3))]
}

/** What came of it, in sentences. */
export function figuresOf(hours: readonly SoakHour[]): readonly string[] {
  const heaps = laterHalf(hours).map(({ heapBytes }) => heapBytes)
  const last = hours.at(-1)
  const count = (of: (hour: SoakHour) => number): number =>
    hours.reduce((total, hour) => total + of(hour), 0)
  const counts = (['files', 'resources', 'listeners', 'waiting'] as const).map((what) => {
    const [before, after] = countsOf(hours, what)
    return `${what} ${before} then ${after}`
  })
  return [
    `${hours.length} hours, ${count(({ snapshots }) => snapshots)} Snapshots`,
    `heap after collections: slope of the later half ${megabytes(heapSlope(hours))} a day, ${megabytes(Math.min(...heaps))} to ${megabytes(Math.max(...heaps))}; compiled code beside it ${megabytes(last?.codeBytes ?? Number.NaN)}`,
    `resident: ${megabytes(last?.residentBytes ?? Number.NaN)} at the end`,
    counts.join(', '),
    `on the disk: history ${megabytes(last?.historyBytes ?? Number.NaN)}, recorder ${megabytes(last?.flightBytes ?? Number.NaN)}, other files ${megabytes(last?.keptBytes ?? Number.NaN)}`,
  ]
}
