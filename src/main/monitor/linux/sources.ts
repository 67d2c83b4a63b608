import type { Reading } from '../../../shared/reading.ts'
import { pid, type Pid } from '../../../shared/ids.ts'
import { numberIn } from '../../../shared/parse.ts'
import type { Battery, Disk, Machine, Stalls, Thermal } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attemptNow } from '../../host/attempt.ts'
import { bootTime } from '../../probes/linux/boot-time.ts'
import { disk } from '../../probes/disk.ts'
import { machine } from '../../probes/machine.ts'
import { meminfo, type Meminfo } from '../../probes/linux/meminfo.ts'
import { memoryPressure } from '../../probes/linux/memory-pressure.ts'
import { readNvidiaGpus, type Card } from '../../probes/linux/nvidia-smi.ts'
import { ownProcess, type OwnProcess } from '../../probes/own-process.ts'
import { readPageBytes } from '../../probes/linux/page-size.ts'
import { readPowerSupplies } from '../../probes/linux/power-supply.ts'
import { createProcessReader, type ProcessEntry } from '../../probes/linux/processes.ts'
import {
  createProportionalSetReader,
  type ProportionalSets,
} from '../../probes/linux/proportional-set.ts'
import { readThermalZones } from '../../probes/linux/thermal-zones.ts'
import { vmstat, type Vmstat } from '../../probes/linux/vmstat.ts'
import { probed } from '../probed.ts'
import { createSource, type Source } from '../source.ts'

export interface LinuxSources {
  readonly meminfo: Source<Meminfo>
  readonly vmstat: Source<Vmstat>
  readonly pressure: Source<Stalls>
  readonly processes: Source<readonly ProcessEntry[]>
  readonly proportionalSets: Source<ProportionalSets>
  readonly gpu: Source<readonly Card[]>
  readonly disk: Source<Disk>
  readonly battery: Source<Battery>
  readonly thermal: Source<Thermal>
  readonly own: Source<OwnProcess>
  readonly machine: Source<Machine>
  readonly bootTime: Source<number>
  readonly pageBytes: Source<number>
  readonly ownPid: Source<Pid>
}

/** The probes of Linux, and how often each is asked. */
export function createLinuxSources(platform: string): LinuxSources {
  const readProcesses = createProcessReader()
  const readProportionalSets = createProportionalSetReader()
  const processes = createSource({
    id: 'processes',
    title: 'processes (/proc)',
    pace: 'fast',
    read: readProcesses,
  })
  return {
    meminfo: probed('memory', 'memory (/proc/meminfo)', 'fast', meminfo),
    vmstat: probed('vmstat', 'swap traffic (/proc/vmstat)', 'fast', vmstat),
    pressure: probed('pressure', 'memory pressure (/proc/pressure)', 'fast', memoryPressure),
    processes,
    proportionalSets: createSource({
      id: 'proportional-sets',
      title: 'memory without shared pages counted twice (smaps_rollup)',
      pace: 'slow',
      isForLookers: true,
      isReady: (atMs) => processes.goodAt(atMs) !== null,
      read: (asker) => readProportionalSets(asker, processes.goodAt(asker.atMs)?.value ?? []),
    }),
    gpu: createSource({
      id: 'gpu',
      title: 'GPU memory (nvidia-smi)',
      pace: 'slow',
      read: readNvidiaGpus,
    }),
    disk: probed('disk', 'free disk', 'slow', disk('/')),
    battery: createSource({
      id: 'battery',
      title: 'battery',
      pace: 'slow',
      read: readPowerSupplies,
    }),
    thermal: createSource({
      id: 'thermal',
      title: 'temperatures',
      pace: 'slow',
      read: readThermalZones,
    }),
    own: probed('own', "Headroom's own cost", 'fast', ownProcess),
    machine: probed('machine', 'machine (systeminformation)', 'once', machine(platform)),
    bootTime: probed('boot', 'time of the start (/proc/stat)', 'once', bootTime),
    pageBytes: createSource({
      id: 'page-size',
      title: 'page size',
      pace: 'once',
      read: readPageBytes,
    }),
    ownPid: createSource({ id: 'own-pid', title: 'own process', pace: 'once', read: readOwnPid }),
  }
}

async function readOwnPid(asker: AskerAt): Promise<Reading<Pid>> {
  const link = await asker.ask({ kind: 'link', path: '/proc/self' })
  if (link.kind !== 'ok') return link
  return attemptNow(link.atMs, link.tookMs, () => pid(numberIn(link.value, /^(\d+)$/)))
}
