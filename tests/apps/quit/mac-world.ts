import { pid, type Pid } from '../../../src/shared/ids.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import type { FoundProcess, Host, ProcessIdentity } from '../../../src/main/host/host.ts'
import type { QuitTarget } from '../../../src/main/apps/quit/target.ts'
import { createFakeHost } from '../../fake-host.ts'

/** A Mac as we compose it: none of its answers was seen on one. */
export interface MacWorld {
  readonly host: Host
  /** Every command that was run, whole. */
  readonly commands: readonly (readonly string[])[]
  /** Of osascript, without the script: `812 com.example.loom ask`. */
  readonly asked: () => readonly string[]
  readonly signals: readonly string[]
  /** It ends, now or later. */
  end(id: Pid, afterMs?: number): void
  start(process: FoundProcess): void
  /** What an act has come to, after as much time as it takes. */
  outcome<T>(acting: Promise<T>, withinMs?: number): Promise<T>
}

export const contents = '/Applications/Loom.app/Contents'
export const main = pid(812)
export const helper = pid(815)

export const macProcess = (
  id: Pid,
  executable: string,
  parentPid: Pid | null = pid(1),
): FoundProcess => ({
  pid: id,
  startedAt: '1795199000000',
  executable,
  userId: 501,
  isOwn: true,
  parentPid,
})

/** An app with a helper that is bigger than itself. */
export const loom: QuitTarget = {
  name: 'Loom',
  bundleId: 'com.example.loom',
  bundlePath: '/Applications/Loom.app',
  processes: [
    macProcess(helper, `${contents}/Frameworks/Loom Helper.app/Contents/MacOS/Loom Helper`, main),
    macProcess(main, `${contents}/MacOS/Loom`),
  ],
}

const self = pid(500)

/** `osascript`: its answer, or the reason why it failed. */
export function macWorld(osascript: (args: readonly string[], world: MacWorld) => string | Error) {
  const fake = createFakeHost(new Map(), 'darwin')
  const commands: (readonly string[])[] = []
  const signals: string[] = []
  const running = new Map<Pid, FoundProcess>()
  const ok = <T>(value: T): Reading<T> => ({ kind: 'ok', value, atMs: 0, tookMs: 0 })
  const no = (kind: 'absent' | 'failed', reason: string): Reading<never> => ({
    kind,
    reason,
    atMs: 0,
    tookMs: 0,
  })
  const run = (argv: readonly string[]): Reading<string> => {
    commands.push(argv)
    if (argv[0] === '/bin/ps') return ok(psText([...running.values()], argv))
    const answer = osascript(argv.slice(1), world)
    return typeof answer === 'string' ? ok(answer) : no('failed', answer.message)
  }
  const world: MacWorld = {
    commands,
    signals,
    asked: () =>
      commands
        .filter(([program]) => program === '/usr/bin/osascript')
        .map((argv) => argv.slice(argv.indexOf('-e') + 2).join(' ')),
    end: (id, afterMs = 0) =>
      void (afterMs === 0
        ? running.delete(id)
        : fake.host.clock.after(afterMs, () => void running.delete(id))),
    start: (process) => void running.set(process.pid, process),
    outcome: async (acting, withinMs = 60_000) => {
      await fake.advance(withinMs)
      return acting
    },
    host: {
      ...fake.host,
      ask: async (question) => {
        if (question.kind === 'library') return ok(JSON.stringify({ pid: self }))
        if (question.kind === 'process') return ok(running.has(question.pid) ? 'runs' : 'ended')
        if (question.kind === 'command') return run(question.argv)
        return no('absent', 'there is no such thing here')
      },
      identify: async (id) => {
        const found = running.get(id)
        return found === undefined ? no('absent', 'the process has ended') : ok(found)
      },
      signal: async ({ pid: id, startedAt }: ProcessIdentity, name) => {
        if (running.get(id)?.startedAt !== startedAt) return no('failed', 'another one')
        signals.push(`${name} ${id}`)
        running.delete(id)
        return ok(null)
      },
    },
  }
  world.start(macProcess(self, '/Applications/Headroom.app/Contents/MacOS/Headroom'))
  loom.processes.forEach((process) =>
    world.start(macProcess(process.pid, process.executable, process.parentPid)),
  )
  return world
}

/** As `ps -axo pid=,lstart=,comm=`, or of one process what it runs. */
function psText(processes: readonly FoundProcess[], argv: readonly string[]): string {
  if (argv.includes('args=')) {
    const found = processes.find((one) => String(one.pid) === argv.at(-1))
    return found === undefined ? '' : `${found.executable} --quiet\n`
  }
  if (argv.includes('stat=')) return 'S\n'
  return processes
    .map(({ pid: id, startedAt, executable }) => {
      const [day, month, date, year, time] = new Date(Number(startedAt))
        .toUTCString()
        .replace(',', '')
        .split(' ')
        .map((_, at, words) => words[[0, 2, 1, 3, 4][at] ?? 0])
      return `${String(id).padStart(5)} ${day} ${month} ${date} ${time} ${year}     ${executable}\n`
    })
    .join('')
}
