import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { PowerSourceChoice } from '../../../shared/settings.ts'
import type { Disk, Power } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Host } from '../../host/host.ts'
import type { DiagnosticReport } from '../../probes/darwin/diagnostic-report.ts'
import { ioAccelerators, type Accelerator } from '../../probes/darwin/io-accelerator.ts'
import { kernelMemoryLog, type KernelMemoryLog } from '../../probes/darwin/kernel-log.ts'
import { metalDevice, type MetalDevice } from '../../probes/darwin/metal-device.ts'
import { thermalLevel, type ThermalPressure } from '../../probes/darwin/notifyutil.ts'
import { pmsetBatt, type BatteryState } from '../../probes/darwin/pmset-batt.ts'
import { pmsetTherm, type ThermalWarning } from '../../probes/darwin/pmset-therm.ts'
import { macOs, type MacOs } from '../../probes/darwin/sw-vers.ts'
import {
  machineSysctl,
  memorySysctl,
  wiredLimitSysctl,
  type Sysctl,
} from '../../probes/darwin/sysctl.ts'
import { systemProfile, type SystemProfile } from '../../probes/darwin/system-profiler.ts'
import { vmStat, type VmStat } from '../../probes/darwin/vm-stat.ts'
import { vmmapSummary, type VmmapSummary } from '../../probes/darwin/vmmap.ts'
import { disk } from '../../probes/disk.ts'
import { ownProcess, type OwnProcess } from '../../probes/own-process.ts'
import { read } from '../../probes/probe.ts'
import { createSource, type Source } from '../source.ts'
import { probed } from '../probed.ts'
import { readDiagnosticReports } from './diagnostic-reports.ts'
import { createPowerStream } from './power-stream.ts'
import { createProcessSources, type ProcessSources } from './process-sources.ts'
import { shares } from './shares.ts'
import { createWiredMove } from './wired-move.ts'

export type DarwinSources = MemorySources & LimitSources & ProcessSources & MachineSources

export interface MemorySources {
  readonly vmStat: Source<VmStat>
  readonly memorySysctl: Source<Sysctl>
  readonly accelerators: Source<readonly Accelerator[]>
  readonly own: Source<OwnProcess>
}

export interface LimitSources {
  readonly machineSysctl: Source<Sysctl>
  readonly macOs: Source<MacOs>
  readonly systemProfile: Source<SystemProfile>
  readonly wiredLimit: Source<Sysctl>
  readonly metal: Source<MetalDevice>
}

export interface MachineSources {
  readonly power: Source<Power>
  readonly battery: Source<BatteryState>
  readonly thermalLevel: Source<ThermalPressure>
  readonly thermalWarning: Source<ThermalWarning>
  readonly disk: Source<Disk>
  readonly kernelLog: Source<KernelMemoryLog>
  readonly diagnosticReports: Source<readonly DiagnosticReport[]>
  readonly vmmap: Source<VmmapSummary>
}

/** The probes of macOS, and how often each is asked. `serverPids`: processes that have been recognised as inference servers. Nothing here has run on a Mac. */
export function createDarwinSources(
  host: Host,
  serverPids: () => ReadonlySet<Pid> = () => new Set(),
  powerSource?: () => PowerSourceChoice,
): DarwinSources {
  const memory = memorySources()
  return {
    ...memory,
    ...limitSources(),
    ...createProcessSources(memory.own, memory.vmStat, serverPids),
    ...machineSources(host, memory.own, powerSource),
  }
}

function memorySources(): MemorySources {
  const memory = probed('memory', 'memory (vm_stat)', 'fast', vmStat, { maxShare: shares.vmStat })
  return {
    vmStat: memory,
    // the level is seen coming by vm_stat; swap use moves slowly, its traffic stands in vm_stat
    memorySysctl: probed('pressure', 'pressure level, swap (sysctl)', 'slow', memorySysctl),
    accelerators: probed('gpu', 'GPU memory (ioreg IOAccelerator)', 'fast', ioAccelerators, {
      maxShare: shares.accelerators,
      isUrgent: createWiredMove(memory),
    }),
    own: probed('own', "Headroom's own cost", 'fast', ownProcess),
  }
}

function limitSources(): LimitSources {
  const wiredLimit = probed(
    'wired-limit',
    "the limit's override (sysctl)",
    'minute',
    wiredLimitSysctl,
  )
  return {
    machineSysctl: probed('machine', 'machine (sysctl)', 'once', machineSysctl),
    macOs: probed('macos', 'version of macOS (sw_vers)', 'once', macOs),
    systemProfile: probed('profile', 'GPU and model (system_profiler)', 'once', systemProfile),
    wiredLimit,
    // an osascript every few seconds keeps LaunchServices busy: once, and when the override has changed
    metal: createSource({
      id: 'metal',
      title: "Metal's limit (osascript)",
      pace: 'once',
      againWhen: (atMs) => String(wiredLimit.goodAt(atMs)?.value.wiredLimit?.limitBytes ?? null),
      read: (asker) => read(asker, metalDevice),
    }),
  }
}

function machineSources(
  host: Host,
  own: Source<OwnProcess>,
  powerSource: (() => PowerSourceChoice) | undefined,
): MachineSources {
  const powerStream = createPowerStream(host, powerSource)
  return {
    power: createSource({
      id: 'power',
      title: 'GPU power (powermetrics, macmon, mactop)',
      pace: 'slow',
      isForLookers: true,
      read: powerStream.read,
      rest: powerStream.stop,
    }),
    battery: probed('battery', 'battery (pmset)', 'minute', pmsetBatt),
    thermalLevel: probed('thermal', 'heat (notifyutil)', 'minute', thermalLevel),
    thermalWarning: probed('speed-limit', 'slowing down (pmset)', 'minute', pmsetTherm),
    disk: probed('disk', 'free disk of the boot volume', 'minute', disk('/')),
    kernelLog: probed('kernel-log', "the kernel's log (log show)", 'on-demand', kernelMemoryLog),
    diagnosticReports: createSource({
      id: 'reports',
      title: 'reports of panics and kills (DiagnosticReports)',
      pace: 'on-demand',
      read: readDiagnosticReports,
    }),
    vmmap: createSource({
      id: 'vmmap',
      title: 'regions of memory (vmmap)',
      pace: 'on-demand',
      read: (asker) => readOwnRegions(asker, own.goodAt(asker.atMs)?.value.pid ?? null),
    }),
  }
}

/** vmmap holds the process that it reads: it is asked of nobody but Headroom. */
async function readOwnRegions(asker: AskerAt, own: Pid | null): Promise<Reading<VmmapSummary>> {
  if (own !== null) return read(asker, vmmapSummary(own))
  return { kind: 'absent', reason: 'own process not known yet', atMs: asker.atMs, tookMs: 0 }
}
