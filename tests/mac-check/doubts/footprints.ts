import { footprint, parseFootprints } from '../../../src/main/probes/darwin/footprint.ts'
import { isTranslatedIn, parsePs, processTimes } from '../../../src/main/probes/darwin/ps.ts'
import { gpuClients } from '../../../src/main/probes/darwin/gpu-clients.ts'
import { machineSysctl } from '../../../src/main/probes/darwin/sysctl.ts'
import { parseTop } from '../../../src/main/probes/darwin/top.ts'
import { vmmapSummary } from '../../../src/main/probes/darwin/vmmap.ts'
import { sleep } from '../../frame/children.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import type { AnswerKeeper } from '../keep-answers.ts'
import { valueOf } from '../mac.ts'
import { told } from '../run-command.ts'
import { pigOf } from './processes.ts'

/** top prints whole K, M or G: four digits at most. */
const roundingRatio = 0.02

const sameLedger: Doubt = {
  id: 'top-is-footprint',
  title: "Is top's MEM the physical footprint?",
  why: 'All processes are told by top, suspects by footprint: two kinds of figures would not add up.',
  assumption:
    'MEM of top, phys_footprint of footprint and the footprint of vmmap are one ledger, rounded',
  at: [{ file: 'src/main/probes/darwin/top.ts', text: 'Physical footprint, rounded as printed' }],
  marks: [],
  ask: async (mac) => {
    const { pid, heldBytes } = pigOf(mac)
    const argv = ['/usr/bin/top', '-l', '1', '-pid', String(pid), '-stats', 'pid,command,mem,cmprs']
    const ran = await mac.run(['/usr/bin/top', ...argv.slice(1)])
    const byTop = parseTop(ran.stdout)
      .at(-1)
      ?.rows.find((row) => row.pid === pid)?.memoryBytes
    const prints = valueOf(await mac.read(footprint([pid])), 'footprint')
    const exact = prints.processes[0]?.footprintBytes
    const vmmap = await mac.read(vmmapSummary(pid))
    const byVmmap = vmmap.kind === 'ok' ? vmmap.value.footprintBytes : null
    const rows = valueOf(await mac.read(processTimes), 'ps')
    const resident = rows.find((row) => row.pid === pid)?.residentBytes
    const evidence = `it holds ${heldBytes}; footprint ${exact}, top ${byTop}, vmmap ${byVmmap ?? (vmmap.kind === 'ok' ? 'nothing' : vmmap.reason)}, RSS ${resident}`
    if (exact === null || exact === undefined || byTop === null || byTop === undefined)
      return wrong(`${evidence}\n${told(ran)}`)
    const isOne = Math.abs(byTop - exact) <= roundingRatio * exact
    return judged(isOne && exact >= heldBytes, evidence)
  },
}

/** No process has it: it is above the largest number of macOS (99999). */
const nobody = 2_000_000

const refusals: Doubt = {
  id: 'footprint-of-others',
  title: "What does footprint answer of another user's process, and of none?",
  why: 'Its exit code is not documented: one that is not tolerated would lose the others that were asked with it.',
  assumption: 'exit 0, 1, or one of sysexits.h, and the others are answered',
  at: [{ file: 'src/main/probes/darwin/footprint.ts', text: 'is not documented' }],
  marks: [],
  ask: async (mac) => {
    const { pid } = pigOf(mac)
    const { question } = footprint([pid])
    const tolerated = question.kind === 'command' ? (question.toleratedExitCodes ?? []) : []
    const lines: string[] = []
    let isSo = true
    for (const other of [1, nobody]) {
      const argv = [
        '-f',
        'bytes',
        '--noCategories',
        '-p',
        String(other),
        '-p',
        String(pid),
      ] as const
      const ran = await mac.run(['/usr/bin/footprint', ...argv])
      const isTold = /\[\d+\]/.test(ran.stdout)
      const found = isTold
        ? parseFootprints(ran.stdout).processes.some((one) => one.pid === pid)
        : false
      isSo &&= ran.code !== null && [0, ...tolerated].includes(ran.code) && found
      lines.push(
        `with ${other}: exit ${ran.code}, ours ${found ? 'told' : 'not told'}; ${ran.stderr.trim()}`,
      )
    }
    return judged(isSo, lines.join('\n'))
  },
}

const ofMetal = (keeper: AnswerKeeper): Doubt => ({
  id: 'footprint-of-metal',
  title: 'Which category holds the memory of a process that uses Metal?',
  why: 'Only quoted rows of such a listing are known.',
  assumption: 'a category "IOAccelerator" or "IOAccelerator (graphics)"',
  at: [{ file: 'src/main/probes/darwin/footprint.ts', text: '16    IOAccelerator (graphics)' }],
  marks: ['macos §10 footprint'],
  ask: async (mac) => {
    const clients = valueOf(await mac.read(gpuClients), 'ioreg')
    const ids = new Set(clients.filter(({ gpuTimeNs }) => gpuTimeNs > 0).map(({ pid }) => pid))
    const rows = valueOf(await mac.read(processTimes), 'ps')
    const biggest = rows
      .filter(({ pid }) => ids.has(pid))
      .toSorted((a, b) => (b.residentBytes ?? 0) - (a.residentBytes ?? 0))
    for (const { pid } of biggest.slice(0, 8)) {
      const ran = await mac.run(['/usr/bin/footprint', '-f', 'bytes', '-p', String(pid)])
      const [one] = ran.stdout.includes('Footprint: ') ? parseFootprints(ran.stdout).processes : []
      if (one === undefined) continue // another user's
      const kept = { tool: 'footprint', name: 'of-metal', ending: 'txt' } as const
      await keeper.keep(kept, `footprint -f bytes -p ${pid}`, ran.stdout)
      const names = [...one.categories.keys()]
      return judged(
        names.some((name) => name.startsWith('IOAccelerator')),
        ran.stdout,
      )
    }
    return notAsked('no process of this user uses Metal')
  },
})

const startsWithinMs = 500

const translated: Doubt = {
  id: 'translated-flag',
  title: 'Does ps flag a process that Rosetta translates?',
  why: 'An engine for Intel is slow, and is told as such by this flag where its file does not tell.',
  assumption: 'flags & 0x20000 of a translated process, and not of a native one',
  at: [
    { file: 'src/main/probes/darwin/ps.ts', text: 'From the source: never seen on a Mac' },
    { file: 'src/main/monitor/darwin/apps.ts', text: '(never seen on a Mac)' },
  ],
  marks: ['macos §7 flags'],
  ask: async (mac) => {
    const tried = await mac.run(['/usr/bin/arch', '-x86_64', '/usr/bin/true'])
    if (tried.code !== 0) return notAsked('Rosetta is not installed', told(tried))
    const intel = mac.children.start('/usr/bin/arch', ['-x86_64', '/bin/sleep', '30'])
    const native = mac.children.start('/usr/bin/arch', ['-arm64', '/bin/sleep', '30'])
    await sleep(startsWithinMs)
    const flagsOf = async (pid: number): Promise<number | null> => {
      const ran = await mac.run([
        '/bin/ps',
        '-o',
        'pid,ppid,lstart,user,flags,comm',
        '-p',
        String(pid),
      ])
      return parsePs(ran.stdout)[0]?.flags ?? null
    }
    const [of86, ofArm] = [await flagsOf(intel.pid), await flagsOf(native.pid)]
    intel.signal('SIGKILL')
    native.signal('SIGKILL')
    const evidence = `x86_64: ${of86?.toString(16)}, arm64: ${ofArm?.toString(16)}`
    if (of86 === null || ofArm === null) return wrong(`ps tells no flags: ${evidence}`)
    return judged(isTranslatedIn(of86) && !isTranslatedIn(ofArm), evidence)
  },
}

const ownTranslation: Doubt = {
  id: 'own-translation',
  title: 'Does sysctl.proc_translated answer for the caller alone?',
  why: 'A Headroom for Intel would see everything as Rosetta does, and says so.',
  assumption: '0 of a native process on Apple silicon, 1 of a translated one',
  at: [
    {
      file: 'src/main/probes/darwin/sysctl.ts',
      text: 'Of the asking process and what it inherits',
    },
  ],
  marks: [],
  ask: async (mac) => {
    const { isTranslated, processor } = valueOf(await mac.read(machineSysctl), 'sysctl')
    const isOurs = process.arch === 'x64' && processor?.startsWith('Apple') === true
    return judged(
      isTranslated === isOurs,
      `Node runs as ${process.arch} on ${processor}; told: ${isTranslated}`,
    )
  },
}

export const footprintDoubts = (keeper: AnswerKeeper): readonly Doubt[] => [
  sameLedger,
  refusals,
  ofMetal(keeper),
  translated,
  ownTranslation,
]
