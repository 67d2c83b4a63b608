import type { ProcessMetric } from 'electron'
import type { OwnProcessFacts } from '../host/own-processes.ts'
import type { CostPartKind } from '../../shared/snapshot.ts'

/** Electron tells memory in kB of 1024 bytes. */
const kiB = 1_024

/**
 * One process as Electron tells it. Its memory is what is resident (`resident_size` of the task), not macOS' footprint: pages that processes
 * share count in each, and what is compressed does not count. What macOS did not tell is 0 there.
 */
export const processOf = ({
  pid,
  creationTime,
  type,
  serviceName,
  cpu,
  memory,
}: ProcessMetric): OwnProcessFacts => ({
  pid,
  startedAtMs: creationTime,
  kind: kindOf(type, serviceName),
  cpuMs: cpu.cumulativeCPUUsage === undefined ? null : cpu.cumulativeCPUUsage * 1_000,
  // on Linux there is no memory in it, whatever the types say
  residentBytes: memory?.workingSetSize > 0 ? memory.workingSetSize * kiB : null,
})

function kindOf(type: ProcessMetric['type'], serviceName: string | undefined): CostPartKind {
  switch (type) {
    case 'Browser':
      return 'main'
    case 'Tab':
      return 'window'
    case 'GPU':
      return 'gpu'
    case 'Utility':
      return serviceName === 'network.mojom.NetworkService' ? 'network' : 'helper'
    case 'Zygote':
    case 'Sandbox helper':
    case 'Pepper Plugin':
    case 'Pepper Plugin Broker':
    case 'Unknown':
      return 'other'
  }
}
