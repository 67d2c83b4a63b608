import { keyOf, type Question } from '../../../src/main/host/host.ts'
import { fileType } from '../../../src/main/probes/darwin/file-type.ts'
import { footprint } from '../../../src/main/probes/darwin/footprint.ts'
import { gpuClients } from '../../../src/main/probes/darwin/gpu-clients.ts'
import { ioAccelerators } from '../../../src/main/probes/darwin/io-accelerator.ts'
import { frontApp, registeredApps } from '../../../src/main/probes/darwin/lsappinfo.ts'
import { listeningPorts } from '../../../src/main/probes/darwin/lsof-listening.ts'
import { metalDevice } from '../../../src/main/probes/darwin/metal-device.ts'
import { thermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import { pmsetBatt } from '../../../src/main/probes/darwin/pmset-batt.ts'
import { pmsetTherm } from '../../../src/main/probes/darwin/pmset-therm.ts'
import { processArguments } from '../../../src/main/probes/darwin/ps-arguments.ts'
import { processFacts, processTimes } from '../../../src/main/probes/darwin/ps.ts'
import { macOs } from '../../../src/main/probes/darwin/sw-vers.ts'
import {
  machineSysctl,
  memorySysctl,
  wiredLimitSysctl,
} from '../../../src/main/probes/darwin/sysctl.ts'
import { systemProfile } from '../../../src/main/probes/darwin/system-profiler.ts'
import { top } from '../../../src/main/probes/darwin/top.ts'
import { vmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import { pid } from '../../../src/shared/ids.ts'
import type { World } from '../../world.ts'
import { factsText, timesText, type Listed } from './process-texts.ts'
import {
  acceleratorText,
  clientsText,
  machineText,
  memoryText,
  metalText,
  profileText,
  vmStatText,
} from './mac-texts.ts'

const nameOf = ({ question }: { readonly question: Question }): string =>
  `${question.kind} ${keyOf(question)}`

/** The name of each question in a World. */
export const asks = {
  vmStat: nameOf(vmStat),
  memory: nameOf(memorySysctl),
  machine: nameOf(machineSysctl),
  wiredLimit: nameOf(wiredLimitSysctl),
  metal: nameOf(metalDevice),
  profile: nameOf(systemProfile),
  macOs: nameOf(macOs),
  accelerators: nameOf(ioAccelerators),
  clients: nameOf(gpuClients),
  times: nameOf(processTimes),
  facts: nameOf(processFacts),
  top: nameOf(top),
  apps: nameOf(registeredApps),
  front: nameOf(frontApp),
  battery: nameOf(pmsetBatt),
  heat: nameOf(thermalLevel),
  slowed: nameOf(pmsetTherm),
  disk: 'disk /',
  own: 'library node/process',
  footprints: (...pids: readonly number[]) => nameOf(footprint(pids.map(pid))),
  files: (...paths: readonly string[]) => nameOf(fileType(paths)),
  process: (id: number) => `process ${id}`,
  arguments: (...pids: readonly number[]) => nameOf(processArguments(pids.map(pid))),
  listening: (...pids: readonly number[]) => nameOf(listeningPorts(pids.map(pid))),
}

export const headroomPid = 500
export const engineFile = '/opt/homebrew/bin/llama-server'
export const notes = '/Applications/Notes.app'

export const listed: readonly Listed[] = [
  { pid: 0, parentPid: 0, user: 'root', file: 'kernel_task', rssKib: 9_000 },
  { pid: 1, parentPid: 0, user: 'root', file: '/sbin/launchd', rssKib: 20_000 },
  { pid: 300, parentPid: 1, user: 'user', file: `${notes}/Contents/MacOS/Notes`, rssKib: 90_000 },
  { pid: 400, parentPid: 1, user: 'user', file: engineFile, rssKib: 2_000_000 },
  { pid: headroomPid, parentPid: 1, user: 'user', file: '/opt/homebrew/bin/node', rssKib: 60_000 },
]

/** All processes of the machine; whoever is not among them has ended. */
export function setProcesses(world: World, processes: readonly Listed[]): void {
  world.set(asks.times, timesText(processes)).set(asks.facts, factsText(processes))
  for (const { pid: id } of listed) world.set(asks.process(id), 'ended')
  for (const { pid: id } of processes) world.set(asks.process(id), 'runs')
}

/** A server as the only one of its machine: its command line, its port, and what it answers by path. */
export function setServer(
  world: World,
  {
    pid: id,
    command,
    port,
  }: { readonly pid: number; readonly command: string; readonly port: number },
  answers: Readonly<Record<string, string>>,
): void {
  const [program = ''] = command.split(' ')
  const own = { pid: id, parentPid: 1, user: 'user', file: program, rssKib: 2_000_000 }
  setProcesses(world, [...listed.filter((one) => one.pid !== id), own])
  world.set(asks.arguments(id), `${id} ${command}\n`)
  world.set(asks.listening(id), `p${id}\ncprogram\nLuser\nf9\ntIPv4\nn127.0.0.1:${port}\n`)
  for (const [path, body] of Object.entries(answers)) setAnswer(world, port, path, body)
}

export function setAnswer(world: World, port: number, path: string, body: string): void {
  const answer = { status: 200, contentType: 'application/json', server: 'llama.cpp', body }
  world.set(`http GET http://127.0.0.1:${port}${path}`, JSON.stringify(answer))
}

export const appsText = ` 1) "Notes" ASN:0x0-0x8008:
    bundleID="com.example.notes"
    bundle path="${notes}"
    executable path="${notes}/Contents/MacOS/Notes"
    pid = 300 type="Foreground" flavor=3 Arch=ARM64
    coalition: 1682
`

/** A MacBook with an M4 Max and 64 GB, as we think that its commands answer: composed, none of it was recorded. */
export function macWorld(): World {
  const world: World = new Map([
    [asks.vmStat, vmStatText()],
    [asks.memory, memoryText({})],
    [asks.machine, machineText()],
    [asks.wiredLimit, 'iogpu.wired_limit_mb: 0\n'],
    [asks.metal, metalText(51_539_607_552)],
    [asks.profile, profileText],
    [asks.macOs, 'ProductName:\t\tmacOS\nProductVersion:\t\t26.1\nBuildVersion:\t\t25B78\n'],
    [asks.accelerators, acceleratorText({ inUseBytes: 10e9, busyPercent: 40 })],
    [asks.clients, clientsText({ 400: 0 })],
    [asks.top, 'PID    COMMAND          MEM    CMPRS\n400    llama-server     12G    0B\n'],
    [asks.apps, appsText],
    [asks.front, 'ASN:0x0-0x8008: \n'],
    [
      asks.battery,
      "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t73%; charging; 1:20 remaining present: true\n",
    ],
    [asks.heat, 'com.apple.system.thermalpressurelevel 0\n'],
    [
      asks.slowed,
      'CPU_Scheduler_Limit \t= 100\nCPU_Available_CPUs \t= 14\nCPU_Speed_Limit \t= 100\n',
    ],
    [asks.disk, '{"totalBytes":994000000000,"freeBytes":420000000000}'],
    [asks.own, `{"pid":${headroomPid},"cpuMs":412,"residentBytes":61000000}`],
  ])
  setProcesses(world, listed)
  return world
}
