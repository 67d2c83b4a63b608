import { defaultLimitBytes, eraOf } from '../../../src/main/headroom/default-limit.ts'
import { metalDevice, parseMetalDevice } from '../../../src/main/probes/darwin/metal-device.ts'
import { macOs } from '../../../src/main/probes/darwin/sw-vers.ts'
import {
  machineSysctl,
  parseSysctl,
  wiredLimitSysctl,
} from '../../../src/main/probes/darwin/sysctl.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import { valueOf, type Mac } from '../mac.ts'
import { told } from '../run-command.ts'
import { whileChanged } from '../while-changed.ts'

const metalFile = 'src/main/probes/darwin/metal-device.ts'
const mebibyte = 2 ** 20
const gibibyte = 2 ** 30

/** What kind of value the bridge hands over: our script makes strings of them. */
const typesScript = `
try { ObjC.import('CoreGraphics') } catch (e) {}
ObjC.import('Metal')
if (typeof $.MTLCreateSystemDefaultDevice !== 'function') {
  ObjC.bindFunction('MTLCreateSystemDefaultDevice', ['id', []])
}
var d = $.MTLCreateSystemDefaultDevice()
JSON.stringify({ nil: !d || d.isNil(), workingSet: typeof d.recommendedMaxWorkingSetSize,
  maxBuffer: typeof d.maxBufferLength, unified: typeof d.hasUnifiedMemory, bound: typeof $.MTLCreateSystemDefaultDevice })
`.trim()

const jxa: Doubt = {
  id: 'metal-by-jxa',
  title: "Does JavaScript for Automation tell Metal's limit, without a compiler and in time?",
  why: 'It is the first of the sources of the limit, and the only one that follows an override; nobody of us has run it.',
  assumption: 'an answer of digits within 3 s, as a number or as a string',
  at: [{ file: metalFile, text: '64-bit integers come as numbers or as strings' }],
  marks: ['electron §13.11', 'macos §5 jxa'],
  ask: async (mac) => {
    const raw = await mac.ask(metalDevice.question)
    if (raw.kind !== 'ok') return wrong(`no answer: ${raw.reason}`)
    const types = await mac.run(['/usr/bin/osascript', '-l', 'JavaScript', '-e', typesScript])
    const evidence = `in ${Math.round(raw.tookMs)} ms: ${raw.value.trim()}\ntypes: ${told(types)}`
    const parsed = await mac.read(metalDevice)
    if (parsed.kind === 'absent') return notAsked(parsed.reason, evidence)
    return judged(parsed.kind === 'ok', evidence)
  },
}

async function limitSigns(mac: Mac) {
  const metal = valueOf(await mac.read(metalDevice), 'Metal')
  const { totalBytes } = valueOf(await mac.read(machineSysctl), 'sysctl')
  const { wiredLimit } = valueOf(await mac.read(wiredLimitSysctl), 'sysctl')
  const { version } = valueOf(await mac.read(macOs), 'sw_vers')
  if (totalBytes === null) throw new Error('sysctl tells no RAM')
  return { metal, totalBytes, overrideBytes: wiredLimit?.limitBytes ?? null, version }
}

/** Tables print decimal megabytes with two digits. */
const limitSlackBytes = 1_000_000

const table: Doubt = {
  id: 'metal-limit-by-table',
  title: "Is Metal's limit what our table says of this RAM and this macOS?",
  why: 'Where Metal does not answer the table does; sizes of 8, 18, 96 and 192 GB are not in any recording of macOS 26.',
  assumption: 'the default of the table, or the override to the byte',
  at: [{ file: 'src/main/headroom/default-limit.ts', text: 'const sharesFrom26' }],
  marks: ['macos §10 limits'],
  ask: async (mac) => {
    const { metal, totalBytes, overrideBytes, version } = await limitSigns(mac)
    const era = eraOf(version)
    if (era === null) return wrong(`no era for macOS ${version}`)
    const expected = overrideBytes ?? defaultLimitBytes(totalBytes, era)
    const evidence = [
      `${totalBytes / gibibyte} GB, macOS ${version}, override ${overrideBytes ?? 'none'}`,
      `Metal ${metal.limitBytes} (${((metal.limitBytes / totalBytes) * 100).toFixed(2)} % of RAM), ours ${expected}`,
    ].join('\n')
    return judged(Math.abs(metal.limitBytes - expected) <= limitSlackBytes, evidence)
  },
}

const bufferShare = 0.75
const bufferSlack = 0.02

const buffer: Doubt = {
  id: 'metal-largest-buffer',
  title: 'Is the largest buffer three quarters of the default limit?',
  why: 'A single larger tensor fails, however much room is left.',
  assumption: 'maxBufferLength is about 0.75 of the default limit, whatever the override',
  at: [{ file: metalFile, text: 'the largest single buffer' }],
  marks: [],
  ask: async (mac) => {
    const { metal, totalBytes, version } = await limitSigns(mac)
    const era = eraOf(version)
    if (metal.maxBufferBytes === null || era === null) return wrong('it is not told')
    const share = metal.maxBufferBytes / defaultLimitBytes(totalBytes, era)
    const evidence = `${metal.maxBufferBytes} bytes, ${(share * 100).toFixed(2)} % of the default limit, ${((metal.maxBufferBytes / totalBytes) * 100).toFixed(2)} % of RAM`
    return judged(Math.abs(share - bufferShare) <= bufferSlack, evidence)
  },
}

const setName = 'iogpu.wired_limit_mb'
/** Below the default by this much: nothing that runs notices, and it is given back at once. */
const lowerByMb = 256

const change: Doubt = {
  id: 'metal-follows-the-override',
  title: "Does Metal's answer follow a change of iogpu.wired_limit_mb at once?",
  why: 'Headroom raises the limit so, and asks Metal again when the sysctl has changed.',
  assumption:
    'the new limit is exactly that many MiB, in the next answer; setting 0 gives the choice back',
  at: [
    { file: 'src/main/probes/darwin/set-wired-limit.ts', text: '0 gives the choice back to macOS' },
    { file: 'src/main/monitor/darwin/sources.ts', text: 'once, and when the override has changed' },
  ],
  marks: ['electron §13.11'],
  needs: ['sudo', 'changes'],
  deadlineMs: 60_000,
  ask: async (mac) => {
    const { metal } = await limitSigns(mac)
    const before = parseSysctl((await mac.run(['/usr/sbin/sysctl', setName])).stdout)
    const beforeMb = before.wiredLimit?.limitMb ?? null
    if (beforeMb === null) return notAsked(`there is no ${setName} here`)
    const wantedMb = Math.floor(metal.limitBytes / mebibyte) - lowerByMb
    const setTo = (mb: number) =>
      ['/usr/bin/sudo', '-n', '/usr/sbin/sysctl', '-w', `${setName}=${mb}`] as const
    return whileChanged(setTo(beforeMb), async () => {
      const changed = await mac.run(setTo(wantedMb))
      if (changed.code !== 0) return notAsked('sudo -n may not set it', told(changed))
      const after = parseMetalDevice((await mac.run(metalArgv)).stdout)
      const evidence = `${told(changed)}\nMetal before ${metal.limitBytes}, after ${after.limitBytes}, asked ${wantedMb * mebibyte}`
      return judged(after.limitBytes === wantedMb * mebibyte, evidence)
    })
  },
}

const metalArgv: readonly [string, ...string[]] =
  metalDevice.question.kind === 'command' ? metalDevice.question.argv : ['/usr/bin/osascript']

export const limitDoubts: readonly Doubt[] = [jxa, table, buffer, change]
