import { costPartKinds, type CostPart, type Snapshot } from '../../shared/snapshot.ts'
import { createRate } from '../headroom/rate.ts'
import type { OwnProcess } from '../probes/own-process.ts'
import { createProcessRates, type RatedPart } from './process-rates.ts'
import type { Source } from './source.ts'

/** What Headroom itself takes, between two answers: all of its processes, where it has more than one. */
export function createCostPart(source: Source<OwnProcess>): (atMs: number) => Snapshot['cost'] {
  const rate = createRate()
  const rates = createProcessRates()
  return (atMs) => {
    const own = source.goodAt(atMs)
    const cpuMsPerSecond = own === null ? null : rate({ count: own.value.cpuMs, atMs: own.atMs })
    const rated = own === null ? [] : rates(own.value.processes, own.atMs)
    const ofOne = cpuMsPerSecond === null ? null : cpuMsPerSecond / 1000
    return source.partAt(atMs, ({ residentBytes, processes }) => ({
      residentBytes: sumOf(processes.map((one) => one.residentBytes)) ?? residentBytes,
      cpuRatio: rated.length === 0 ? ofOne : sumOf(rated.map(({ cpuRatio }) => cpuRatio)),
      parts: partsOf(rated),
    }))
  }
}

/** Of those that are known; null where none is. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

const partsOf = (processes: readonly RatedPart[]): readonly CostPart[] =>
  costPartKinds
    .flatMap((kind) => {
      const ofKind = processes.filter((process) => process.kind === kind)
      const part: CostPart = {
        kind,
        processCount: ofKind.length,
        residentBytes: sumOf(ofKind.map(({ residentBytes }) => residentBytes)),
        cpuRatio: sumOf(ofKind.map(({ cpuRatio }) => cpuRatio)),
      }
      return ofKind.length === 0 ? [] : [part]
    })
    .toSorted((one, other) => (other.residentBytes ?? 0) - (one.residentBytes ?? 0))
