import { file } from './file.ts'
import { footprint } from './footprint.ts'
import { ioreg } from './ioreg.ts'
import { kernelLog } from './kernel-log.ts'
import { lsappinfo } from './lsappinfo.ts'
import { metalLog } from './metal-log.ts'
import { notifyutil } from './notifyutil.ts'
import { pmset } from './pmset.ts'
import { powermetrics } from './powermetrics.ts'
import { ps } from './ps.ts'
import type { Adapter } from './sample.ts'
import { sysctl } from './sysctl.ts'
import { systemProfiler } from './system-profiler.ts'
import { top } from './top.ts'
import { vmStat } from './vm-stat.ts'
import { vmmap } from './vmmap.ts'

/** By the manifest's name of the tool. `memory_pressure` is not among them: production asks the sysctl instead. */
export const adapters: ReadonlyMap<string, Adapter> = new Map<string, Adapter>([
  ['file', file],
  ['footprint', footprint],
  ['ioreg', ioreg],
  ['kernel-log', kernelLog],
  ['lsappinfo', lsappinfo],
  ['metal-log', metalLog],
  ['notifyutil', notifyutil],
  ['pmset', pmset],
  ['powermetrics', powermetrics],
  ['ps', ps],
  ['sysctl', sysctl],
  ['system_profiler', systemProfiler],
  ['top', top],
  ['vm_stat', vmStat],
  ['vmmap', vmmap],
])
