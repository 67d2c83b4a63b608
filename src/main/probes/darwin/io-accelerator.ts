import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countAt, countOf, ioregNodesIn, textIn, type IoregNode } from './forms/ioreg.ts'

/** What a GPU's driver tells in the IO registry; null where it does not. */
export interface Accelerator {
  /** `AGXAcceleratorG16X` on Apple Silicon. */
  readonly className: string | null
  /** Virtual machines have none. */
  readonly model: string | null
  readonly coreCount: number | null
  /** What the GPU has resident now: a queue that idles for some 3 s drops out of it. */
  readonly inUseBytes: number | null
  readonly driverInUseBytes: number | null
  /** Mapped address space: not RAM, it passes the RAM of the machine. */
  readonly allocatedBytes: number | null
  readonly deviceBusyRatio: number | null
  readonly rendererBusyRatio: number | null
  readonly tilerBusyRatio: number | null
  readonly recoveryCount: number | null
  readonly lastSubmissionPid: Pid | null
  /** Intel Macs: the card's own memory. */
  readonly vramUsedBytes: number | null
  readonly vramFreeBytes: number | null
}

/** Apple Silicon's classes inherit from IOAccelerator; `-w 0` keeps lines whole. About 46 KB. */
export const ioAccelerators: Probe<readonly Accelerator[]> = {
  question: {
    kind: 'command',
    argv: ['/usr/sbin/ioreg', '-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'],
  },
  parse: parseIoAccelerators,
}

// +-o AGXAcceleratorG14S  <class AGXAcceleratorG14S, id 0x100000400, registered, matched, active>
//     {
//       "AGCInfo" = {"fLastSubmissionPID"=812,"fBusyCount"=0}
//       "PerformanceStatistics" = {"In use system memory (driver)"=0,"In use system memory"=1073741824}
//       "model" = "Apple M2 Max"
//     }
/** None for an empty answer: a machine without a GPU. The names come in no fixed order and differ by release. */
export function parseIoAccelerators(text: string): readonly Accelerator[] {
  if (text.trim() === '') return []
  const nodes = ioregNodesIn(text)
  const isEmptyPlist = nodes.length === 0 && text.trimStart().startsWith('<')
  const accelerators = nodes.filter(isAccelerator)
  if (accelerators.length === 0 && !isEmptyPlist) {
    throw new ParseError('neither a GPU nor PerformanceStatistics')
  }
  return accelerators.map(acceleratorOf)
}

const isAccelerator = (node: IoregNode): boolean =>
  node.valueOf('PerformanceStatistics') !== undefined ||
  (node.isRoot && node.className?.endsWith('UserClient') !== true)

function acceleratorOf(node: IoregNode): Accelerator {
  const statistics = node.valueOf('PerformanceStatistics')
  const count = (name: string): number | null => countAt(statistics, name)
  const ratio = (name: string): number | null => {
    const percent = count(name)
    return percent === null || percent > 100 ? null : percent / 100
  }
  const lastPid = countAt(node.valueOf('AGCInfo'), 'fLastSubmissionPID')
  return {
    className: node.className,
    model: textIn(node.valueOf('model')),
    coreCount: countOf(node.valueOf('gpu-core-count')) || null,
    inUseBytes: count('In use system memory'),
    driverInUseBytes: count('In use system memory (driver)'),
    allocatedBytes: count('Alloc system memory'),
    // the second name is of Intel Macs, and some of their drivers have both
    deviceBusyRatio: ratio('Device Utilization %') ?? ratio('GPU Activity(%)'),
    rendererBusyRatio: ratio('Renderer Utilization %'),
    tilerBusyRatio: ratio('Tiler Utilization %'),
    recoveryCount: count('recoveryCount'),
    lastSubmissionPid: lastPid ? pid(lastPid) : null,
    vramUsedBytes: count('vramUsedBytes'),
    vramFreeBytes: count('vramFreeBytes'),
  }
}
