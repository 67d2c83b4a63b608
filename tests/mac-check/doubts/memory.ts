import {
  createKernelPressure,
  availableRatioOf,
} from '../../../src/main/headroom/kernel-pressure.ts'
import { parseSwapUsage } from '../../../src/main/probes/darwin/swap-usage.ts'
import { machineSysctl, memorySysctl } from '../../../src/main/probes/darwin/sysctl.ts'
import { parseVmStat, vmStat, type VmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import { sleep } from '../../frame/children.ts'
import { holds, judged, notAsked, wrong, type Doubt, type Seen } from '../doubt.ts'
import type { AnswerKeeper } from '../keep-answers.ts'
import { valueOf } from '../mac.ts'
import { printedBy, told } from '../run-command.ts'

const sampleCount = 5
const betweenSamplesMs = 400
/** The counters are read one after the other while the machine goes on. */
const identitySlackRatio = 0.001

const identity: Doubt = {
  id: 'vm-stat-identity',
  title:
    'Do active, inactive, speculative and throttled pages make the anonymous and the file-backed ones?',
  why: 'The room in RAM is reckoned from file-backed pages: were speculative ones not among them, it would be wrong by gigabytes.',
  assumption:
    'active + inactive + speculative + throttled = anonymous + file-backed, in every sample',
  at: [
    { file: 'src/main/probes/darwin/vm-stat.ts', text: 'Speculative pages are inside' },
    { file: 'src/main/monitor/darwin/sources.ts', text: 'Nothing here has run on a Mac' },
  ],
  marks: [],
  ask: async (mac) => {
    const differences: string[] = []
    let isSo = true
    for (let index = 0; index < sampleCount; index++) {
      const stat = parseVmStat(printedBy(await mac.run(['/usr/bin/vm_stat'])))
      const { isHeld, text } = compare(stat)
      isSo &&= isHeld
      differences.push(text)
      await sleep(betweenSamplesMs)
    }
    return judged(isSo, differences.join('\n'))
  },
}

function compare(stat: VmStat): { readonly isHeld: boolean; readonly text: string } {
  const { throttledBytes, anonymousBytes, fileBackedBytes } = stat
  if (throttledBytes === null || anonymousBytes === null || fileBackedBytes === null)
    return { isHeld: false, text: 'a line is missing' }
  const queues = stat.activeBytes + stat.inactiveBytes + stat.speculativeBytes + throttledBytes
  const kinds = anonymousBytes + fileBackedBytes
  const pages = (queues - kinds) / stat.pageBytes
  return {
    isHeld: Math.abs(queues - kinds) <= identitySlackRatio * kinds,
    text: `${queues / stat.pageBytes} pages by queue, ${kinds / stat.pageBytes} by kind: ${pages} apart`,
  }
}

/** Where each level can be: between a line and its end it hangs on where it came from. */
const canBe = {
  normal: (ratio: number) => ratio >= 0.5,
  warn: (ratio: number) => ratio >= 1.2 / 3.5 && ratio <= 0.6,
  critical: (ratio: number) => ratio <= 0.4,
} as const

const band: Doubt = {
  id: 'pressure-band',
  title: "Is the kernel's pressure level where its own rule puts it?",
  why: 'Headroom shows the distance to the next level, reckoned from vm_stat; and asks the level without privilege.',
  assumption:
    'warn below 50 % available of available and compressor, back above 60 %; critical below 34.3 %, back above 40 %',
  at: [{ file: 'src/main/headroom/kernel-pressure.ts', text: 'const warn = {' }],
  marks: [],
  ask: async (mac) => {
    const [stat, sysctl] = [await mac.read(vmStat), await mac.read(memorySysctl)]
    const memory = valueOf(stat, 'vm_stat')
    const { pressureLevel } = valueOf(sysctl, 'sysctl')
    const ratio = availableRatioOf(memory)
    if (pressureLevel === null || ratio === null)
      return wrong('the level, or the compressor, is not told')
    const ours = createKernelPressure()(null, memory)?.level ?? 'unknown'
    const evidence = `the kernel says ${pressureLevel}, our rule alone ${ours}, at ${(ratio * 100).toFixed(1)} % available`
    return judged(canBe[pressureLevel](ratio), evidence)
  },
}

const levelSlackPercent = 3

const notWired: Doubt = {
  id: 'memorystatus-level',
  title: 'Is kern.memorystatus_level what is neither wired nor in the compressor?',
  why: 'It is shown under those words, and never as free memory.',
  assumption: 'kern.memorystatus_level = available pages / all pages, in percent',
  at: [{ file: 'src/main/probes/darwin/sysctl.ts', text: 'kern.memorystatus_level / 100' }],
  marks: [],
  ask: async (mac) => {
    const memory = valueOf(await mac.read(vmStat), 'vm_stat')
    const { notWiredOrCompressedRatio: told } = valueOf(await mac.read(memorySysctl), 'sysctl')
    const { totalBytes } = valueOf(await mac.read(machineSysctl), 'sysctl')
    if (told === null || totalBytes === null) return wrong('it is not told')
    const available =
      memory.freeBytes + memory.activeBytes + memory.inactiveBytes + memory.speculativeBytes
    const percent = (available / totalBytes) * 100
    const isNear = Math.abs(percent - told * 100) <= levelSlackPercent
    return judged(
      isNear,
      `the sysctl says ${Math.round(told * 100)} %, vm_stat makes ${percent.toFixed(1)} %`,
    )
  },
}

const masked: Doubt = {
  id: 'pressure-masked',
  title: 'Must the pressure level be asked for by its name?',
  why: 'It is asked by name, without privilege; whoever looks for it in `sysctl -a` would think that there is none.',
  assumption: 'it answers to its name, and does not stand in `sysctl -a`',
  at: [{ file: 'src/main/probes/darwin/sysctl.ts', text: 'The level is masked in' }],
  marks: [],
  ask: async (mac) => {
    const { pressureLevel } = valueOf(await mac.read(memorySysctl), 'sysctl')
    const all = await mac.run(['/usr/sbin/sysctl', '-a'])
    const isListed = printedBy(all).includes('kern.memorystatus_vm_pressure_level')
    const evidence = `by name: ${pressureLevel ?? 'nothing'}; ${isListed ? 'also' : 'not'} among the ${all.stdout.split('\n').length} lines of sysctl -a`
    return judged(pressureLevel !== null && !isListed, evidence)
  },
}

const swapForm: Doubt = {
  id: 'swap-form',
  title: 'Does swap use read the same in every locale?',
  why: 'The decimal mark follows LC_NUMERIC: a comma that is misread is a swap of a thousand times the size, or of none.',
  assumption:
    'total = N.NNM  used = N.NNM  free = N.NNM, with a comma in a German locale; our parser reads both',
  at: [
    { file: 'src/main/probes/darwin/swap-usage.ts', text: 'the decimal mark follows LC_NUMERIC' },
  ],
  marks: [],
  ask: async (mac) => {
    const lines: string[] = []
    let isSo = true
    for (const locale of ['C', 'de_DE.UTF-8']) {
      const argv = ['/usr/sbin/sysctl', '-n', 'vm.swapusage'] as const
      const ran = await mac.run(argv, { env: { LC_NUMERIC: locale } })
      const line = printedBy(ran).trim()
      const usage = parseSwapUsage(line)
      isSo &&= usage !== null
      lines.push(
        `${locale}: ${line} -> ${usage === null ? 'not read' : `${usage.usedBytes} bytes used`}`,
      )
    }
    return judged(isSo, lines.join('\n'))
  },
}

const quick = (keeper: AnswerKeeper): Doubt => ({
  id: 'memory-pressure-quick',
  title: 'Does memory_pressure -Q say what kern.memorystatus_level says?',
  why: 'No recording of it is known; Headroom asks the sysctl in its place.',
  assumption: 'System-wide memory free percentage: N%, the same N',
  at: [{ file: 'src/main/probes/darwin/sysctl.ts', text: "'kern.memorystatus_level'," }],
  marks: ['macos §10 pressure'],
  ask: async (mac): Promise<Seen> => {
    const ran = await mac.run(['/usr/bin/memory_pressure', '-Q'])
    const kept = { tool: 'memory_pressure', name: 'quick', ending: 'txt' } as const
    await keeper.keep(kept, 'memory_pressure -Q', printedBy(ran))
    const percent = /free percentage:\s*(\d+)%/.exec(ran.stdout)?.[1]
    if (percent === undefined) return notAsked('it says no percentage', told(ran))
    const { notWiredOrCompressedRatio: level } = valueOf(await mac.read(memorySysctl), 'sysctl')
    const isNear = level !== null && Math.abs(Number(percent) - level * 100) <= levelSlackPercent
    const evidence = `${ran.stdout.trim()}\nthe sysctl said ${level === null ? 'nothing' : Math.round(level * 100)}`
    return isNear ? holds(evidence) : wrong(evidence)
  },
})

export const memoryDoubts = (keeper: AnswerKeeper): readonly Doubt[] => [
  identity,
  band,
  notWired,
  masked,
  swapForm,
  quick(keeper),
]
