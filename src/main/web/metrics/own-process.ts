import { version } from '../../host/version.ts'
import type { OwnProcess } from './family.ts'

/** Of this very process. */
export function readOwnProcess(): OwnProcess {
  const { user, system } = process.cpuUsage()
  return {
    version,
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    startedAtMs: performance.timeOrigin,
  }
}
