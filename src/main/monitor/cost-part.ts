import type { Snapshot } from '../../shared/snapshot.ts'
import { createRate } from '../headroom/rate.ts'
import type { OwnProcess } from '../probes/own-process.ts'
import type { Source } from './source.ts'

/** What Headroom itself takes, between two answers. */
export function createCostPart(source: Source<OwnProcess>): (atMs: number) => Snapshot['cost'] {
  const rate = createRate()
  return (atMs) => {
    const own = source.goodAt(atMs)
    const cpuMsPerSecond = own === null ? null : rate({ count: own.value.cpuMs, atMs: own.atMs })
    return source.partAt(atMs, ({ residentBytes }) => ({
      residentBytes,
      cpuRatio: cpuMsPerSecond === null ? null : cpuMsPerSecond / 1000,
    }))
  }
}
