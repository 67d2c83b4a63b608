import type { Pid } from '../../../shared/ids.ts'
import type { Clock } from '../../host/host.ts'
import type { ListedProcess } from '../senses.ts'
import type { DarwinSources } from './sources.ts'

/** By the last facts of `ps`, whose starts are of whole seconds. */
export function createListed(
  { processFacts }: Pick<DarwinSources, 'processFacts'>,
  clock: Pick<Clock, 'nowMs'>,
): (id: Pid) => ListedProcess | null {
  return (id) => {
    const found = processFacts.goodAt(clock.nowMs())?.value.get(id)
    if (found === undefined || found.command === null || found.startedAtMs === null) return null
    const { command, startedAtMs, parentPid } = found
    return { pid: id, startedAt: String(startedAtMs), executable: command, parentPid, startedAtMs }
  }
}
