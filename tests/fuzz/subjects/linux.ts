import { readOwnLine } from '../../../src/main/apps/quit/own-line.ts'
import { parseUptimeTicks, readStarted } from '../../../src/main/apps/quit/started.ts'
import { parseLinuxState } from '../../../src/main/apps/quit/stuck.ts'
import { parseProcStat } from '../../../src/main/cli/run/job-control.ts'
import { bootIdIn } from '../../../src/main/host/flight/boot-id.ts'
import { disk, parseDisk } from '../../../src/main/probes/disk.ts'
import { parseBootTime } from '../../../src/main/probes/linux/boot-time.ts'
import { parseListeningSockets } from '../../../src/main/probes/linux/listening-sockets.ts'
import { parseMappedFiles } from '../../../src/main/probes/linux/mapped-files.ts'
import { parseMeminfo } from '../../../src/main/probes/linux/meminfo.ts'
import { parseMemoryPressure } from '../../../src/main/probes/linux/memory-pressure.ts'
import { parseNvidiaSmi } from '../../../src/main/probes/linux/nvidia-smi.ts'
import { parseKernelWords } from '../../../src/main/probes/linux/oom-kills.ts'
import { pageBytesOf } from '../../../src/main/probes/linux/page-size.ts'
import { parsePowerSupply } from '../../../src/main/probes/linux/power-supply.ts'
import { parseProcessStat } from '../../../src/main/probes/linux/process-stat.ts'
import { parseProcessUser } from '../../../src/main/probes/linux/process-user.ts'
import { parseProportionalSet } from '../../../src/main/probes/linux/proportional-set.ts'
import { parseZoneCelsius } from '../../../src/main/probes/linux/thermal-zones.ts'
import { parseVmstat } from '../../../src/main/probes/linux/vmstat.ts'
import { machine, parseMachine } from '../../../src/main/probes/machine.ts'
import { parseNames } from '../../../src/main/probes/names.ts'
import { parseOwnProcess } from '../../../src/main/probes/own-process.ts'
import { ownUserId, ownUserName } from '../../../src/main/probes/own-user.ts'
import { answersTo, fixturesIn } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { hostThatSays } from '../text-host.ts'
import { parser } from './parser.ts'

const proc = (form: RegExp): readonly string[] => fixturesIn('proc', form)

const sockets = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 88123 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:04D2 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 91 1 0000000000000000 100 0 0 10 0
`
const mappings = `55bd63973000-55bd63975000 r--p 00000000 fe:00 2203684                    /usr/bin/llama-server
55bd63975000-55bd6397a000 r-xp 00002000 fe:00 2203684                    /usr/bin/llama-server
55bd6473b000-55bd6475c000 rw-p 00000000 00:00 0                          [heap]
7f5c14000000-7f5d14000000 r--s 00000000 fe:00 1835021                    /home/ann/My Models/qwen3 (deleted) 4b.gguf
7f5d14004000-7f5d14005000 r--p 00000000 fe:00 98                         /opt/two\\012lines
`
const journal = `1795255260.000001 host kernel: usb 1-1: new high-speed USB device
1795255262.123456 host kernel: Out of memory: Killed process 1234 (ollama) total-vm:30011220kB, anon-rss:11923884kB, file-rss:0kB, shmem-rss:0kB, UID:1000
1795255263.000000 host kernel: Memory cgroup out of memory: Killed process 812 (llama-server) total-vm:9000kB
1795255264.5 host kernel: Kernel panic - not syncing: Fatal exception in interrupt
`
const battery =
  'POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_CAPACITY=81\n'
const cards =
  'NVIDIA GeForce RTX 4090, 1203, 22933, 3, 21.40, 41\nNVIDIA RTX A2000 12GB, 0, 11950, [N/A], [Not Supported], 50\n'
const own = JSON.stringify({
  pid: 4711,
  userId: 1000,
  cpuMs: 412.3,
  residentBytes: 61_000_000,
  processes: [{ pid: 5, startedAtMs: 7, kind: 'renderer', cpuMs: 1, residentBytes: 2 }],
})

const ofProc: readonly TextSubject[] = [
  parser('boot-time', parseBootTime, proc(/^stat\.txt$/)),
  parser('meminfo', parseMeminfo, proc(/^meminfo/)),
  parser('memory-pressure', parseMemoryPressure, proc(/^pressure/)),
  parser('vmstat', parseVmstat, proc(/^vmstat/)),
  parser('process-stat', parseProcessStat, proc(/-stat\.txt$/)),
  parser('page-size', (text) => pageBytesOf(text, text), [
    `${proc(/^node-status/)[0] ?? ''}\n${proc(/^node-stat\./)[0] ?? ''}`,
  ]),
  parser('process-user', parseProcessUser, proc(/^node-status/)),
  parser('proportional-set', parseProportionalSet, proc(/rollup/)),
  parser('listening-sockets', parseListeningSockets, [sockets]),
  parser('mapped-files', parseMappedFiles, [mappings]),
  parser('uptime', parseUptimeTicks, ['76241.36 151033.51\n']),
  parser('linux-state', parseLinuxState, proc(/-stat\.txt$/)),
  parser('proc-job', parseProcStat, proc(/-stat\.txt$/)),
  parser('boot-id', bootIdIn, ['0f1e2d3c-1111-2222-3333-444455556666\n']),
]

const elsewhere: readonly TextSubject[] = [
  parser('thermal-zone', parseZoneCelsius, ['47000\n', '-5000\n']),
  parser('power-supply', parsePowerSupply, [battery]),
  parser('nvidia-smi', parseNvidiaSmi, [cards]),
  parser('kernel-words', parseKernelWords, [journal]),
  parser('disk', parseDisk, answersTo(/^disk /)),
  parser('disk-probe', disk('/').parse, answersTo(/^disk /)),
  parser('machine', parseMachine, answersTo(/^library systeminformation/)),
  parser('machine-probe', machine('linux').parse, answersTo(/^library systeminformation/)),
  parser('names', parseNames, answersTo(/^dir \/proc/)),
  parser('own-process', parseOwnProcess, [...answersTo(/^library node\/process/), own]),
  parser('own-user-name', ownUserName.parse, ['ann\n']),
  parser('own-user-id', ownUserId.parse, ['501\n']),
]

const asked: readonly TextSubject[] = [
  parser('started', (text) => readStarted(hostThatSays(text), 0), [
    '["1","2"]',
    '76241.36 151033.51\n',
  ]),
  parser('own-line', (text) => readOwnLine(hostThatSays(text)), [own]),
]

export const linuxSubjects: readonly TextSubject[] = [...ofProc, ...elsewhere, ...asked]
