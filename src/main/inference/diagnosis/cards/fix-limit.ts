import type { Fix } from '../../../../shared/finding.ts'
import { limitCommand } from '../../../../shared/limit-text.ts'
import { mibBytes } from '../../../../shared/limit-raise.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { wiredLimitMib } from './figures.ts'
import { fix } from './fix.ts'
import { isOnLinux } from './platform.ts'

const costs =
  'until the next restart; the rest of the Mac has less, and below that it swaps or panics'

/** A higher limit of the GPU, where the Mac has the RAM for it; null where it has not, or where that is not known. */
export function raiseLimit(one: Case): Fix | null {
  if (isOnLinux(one)) return null
  const mib = wiredLimitMib(one)
  if (mib !== null)
    return fix(
      `Raise the GPU limit to ${formatBytes(mib * mibBytes)}, which leaves the system its share (macOS 14 or later; 0 sets it back)`,
      limitCommand(mib * mibBytes),
      costs,
    )
  if (one.machine.ramBytes !== null || one.machine.isAppleSilicon === false) return null
  return fix(
    'Where the Mac has RAM to spare, raise the GPU limit (sysctl iogpu.wired_limit_mb, in MiB), and leave the system 8 GB or a quarter of the RAM, whichever is more',
    null,
    costs,
  )
}
