import { userInfo } from 'node:os'
import type { Probe } from '../../src/main/probes/probe.ts'
import { disk } from '../../src/main/probes/disk.ts'
import { endQuestion, parseEndAnswer } from '../../src/main/apps/quit/gui-script.ts'
import { fileType } from '../../src/main/probes/darwin/file-type.ts'
import { footprint } from '../../src/main/probes/darwin/footprint.ts'
import { gpuClients } from '../../src/main/probes/darwin/gpu-clients.ts'
import { ioAccelerators } from '../../src/main/probes/darwin/io-accelerator.ts'
import { kernelMemoryLog } from '../../src/main/probes/darwin/kernel-log.ts'
import { frontApp, registeredApp, registeredApps } from '../../src/main/probes/darwin/lsappinfo.ts'
import { folderByLsof } from '../../src/main/probes/darwin/lsof-folder.ts'
import { listeningPorts } from '../../src/main/probes/darwin/lsof-listening.ts'
import { mappedFilesByLsof } from '../../src/main/probes/darwin/lsof-mapped.ts'
import { outputFilesByLsof } from '../../src/main/probes/darwin/lsof-outputs.ts'
import { launchctlPrint } from '../../src/main/probes/darwin/launchctl-print.ts'
import { metalDevice } from '../../src/main/probes/darwin/metal-device.ts'
import { thermalLevel } from '../../src/main/probes/darwin/notifyutil.ts'
import { pmsetBatt } from '../../src/main/probes/darwin/pmset-batt.ts'
import { pmsetTherm } from '../../src/main/probes/darwin/pmset-therm.ts'
import { processArguments } from '../../src/main/probes/darwin/ps-arguments.ts'
import { processFacts, processTimes } from '../../src/main/probes/darwin/ps.ts'
import { limitSysctl, wiredLimitNow } from '../../src/main/probes/darwin/set-wired-limit.ts'
import { macOs } from '../../src/main/probes/darwin/sw-vers.ts'
import {
  machineSysctl,
  memorySysctl,
  wiredLimitSysctl,
} from '../../src/main/probes/darwin/sysctl.ts'
import { systemProfile } from '../../src/main/probes/darwin/system-profiler.ts'
import { top } from '../../src/main/probes/darwin/top.ts'
import { vmStat } from '../../src/main/probes/darwin/vm-stat.ts'
import { vmmapSummary } from '../../src/main/probes/darwin/vmmap.ts'
import type { Pid } from '../../src/shared/ids.ts'
import type { Place } from './doubt.ts'

/** One thing that Headroom asks a Mac, and where its answer is kept. */
export interface AskedSource {
  /** The tool's name in the manifest of the evaluation `macos`. */
  readonly tool: string
  /** Of the file, without its ending. */
  readonly name: string
  readonly ending: 'txt' | 'json' | 'plist'
  readonly probe: Probe<unknown>
  /** What Headroom cannot do without: keys of what the parser reads, of each row where it reads rows. */
  readonly must: readonly string[]
  /** Whether Headroom asks it over and over: then its cost counts. */
  readonly isRepeated: boolean
  readonly at: Place
}

type Row = Omit<AskedSource, 'at' | 'ending' | 'isRepeated' | 'probe'> &
  Partial<Pick<AskedSource, 'ending' | 'isRepeated'>>

function source<T>(probe: Probe<T>, file: string, text: string, row: Row): AskedSource {
  const at = { file: `src/main/${file}.ts`, text }
  return { ending: 'txt', isRepeated: false, ...row, probe, at }
}

const probeAt = (file: string): string => `probes/darwin/${file}`

const memory: readonly AskedSource[] = [
  source(vmStat, probeAt('vm-stat'), 'export const vmStat', {
    tool: 'vm_stat',
    name: 'one',
    must: ['pageBytes', 'wiredBytes', 'purgeableBytes', 'fileBackedBytes', 'anonymousBytes']
      .concat(['compressorBytes', 'throttledBytes', 'swapInCount', 'swapOutCount'])
      .concat(['storedInCompressorBytes', 'pageInCount', 'pageOutCount']),
    isRepeated: true,
  }),
  source(memorySysctl, probeAt('sysctl'), 'export const memorySysctl', {
    tool: 'sysctl',
    name: 'pressure-and-swap',
    must: ['pressureLevel', 'notWiredOrCompressedRatio', 'swap'],
    isRepeated: true,
  }),
  source(ioAccelerators, probeAt('io-accelerator'), 'export const ioAccelerators', {
    tool: 'ioreg',
    name: 'accelerators',
    must: ['className', 'inUseBytes', 'allocatedBytes', 'deviceBusyRatio'],
    isRepeated: true,
  }),
]

const limit: readonly AskedSource[] = [
  source(machineSysctl, probeAt('sysctl'), 'export const machineSysctl', {
    tool: 'sysctl',
    name: 'machine',
    must: ['totalBytes', 'pageBytes', 'processor', 'coreCount', 'perfLevels', 'osBuild'],
  }),
  source(macOs, probeAt('sw-vers'), 'export const macOs', {
    tool: 'sw_vers',
    name: 'one',
    must: ['name', 'version', 'build'],
  }),
  source(systemProfile, probeAt('system-profiler'), 'export const systemProfile', {
    tool: 'system_profiler',
    name: 'hardware-displays',
    ending: 'json',
    must: ['processor', 'modelIdentifier', 'totalBytes', 'gpuName', 'coreCount'],
  }),
  source(wiredLimitSysctl, probeAt('sysctl'), 'export const wiredLimitSysctl', {
    tool: 'sysctl',
    name: 'wired-limit',
    must: ['wiredLimit'],
    isRepeated: true,
  }),
  source(limitSysctl, probeAt('set-wired-limit'), 'export const limitSysctl', {
    tool: 'sysctl',
    name: 'before-raising',
    must: ['totalBytes', 'processor', 'wiredLimit'],
  }),
  source(wiredLimitNow, probeAt('set-wired-limit'), 'export const wiredLimitNow', {
    tool: 'sysctl',
    name: 'wired-limit-bare',
    must: [],
  }),
  source(metalDevice, probeAt('metal-device'), 'export const metalDevice', {
    tool: 'osascript',
    name: 'metal-device',
    ending: 'json',
    must: ['name', 'limitBytes', 'maxBufferBytes', 'hasUnifiedMemory'],
  }),
]

const machine: readonly AskedSource[] = [
  source(pmsetBatt, probeAt('pmset-batt'), 'export const pmsetBatt', {
    tool: 'pmset',
    name: 'batt',
    must: ['isOnBattery', 'hasBattery'],
    isRepeated: true,
  }),
  source(pmsetTherm, probeAt('pmset-therm'), 'export const pmsetTherm', {
    tool: 'pmset',
    name: 'therm',
    must: ['isThrottled'],
    isRepeated: true,
  }),
  source(thermalLevel, probeAt('notifyutil'), 'export const thermalLevel', {
    tool: 'notifyutil',
    name: 'thermal-pressure',
    must: ['number', 'level'],
    isRepeated: true,
  }),
  source(kernelMemoryLog, probeAt('kernel-log'), 'export const kernelMemoryLog', {
    tool: 'kernel-log',
    name: 'last-10-minutes',
    must: ['isMemoryEmergency'],
  }),
  // the agent is in the same domain, and seldom there
  source(
    launchctlPrint(`gui/${userInfo().uid}/com.apple.Finder`),
    probeAt('launchctl-print'),
    'export const launchctlPrint',
    { tool: 'launchctl', name: 'finder', must: ['state', 'pid'] },
  ),
  source(disk('/'), 'probes/disk', 'export const disk', {
    tool: 'statfs',
    name: 'root',
    ending: 'json',
    must: ['totalBytes', 'freeBytes'],
  }),
]

const processes: readonly AskedSource[] = [
  source(processTimes, probeAt('ps'), 'export const processTimes', {
    tool: 'ps',
    name: 'times',
    must: ['parentPid', 'command', 'residentBytes', 'cpuMs'],
    isRepeated: true,
  }),
  source(processFacts, probeAt('ps'), 'export const processFacts', {
    tool: 'ps',
    name: 'facts',
    must: ['parentPid', 'user', 'command', 'startedAtMs', 'flags'],
    isRepeated: true,
  }),
  source(top, probeAt('top'), 'export const top', {
    tool: 'top',
    name: 'by-memory',
    must: ['rows', 'processCount', 'wiredBytes', 'compressorBytes'],
    isRepeated: true,
  }),
  source(gpuClients, probeAt('gpu-clients'), 'export const gpuClients', {
    tool: 'ioreg',
    name: 'gpu-user-clients',
    must: ['name', 'gpuTimeNs'],
    isRepeated: true,
  }),
  source(registeredApps, probeAt('lsappinfo'), 'export const registeredApps', {
    tool: 'lsappinfo',
    name: 'list',
    must: ['asn', 'name', 'type', 'architecture'],
    isRepeated: true,
  }),
  source(frontApp, probeAt('lsappinfo'), 'export const frontApp', {
    tool: 'lsappinfo',
    name: 'front',
    must: [],
    isRepeated: true,
  }),
]

/** Files of every kind: the system's own, a program that was installed, no program at all. */
const files = ['/bin/ls', '/usr/bin/top', '/etc/hosts', process.execPath] as const

/** What is asked of one process: of the check's own. `finder`: asked about, never asked to quit. */
export const sourcesOf = (
  pig: Pid | null,
  front: string | null,
  finder: Pid | null,
): readonly AskedSource[] => [
  ...memory,
  ...limit,
  ...machine,
  ...processes,
  source(fileType(files), probeAt('file-type'), 'export const fileType', {
    tool: 'file',
    name: 'four-files',
    must: ['path'],
    isRepeated: true,
  }),
  ...(front === null
    ? []
    : [
        source(registeredApp(front), probeAt('lsappinfo'), 'export const registeredApp ', {
          tool: 'lsappinfo',
          name: 'info-front',
          must: ['asn', 'name', 'type'],
        }),
      ]),
  ...(finder === null
    ? []
    : [
        source(
          {
            question: endQuestion(finder, 'com.apple.finder', 'look'),
            parse: parseEndAnswer,
          },
          'apps/quit/gui-script',
          'it has never run on a Mac',
          { tool: 'osascript', name: 'look-at-the-finder', ending: 'json', must: ['kind'] },
        ),
      ]),
  ...(pig === null ? [] : ofProcess(pig)),
]

const ofProcess = (id: Pid): readonly AskedSource[] => [
  source(footprint([id]), probeAt('footprint'), 'export const footprint', {
    tool: 'footprint',
    name: 'guinea-pig',
    must: ['processes'],
    isRepeated: true,
  }),
  source(vmmapSummary(id), probeAt('vmmap'), 'export const vmmapSummary', {
    tool: 'vmmap',
    name: 'guinea-pig',
    must: ['pid', 'name', 'footprintBytes', 'regions'],
  }),
  source(processArguments([id]), probeAt('ps-arguments'), 'export const processArguments', {
    tool: 'ps-arguments',
    name: 'guinea-pig',
    must: [],
    isRepeated: true,
  }),
  source(listeningPorts([id]), probeAt('lsof-listening'), 'export const listeningPorts', {
    tool: 'lsof',
    name: 'listening',
    must: ['pid', 'user', 'address', 'port'],
    isRepeated: true,
  }),
  source(mappedFilesByLsof(id), probeAt('lsof-mapped'), 'export const mappedFilesByLsof', {
    tool: 'lsof',
    name: 'mapped-files',
    must: ['path', 'bytes'],
    isRepeated: true,
  }),
  source(outputFilesByLsof(id), probeAt('lsof-outputs'), 'export const outputFilesByLsof', {
    tool: 'lsof',
    name: 'outputs',
    must: [],
    isRepeated: true,
  }),
  source(folderByLsof(id), probeAt('lsof-folder'), 'export const folderByLsof', {
    tool: 'lsof',
    name: 'folder',
    must: [],
    isRepeated: true,
  }),
]
