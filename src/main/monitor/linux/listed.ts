import { pid, type Pid } from '../../../shared/ids.ts'
import type { Clock } from '../../host/host.ts'
import type { ListedProcess } from '../senses.ts'
import type { LinuxSources } from './sources.ts'

/** By the last list. One whose file may not be read is another user's: nobody asks it to quit. */
export function createListed(
  { processes }: Pick<LinuxSources, 'processes'>,
  clock: Pick<Clock, 'nowMs'>,
): (id: Pid) => ListedProcess | null {
  return (id) => {
    const found = processes.goodAt(clock.nowMs())?.value.find((one) => one.pid === id)
    if (found === undefined || found.executable === null) return null
    const { executable, startTicks, parentPid } = found
    return {
      pid: id,
      startedAt: String(startTicks),
      executable,
      parentPid: parentPid > 0 ? pid(parentPid) : null,
    }
  }
}
