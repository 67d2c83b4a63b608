import { pid, type Pid } from '../../../shared/ids.ts'
import type { Clock } from '../../host/host.ts'
import type { ListedProcess } from '../senses.ts'
import { startedAtMsOf } from './apps.ts'
import type { LinuxSources } from './sources.ts'

/** By the last list. What hides its file stands by its short name in brackets, as Host has it then. */
export function createListed(
  { processes, bootTime }: Pick<LinuxSources, 'processes' | 'bootTime'>,
  clock: Pick<Clock, 'nowMs'>,
): (id: Pid) => ListedProcess | null {
  return (id) => {
    const found = processes.goodAt(clock.nowMs())?.value.find((one) => one.pid === id)
    const bootTimeMs = bootTime.goodAt(clock.nowMs())?.value
    if (found === undefined || bootTimeMs === undefined) return null
    const { name, executable, startTicks, parentPid } = found
    return {
      pid: id,
      startedAt: String(startTicks),
      executable: executable ?? `(${name})`,
      parentPid: parentPid > 0 ? pid(parentPid) : null,
      startedAtMs: startedAtMsOf(found, bootTimeMs),
    }
  }
}
