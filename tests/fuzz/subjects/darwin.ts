import { parseMacStarted } from '../../../src/main/apps/quit/started.ts'
import { parseMacState } from '../../../src/main/apps/quit/stuck.ts'
import { parseEndAnswer } from '../../../src/main/apps/quit/gui-script.ts'
import { parsePsJob } from '../../../src/main/cli/run/job-control.ts'
import { parseDiagnosticReport } from '../../../src/main/probes/darwin/diagnostic-report.ts'
import { fileType, parseFileTypes } from '../../../src/main/probes/darwin/file-type.ts'
import { parseFootprints } from '../../../src/main/probes/darwin/footprint.ts'
import { isRoundedSize } from '../../../src/main/probes/darwin/forms/figure.ts'
import { ioregNodesIn } from '../../../src/main/probes/darwin/forms/ioreg.ts'
import { parseIoregValue } from '../../../src/main/probes/darwin/forms/ioreg-value.ts'
import { plistIn } from '../../../src/main/probes/darwin/forms/plist.ts'
import { parseBinarySize } from '../../../src/main/probes/darwin/forms/size.ts'
import { parseGpuClients } from '../../../src/main/probes/darwin/gpu-clients.ts'
import { parseIoAccelerators } from '../../../src/main/probes/darwin/io-accelerator.ts'
import { matchKernelKill } from '../../../src/main/probes/darwin/kernel-kill.ts'
import { parseKernelMemoryLog } from '../../../src/main/probes/darwin/kernel-log.ts'
import { parseLaunchctlPrint } from '../../../src/main/probes/darwin/launchctl-print.ts'
import { parseFrontApp, parseRegisteredApps } from '../../../src/main/probes/darwin/lsappinfo.ts'
import { parseFolder } from '../../../src/main/probes/darwin/lsof-folder.ts'
import {
  listeningPorts,
  parseListeningPorts,
} from '../../../src/main/probes/darwin/lsof-listening.ts'
import { parseMappedFilesByLsof } from '../../../src/main/probes/darwin/lsof-mapped.ts'
import { parseOutputFiles } from '../../../src/main/probes/darwin/lsof-outputs.ts'
import { parseMacmonLine } from '../../../src/main/probes/darwin/macmon.ts'
import { parseMactopLine } from '../../../src/main/probes/darwin/mactop.ts'
import { parseMetalDevice } from '../../../src/main/probes/darwin/metal-device.ts'
import { parseThermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import { parsePmsetBatt } from '../../../src/main/probes/darwin/pmset-batt.ts'
import { parsePmsetTherm } from '../../../src/main/probes/darwin/pmset-therm.ts'
import { createPowerDocuments } from '../../../src/main/probes/darwin/powermetrics-stream.ts'
import { parsePowerText } from '../../../src/main/probes/darwin/powermetrics-text.ts'
import { parsePowerDocument } from '../../../src/main/probes/darwin/powermetrics.ts'
import { parseProcessArguments } from '../../../src/main/probes/darwin/ps-arguments.ts'
import { parsePs } from '../../../src/main/probes/darwin/ps.ts'
import { setWiredLimit, wiredLimitNow } from '../../../src/main/probes/darwin/set-wired-limit.ts'
import { parseMacOs } from '../../../src/main/probes/darwin/sw-vers.ts'
import { parseSwapUsage } from '../../../src/main/probes/darwin/swap-usage.ts'
import { parseBareSysctl, parseSysctl } from '../../../src/main/probes/darwin/sysctl.ts'
import { parseSystemProfile } from '../../../src/main/probes/darwin/system-profiler.ts'
import { parseTop } from '../../../src/main/probes/darwin/top.ts'
import { parseVmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import { parseVmmapSummary } from '../../../src/main/probes/darwin/vmmap.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { Absent } from '../../../src/main/host/attempt.ts'
import { pid } from '../../../src/shared/ids.ts'
import { answersTo, fixturesIn } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { parser } from './parser.ts'
import {
  batteryText,
  footprintText,
  hotText,
  kernelLog,
  launchctlPrint,
  macmonLine,
  mactopLine,
  metalText,
  powerDocument,
  powerText,
  startedProcesses,
} from './darwin-samples.ts'

const of = (command: string): readonly string[] => answersTo(new RegExp(`^command ${command}`))
const ids = [pid(812), pid(900), pid(1204)]

const machine: readonly TextSubject[] = [
  parser('sysctl', parseSysctl, of('/usr/sbin/sysctl')),
  parser('bare-sysctl', (text) => parseBareSysctl(text, ['hw.memsize', 'kern.osversion']), [
    '17179869184\n25B78\n',
  ]),
  parser('wired-limit', wiredLimitNow.parse, ['12500\n']),
  parser('wired-limit-set', setWiredLimit(0).parse, ['iogpu.wired_limit_mb: 0 -> 57344\n']),
  parser('swap-usage', parseSwapUsage, [
    'total = 3072.00M  used = 1781.25M  free = 1290.75M  (encrypted)',
  ]),
  parser('sw-vers', parseMacOs, of('/usr/bin/sw_vers')),
  parser('system-profiler', parseSystemProfile, of('/usr/sbin/system_profiler')),
  { ...parser('metal-device', parseMetalDevice, [metalText]), refusals: [ParseError, Absent] },
  parser('vm-stat', parseVmStat, of('/usr/bin/vm_stat')),
  parser('notifyutil', parseThermalLevel, of('/usr/bin/notifyutil')),
  parser('pmset-therm', parsePmsetTherm, [...of('/usr/bin/pmset -g therm'), hotText]),
  parser('pmset-batt', parsePmsetBatt, [...of('/usr/bin/pmset -g batt'), batteryText]),
  parser('binary-size', parseBinarySize, ['1.5G', '12K+', '300M-', '17 MB']),
  parser('rounded-size', isRoundedSize, ['1.5G', '12K+ ', '300']),
]

const processes: readonly TextSubject[] = [
  parser('ps', parsePs, of('/bin/ps -Ao')),
  parser('ps-arguments', (text) => parseProcessArguments(text, ids), of('/bin/ps -ww')),
  parser('top', parseTop, of('/usr/bin/top')),
  parser('footprint', parseFootprints, [...of('/usr/bin/footprint'), footprintText]),
  parser('vmmap', parseVmmapSummary, of('/usr/bin/vmmap')),
  parser('file-types', parseFileTypes, of('/usr/bin/file')),
  parser(
    'file-type',
    fileType(['/opt/homebrew/bin/llama-server']).parse,
    of('/usr/bin/file -- /opt/homebrew/bin/llama-server$'),
  ),
  parser('lsof-listening', parseListeningPorts, of('/usr/sbin/lsof -nP -a -p')),
  parser('lsof-listening-probe', listeningPorts(ids).parse, of('/usr/sbin/lsof -nP -a -p')),
  parser('lsof-mapped', parseMappedFilesByLsof, of('/usr/sbin/lsof .*-d txt')),
  parser('lsof-outputs', parseOutputFiles, of('/usr/sbin/lsof .*-d 1,2')),
  parser('lsof-folder', parseFolder, of('/usr/sbin/lsof .*-d cwd')),
  parser('lsappinfo-front', parseFrontApp, of('/usr/bin/lsappinfo front')),
  parser('lsappinfo-list', parseRegisteredApps, of('/usr/bin/lsappinfo (?:list|info)')),
  parser('launchctl', parseLaunchctlPrint, [launchctlPrint]),
  parser('mac-started', (text) => parseMacStarted(text, 0), [startedProcesses]),
  parser('mac-state', parseMacState, ['T+\n', 'U\n', 'S+\n']),
  parser('ps-job', parsePsJob, ['T+    4242  4242\n', 'S 1 -1\n']),
  parser('end-answer', parseEndAnswer, ['{"kind":"asked","taken":true}\n', '{"kind":"none"}']),
]

const graphics: readonly TextSubject[] = [
  parser('gpu-clients', parseGpuClients, of('/usr/sbin/ioreg -r -c AGXDeviceUserClient')),
  parser('io-accelerator', parseIoAccelerators, of('/usr/sbin/ioreg -r -d 1')),
  { ...parser('ioreg', ioregNodesIn, of('/usr/sbin/ioreg')), isSteady: false },
  {
    ...parser('ioreg-value', parseIoregValue, [
      '{"a"=(1,2,{"b"="c, d"}),"e"=Yes,"f"=<00ff>}',
      '"pid 812, llama-server"',
      '18446744073709551615',
    ]),
    isRaw: true,
  },
  parser('macmon', parseMacmonLine, [macmonLine]),
  parser('mactop', parseMactopLine, [mactopLine]),
  parser('powermetrics', parsePowerDocument, [powerDocument]),
  parser('powermetrics-text', parsePowerText, [powerText]),
  { ...parser('plist', plistIn, [powerDocument]), isRaw: true },
  {
    ...parser('powermetrics-stream', streamed, [`${powerDocument}\0${powerDocument}`]),
    wrong: (made) => (Array.isArray(made) && made.length > 10_000 ? 'too many documents' : null),
  },
]

function streamed(text: string): readonly string[] {
  const documents = createPowerDocuments()
  const pieces = text.match(/[^]{1,500}/g) ?? []
  return pieces.flatMap((piece) => documents.take(piece))
}

const reports: readonly TextSubject[] = [
  parser('kernel-log', parseKernelMemoryLog, [
    kernelLog,
    ...of('/usr/bin/log'),
    ...fixturesIn('macos-reports', /\.log$/),
  ]),
  parser('kernel-kill', matchKernelKill, kernelLog.split('\n').slice(1, -1)),
  parser(
    'diagnostic-report',
    parseDiagnosticReport,
    fixturesIn('macos-reports', /\.(?:ips|panic)$/),
  ),
]

export const darwinSubjects: readonly TextSubject[] = [
  ...machine,
  ...processes,
  ...graphics,
  ...reports,
]
