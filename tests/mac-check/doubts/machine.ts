import { jobOf, takesSuspendKey } from '../../../src/main/cli/run/job-control.ts'
import { bootIdArgv, bootIdIn } from '../../../src/main/host/flight/boot-id.ts'
import { readDiagnosticReports } from '../../../src/main/monitor/darwin/diagnostic-reports.ts'
import { askAt } from '../../../src/main/host/ask-at.ts'
import { thermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import { pmsetTherm } from '../../../src/main/probes/darwin/pmset-therm.ts'
import { kernelMemoryLog } from '../../../src/main/probes/darwin/kernel-log.ts'
import { parseNames } from '../../../src/main/probes/names.ts'
import { holds, judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import type { AnswerKeeper } from '../keep-answers.ts'
import { valueOf, type Mac } from '../mac.ts'
import { pigOf } from './processes.ts'

/** Of notifyutil: from here on macOS holds back what runs. */
const heavy = 2

const heat: Doubt = {
  id: 'heat',
  title: 'Do notifyutil and pmset agree on whether this Mac is held back by heat?',
  why: 'No recorded text of a limited Mac of Apple silicon is known: any other text is told as unknown.',
  assumption:
    'a cool Mac has three notes of pmset; from level 2 (heavy) on pmset has a figure that our parser reads',
  at: [
    {
      file: 'src/main/probes/darwin/pmset-therm.ts',
      text: 'no recorded text of a limited machine is known',
    },
  ],
  marks: ['macos §10 pmset'],
  ask: async (mac) => {
    const level = valueOf(await mac.read(thermalLevel), 'notifyutil')
    const text = valueOf(await mac.ask(pmsetTherm.question), 'pmset')
    const therm = await mac.read(pmsetTherm)
    const evidence = `notifyutil: ${level.number}; pmset: ${therm.kind === 'ok' ? JSON.stringify(therm.value) : therm.reason}\n${text.trim()}`
    if (therm.kind !== 'ok') return wrong(evidence)
    if (therm.value.isThrottled === null) return wrong(`our parser cannot tell\n${evidence}`)
    if (level.number >= heavy) return judged(therm.value.isThrottled, evidence)
    if (therm.value.isThrottled) return judged(level.number > 0, evidence)
    return notAsked('this Mac is cool: ask again after ten minutes of work for the GPU', evidence)
  },
}

const kernelLog: Doubt = {
  id: 'kernel-log',
  title: "May a normal user read the kernel's log, and how long does that take?",
  why: 'Doctor asks it for processes that the kernel has ended and for swap that could not grow.',
  assumption: 'log show answers without privilege within 20 s; with no event it prints its header',
  at: [
    {
      file: 'src/main/probes/darwin/kernel-log.ts',
      text: 'Once after an event, never as a stream',
    },
  ],
  marks: [],
  deadlineMs: 40_000,
  ask: async (mac) => {
    const raw = await mac.ask(kernelMemoryLog.question)
    if (raw.kind !== 'ok') return wrong(raw.reason)
    const parsed = await mac.read(kernelMemoryLog)
    const evidence = `${Math.round(raw.tookMs)} ms\n${raw.value}`
    return judged(parsed.kind === 'ok', evidence)
  },
}

const folder = '/Library/Logs/DiagnosticReports'

/** As `mac.ask`; what is read of the folder is kept as well. */
const keeping =
  (mac: Mac, keeper: AnswerKeeper): Mac['ask'] =>
  async (question) => {
    const reading = await mac.ask(question)
    if (question.kind !== 'file' || reading.kind !== 'ok') return reading
    const name = (question.path.split('/').at(-1) ?? 'report').replaceAll(/[^\w.-]/g, '-')
    await keeper.keep({ tool: 'reports', name, ending: 'txt' }, question.path, reading.value)
    return reading
  }

const reports = (keeper: AnswerKeeper): Doubt => ({
  id: 'diagnostic-reports',
  title: 'May a normal user read the reports of panics and of processes ended for memory?',
  why: 'They tell afterwards what has happened; a whole one of JetsamEvent is in no recording.',
  assumption: `${folder} can be listed, and its JetsamEvent-*.ips and panic-full-*.panic are of the form that our parser knows`,
  at: [
    { file: 'src/main/monitor/darwin/diagnostic-reports.ts', text: 'The names hold their time' },
  ],
  marks: ['macos §10 jetsam'],
  ask: async (mac) => {
    const listed = await mac.ask({ kind: 'dir', path: folder })
    if (listed.kind !== 'ok') return wrong(`${folder}: ${listed.reason}`)
    const names = parseNames(listed.value)
    const asked = askAt({ ask: keeping(mac, keeper) }, mac.host.clock.nowMs())
    const read = valueOf(await readDiagnosticReports(asked), 'reports')
    const wanted = names.filter((name) => /^(?:panic-|Kernel|JetsamEvent-)/.test(name))
    const evidence = `${names.length} files, of ours ${wanted.length}: ${wanted.join(', ')}\n${JSON.stringify(read)}`
    if (wanted.length === 0) return notAsked('there is no such report on this Mac', evidence)
    return judged(read.length > 0, evidence)
  },
})

const followsWithinMs = 5_000

const logs: Doubt = {
  id: 'log-followed',
  title: 'Is a line that is added to a log told at once?',
  why: 'A failure that a log tells is shown between two ticks; macOS tells changes of files in its own way.',
  assumption: `within ${followsWithinMs / 1000} s, without being looked for`,
  at: [{ file: 'src/main/host/host.ts', text: 'Tells every line of a log once' }],
  marks: [],
  ask: async (mac) => {
    const { outputFile } = pigOf(mac)
    const path = `${outputFile}.followed`
    valueOf(await mac.host.writeFile(path, 'before\n'), 'a file')
    const { promise, resolve } = Promise.withResolvers<string | null>()
    const startedMs = performance.now()
    const follower = mac.host.followLog(
      path,
      { position: null, maxBacklogBytes: 1_000 },
      ({ text }) => {
        if (text.includes('after')) resolve(text)
      },
      (trouble) => trouble !== null && resolve(null),
    )
    await follower.check()
    valueOf(await mac.host.appendFile(path, 'after\n'), 'a file')
    const timer = setTimeout(() => resolve(null), followsWithinMs)
    const told = await promise
    clearTimeout(timer)
    follower.stop()
    const tookMs = Math.round(performance.now() - startedMs)
    return judged(told !== null, told === null ? `not within ${tookMs} ms` : `after ${tookMs} ms`)
  },
}

const abilities: Doubt = {
  id: 'abilities',
  title: 'Do pseudo-terminals (node-pty) and the history (SQLite) work?',
  why: 'node-pty ships its macOS helper without the right to run it, and Headroom gives it that; nobody has seen it work.',
  assumption: 'both answer',
  at: [{ file: 'src/main/host/native-pty.ts', text: 'Never run on a Mac yet' }],
  marks: ['electron §13.8'],
  ask: async (mac) => {
    const all = await mac.host.abilities()
    if (all.length === 0) return notAsked('Host names none')
    const evidence = all
      .map(({ title, reading }) => `${title}: ${reading.kind === 'ok' ? 'ok' : reading.reason}`)
      .join('\n')
    return judged(
      all.every(({ reading }) => reading.kind === 'ok'),
      evidence,
    )
  },
}

const job: Doubt = {
  id: 'job-of-terminal',
  title: 'Does ps tell the process groups of a terminal?',
  why: '`headroom run` must know whether it is in the foreground, and whether its program was stopped.',
  assumption: 'ps -o stat=,pgid=,tpgid= has three words; tpgid is 0 or -1 without a terminal',
  at: [{ file: 'src/main/cli/run/job-control.ts', text: 'never run on a Mac yet' }],
  marks: [],
  ask: async (mac) => {
    const format = ['-o', 'stat=,pgid=,tpgid=', '-p', String(process.pid)] as const
    const ran = await mac.run(['/bin/ps', ...format])
    const own = jobOf(process.pid)
    const isTerminal = process.stdin.isTTY
    const keys = isTerminal ? `; Ctrl-Z is a signal: ${takesSuspendKey('/dev/tty')}` : ''
    const evidence = `${ran.stdout.trim()} -> ${JSON.stringify(own)}; ${isTerminal ? 'in a terminal' : 'no terminal'}${keys}`
    if (own === null) return wrong(evidence)
    return isTerminal ? judged(own.foregroundGroup > 0, evidence) : holds(evidence)
  },
}

const boot: Doubt = {
  id: 'boot-id',
  title: 'Does macOS tell one run of the machine from the next?',
  why: 'After an end without a word it says whether the whole machine went down, or Headroom alone.',
  assumption: `${bootIdArgv.join(' ')} is a UUID`,
  at: [{ file: 'src/main/host/flight/boot-id.ts', text: 'has never been asked on a Mac' }],
  marks: [],
  ask: async (mac) => {
    const ran = await mac.run(bootIdArgv)
    return judged(bootIdIn(ran.stdout) !== null, `${ran.stdout.trim()}${ran.stderr.trim()}`)
  },
}

export const machineDoubts = (keeper: AnswerKeeper): readonly Doubt[] => [
  heat,
  kernelLog,
  reports(keeper),
  logs,
  abilities,
  job,
  boot,
]
