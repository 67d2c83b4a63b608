import { readStarted } from '../../../src/main/apps/quit/started.ts'
import { stuckNote } from '../../../src/main/apps/quit/stuck.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import type { ProcessIdentity } from '../../../src/main/host/host.ts'
import { registeredApps, frontApp } from '../../../src/main/probes/darwin/lsappinfo.ts'
import { folderByLsof } from '../../../src/main/probes/darwin/lsof-folder.ts'
import { listeningPorts } from '../../../src/main/probes/darwin/lsof-listening.ts'
import { mappedFilesByLsof } from '../../../src/main/probes/darwin/lsof-mapped.ts'
import { outputFilesByLsof } from '../../../src/main/probes/darwin/lsof-outputs.ts'
import { processArguments } from '../../../src/main/probes/darwin/ps-arguments.ts'
import { processFacts, processTimes } from '../../../src/main/probes/darwin/ps.ts'
import { sleep } from '../../frame/children.ts'
import { holds, judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import { valueOf, type GuineaPig, type Mac } from '../mac.ts'

/** Throws Refusal where it could not be started. */
export function pigOf({ guineaPig }: Mac): GuineaPig {
  if (guineaPig !== null) return guineaPig
  throw new Refusal('the process to try it on could not be started')
}

/** A start is told in whole seconds; Node is slower to start than to be started. */
const startSlackMs = 3_000

const starts: Doubt = {
  id: 'ps-starts',
  title: 'Does ps tell when a process started, in English and in UTC?',
  why: 'A process is told from a later one with its number by its start: a wrong zone, and nothing could ever be asked to quit.',
  assumption:
    'with LC_TIME=C and TZ=UTC lstart reads as UTC, and USER, F and COMM stand in their columns',
  at: [{ file: 'src/main/probes/darwin/ps.ts', text: 'commands run with TZ=UTC' }],
  marks: [],
  ask: async (mac) => {
    const pig = pigOf(mac)
    const rows = valueOf(await mac.read(processFacts), 'ps')
    const own = rows.find((row) => row.pid === pig.pid)
    if (own === undefined) return wrong('the process that we started is not listed')
    const offMs = (own.startedAtMs ?? Number.NaN) - pig.startedAtMs
    const evidence = `told ${own.startedAtMs}, started at ${pig.startedAtMs}; as ${own.command} of ${own.user}, flags ${own.flags?.toString(16)}`
    return judged(Math.abs(offMs) <= startSlackMs && own.command === pig.executable, evidence)
  },
}

const identify: Doubt = {
  id: 'identify',
  title: 'Does Host identify a process as the one that we started?',
  why: 'Whoever is asked to quit is looked at again first; who cannot be identified is never ended.',
  assumption: 'ps -o ppid=,uid=,lstart=,comm= tells parent, user, start and the whole path',
  at: [{ file: 'src/main/host/local-process.ts', text: '(never run on a Mac yet)' }],
  marks: [],
  ask: async (mac) => {
    const pig = pigOf(mac)
    const found = valueOf(await mac.host.identify(pig.pid), 'identify')
    const isNear = Math.abs(Number(found.startedAt) - pig.startedAtMs) <= startSlackMs
    const isIt =
      found.executable === pig.executable && found.isOwn && found.parentPid === process.pid
    return judged(isNear && isIt, JSON.stringify(found))
  },
}

const lately: Doubt = {
  id: 'started-lately',
  title: 'Is a process that was just started found by its start?',
  why: 'An app that comes back after it quit is kept alive by something, and Headroom says so.',
  assumption: 'ps -axo pid=,lstart=,comm= lists it, with its whole path',
  at: [{ file: 'src/main/apps/quit/started.ts', text: '(never run on a Mac yet)' }],
  marks: [],
  ask: async (mac) => {
    const pig = pigOf(mac)
    const started = await readStarted(mac.host, pig.startedAtMs - startSlackMs)
    const own = started.find(({ pid }) => pid === pig.pid)
    const evidence = `${started.length} processes since then; ours: ${JSON.stringify(own ?? null)}`
    return judged(own?.executable === pig.executable, evidence)
  },
}

const stopsWithinMs = 3_000

/** A process that runs is stopped when it is next scheduled: on a busy machine that takes a moment. */
async function noteWhenStopped({ host }: Mac, identity: ProcessIdentity): Promise<string | null> {
  const startedMs = performance.now()
  let note = await stuckNote(host, [identity])
  while (note === null && performance.now() - startedMs < stopsWithinMs) {
    await sleep(100)
    note = await stuckNote(host, [identity])
  }
  return note
}

const stopped: Doubt = {
  id: 'stuck-when-stopped',
  title: 'Is a process that was stopped told as stopped?',
  why: 'It sees no request to quit, and the user is told why nothing happens.',
  assumption: 'ps -o stat= begins with T',
  at: [{ file: 'src/main/apps/quit/stuck.ts', text: '(never run on a Mac yet)' }],
  marks: [],
  ask: async (mac) => {
    const pig = pigOf(mac)
    const identity = valueOf(await mac.host.identify(pig.pid), 'identify')
    const before = await stuckNote(mac.host, [identity])
    process.kill(pig.pid, 'SIGSTOP')
    try {
      const after = await noteWhenStopped(mac, identity)
      const evidence = `running: ${before ?? 'nothing is said'}; stopped: ${after ?? 'nothing is said'}`
      return judged(before === null && after?.includes('is stopped') === true, evidence)
    } finally {
      process.kill(pig.pid, 'SIGCONT')
    }
  },
}

const openFiles: Doubt = {
  id: 'lsof-forms',
  title: 'Does lsof tell where a process of ours listens, runs, writes to, and what it has mapped?',
  why: 'Servers are found by where they listen, their models by what they have mapped, their logs by where they write.',
  assumption:
    'the fields of -F as man lsof has them; mapped files stand under txt; a blank in a path is a blank',
  at: [
    { file: 'src/main/probes/darwin/lsof-listening.ts', text: 'Both families call all addresses' },
    { file: 'src/main/probes/darwin/lsof-mapped.ts', text: "as those of the program's text" },
  ],
  marks: [],
  ask: async (mac) => {
    const { pid, port, executable, folder, outputFile } = pigOf(mac)
    const [ports, mapped] = [
      await mac.read(listeningPorts([pid])),
      await mac.read(mappedFilesByLsof(pid)),
    ]
    const [runsIn, outputs] = [
      await mac.read(folderByLsof(pid)),
      await mac.read(outputFilesByLsof(pid)),
    ]
    const isTold = {
      port: valueOf(ports, 'lsof').some((one) => one.port === port && one.address === '127.0.0.1'),
      program: valueOf(mapped, 'lsof').some(({ path }) => path === executable),
      // /var is a link to /private/var
      folder: valueOf(runsIn, 'lsof').endsWith(folder),
      output: valueOf(outputs, 'lsof').some((path) => path.endsWith(outputFile)),
    }
    const evidence = `${JSON.stringify(isTold)}\n${JSON.stringify([ports, mapped, runsIn, outputs].map((one) => (one.kind === 'ok' ? one.value : one.reason)))}`
    return judged(Object.values(isTold).every(Boolean), evidence)
  },
}

const args: Doubt = {
  id: 'ps-arguments',
  title: 'Does ps tell the whole command line of a process of ours?',
  why: 'Which model a server runs, and with which options, is read from it.',
  assumption:
    'ps -ww -o pid=,args= prints the program and all of its arguments with blanks between',
  at: [
    { file: 'src/main/probes/darwin/ps-arguments.ts', text: 'A command line with blanks between' },
  ],
  marks: [],
  ask: async (mac) => {
    const pig = pigOf(mac)
    const told = valueOf(await mac.read(processArguments([pig.pid])), 'ps').get(pig.pid) ?? ''
    return judged(told === [pig.executable, ...pig.args].join(' '), told)
  },
}

const coalitions: Doubt = {
  id: 'lsappinfo-coalitions',
  title: 'Does lsappinfo list the apps with the processes that were started for them?',
  why: 'An app is shown with its helpers; without coalitions they are grouped by their paths and parents.',
  assumption: 'most apps have a coalition; its processes run; the app in front is in the list',
  at: [
    {
      file: 'src/main/probes/darwin/lsappinfo.ts',
      text: 'Processes that were started for this app',
    },
  ],
  marks: ['electron §13.10'],
  ask: async (mac) => {
    const list = await mac.read(registeredApps)
    if (list.kind === 'absent') return notAsked(list.reason)
    const apps = valueOf(list, 'lsappinfo')
    const asn = valueOf(await mac.read(frontApp), 'lsappinfo front')
    const running = new Set(valueOf(await mac.read(processTimes), 'ps').map(({ pid }) => pid))
    const grouped = apps.filter(({ coalitionPids }) => coalitionPids !== null)
    const members = grouped.flatMap(({ coalitionPids }) => coalitionPids ?? [])
    const gone = members.filter((pid) => !running.has(pid)).length
    const evidence = `${apps.length} apps, ${grouped.length} with a coalition of ${members.length} processes, ${gone} of them not in ps; in front: ${asn}, ${apps.some((app) => app.asn === asn) ? '' : 'not '}in the list`
    const isFrontListed = asn === null || apps.some((app) => app.asn === asn)
    return judged(grouped.length > 0 && gone <= 0.1 * members.length && isFrontListed, evidence)
  },
}

const x86App: Doubt = {
  id: 'lsappinfo-x86',
  title: 'What does lsappinfo say of an app for Intel?',
  why: 'No recording of one is known.',
  assumption: 'Arch=x86_64',
  at: [{ file: 'src/main/probes/darwin/lsappinfo.ts', text: 'As printed: ARM64, x86_64' }],
  marks: ['macos §10 x86'],
  ask: async (mac) => {
    const list = await mac.read(registeredApps)
    if (list.kind === 'absent') return notAsked(list.reason)
    const found = new Set(valueOf(list, 'lsappinfo').map(({ architecture }) => architecture))
    const all = `found: ${[...found].join(', ')}`
    const others = [...found].filter((one) => one !== null && !/^arm64e?$/i.test(one))
    if (others.length === 0) return notAsked('no app for Intel runs: start one and ask again', all)
    return others.every((one) => /^(x86_64|i386)$/i.test(one ?? '')) ? holds(all) : wrong(all)
  },
}

export const processDoubts: readonly Doubt[] = [
  starts,
  identify,
  lately,
  stopped,
  openFiles,
  args,
  coalitions,
  x86App,
]
