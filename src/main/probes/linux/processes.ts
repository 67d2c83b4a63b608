import { pid, type Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attemptNow } from '../../host/attempt.ts'
import { parseNames } from '../names.ts'
import { parseProcessStat, type ProcessStat } from './process-stat.ts'
import { readProcessUser } from './process-user.ts'

/** A program that runs, without the kernel's own threads. */
export interface ProcessEntry {
  readonly pid: Pid
  readonly parentPid: number
  readonly sessionId: number
  /** One controls it: a person can type into it there. */
  readonly hasTerminal: boolean
  readonly startTicks: number
  readonly residentPages: number
  /** The kernel's short name, at most 15 characters. */
  readonly name: string
  /** null where it is another user's and may not be read. */
  readonly executable: string | null
  readonly argv: readonly string[]
  readonly cgroup: string
  /** In whose name it acts; null where that is not told. */
  readonly userId: number | null
}

interface Running {
  readonly id: number
  readonly stat: ProcessStat
}

/** What does not change while a process runs the same program. */
type Details = Pick<ProcessEntry, 'executable' | 'argv' | 'cgroup' | 'userId'>
interface Known {
  readonly stat: Pick<ProcessStat, 'startTicks' | 'name' | 'stackStart'>
  readonly details: Details
  /** When they are to be asked once more; for a program that has settled: never. */
  readonly againAtMs: number
}

/**
 * A fresh process may still change its program or its title without changing its name: asked once more after this. One that
 * is older by so much than another is not fresh: of thousands that run already, each is asked once.
 */
const settlesWithinMs = 2_000
/** USER_HZ is 100 on all that we run on. */
const msPerTick = 10
/** Half of all entries of /proc may be threads of the kernel: a number is asked again only in case a program has it now. */
const kernelThreadRestMs = 10_000
const cmdlineMaxBytes = 128 * 2 ** 10
/** `cmdline` waits for a lock of the process it belongs to. */
const cmdlineDeadlineMs = 500

/** Asks the kernel for all processes; keeps what it has learnt of each by pid, start, name and stack. */
export function createProcessReader(): (
  asker: AskerAt,
) => Promise<Reading<readonly ProcessEntry[]>> {
  const known = new Map<number, Known>()
  /** When a number that is a thread of the kernel's is asked again. */
  const kernelThreads = new Map<number, number>()

  const detailsOf = async (
    asker: AskerAt,
    { id, stat }: Running,
    newestTicks: number,
  ): Promise<Details> => {
    const before = known.get(id)
    const isSame = before !== undefined && isSameProgram(before.stat, stat)
    if (isSame && asker.atMs < before.againAtMs) return before.details
    const { details, isWhole } = await readDetails(asker, id)
    const isOld = (newestTicks - stat.startTicks) * msPerTick >= settlesWithinMs
    const hasSettled = isWhole && (before === undefined ? isOld : isSame)
    const againAtMs = hasSettled ? Number.POSITIVE_INFINITY : asker.atMs + settlesWithinMs
    const { startTicks, name, stackStart } = stat
    known.set(id, { stat: { startTicks, name, stackStart }, details, againAtMs })
    return details
  }

  const readStat = async (asker: AskerAt, id: number): Promise<Running | null> => {
    if (asker.atMs < (kernelThreads.get(id) ?? 0)) return null
    const reading = await asker.ask({ kind: 'file', path: `/proc/${id}/stat` })
    if (reading.kind !== 'ok') return null // ended between the list and this, or hidden from us: no error
    const stat = parseProcessStat(reading.value)
    if (!stat.isKernelThread) return { id, stat }
    kernelThreads.set(id, asker.atMs + kernelThreadRestMs)
    return null
  }

  return async (asker) => {
    const list = await asker.ask({ kind: 'dir', path: '/proc' })
    if (list.kind !== 'ok') return list
    const ids = attemptNow(list.atMs, list.tookMs, () => parsePids(list.value))
    if (ids.kind !== 'ok') return ids
    const running: Running[] = []
    for (const id of ids.value) {
      const one = await readStat(asker, id)
      if (one !== null) running.push(one)
    }
    const newestTicks = running.reduce((most, { stat }) => Math.max(most, stat.startTicks), 0)
    const found: ProcessEntry[] = []
    for (const one of running) found.push(entryOf(one, await detailsOf(asker, one, newestTicks)))
    const { atMs } = asker
    const tookMs = asker.tookMs()
    if (found.length === 0 && ids.value.length > 0) {
      return { kind: 'failed', reason: 'no process could be read', atMs, tookMs }
    }
    const alive = new Set(ids.value)
    for (const cache of [known, kernelThreads]) {
      for (const id of cache.keys()) if (!alive.has(id)) cache.delete(id)
    }
    return { kind: 'ok', value: found, atMs, tookMs }
  }
}

/** `hasTerminal` and the others as they are now; the details as they were when it had settled. */
function entryOf({ id, stat }: Running, details: Details): ProcessEntry {
  const { parentPid, sessionId, hasTerminal, startTicks, residentPages, name } = stat
  return {
    pid: pid(id),
    parentPid,
    sessionId,
    hasTerminal,
    startTicks,
    residentPages,
    name,
    ...details,
  }
}

const parsePids = (text: string): readonly number[] =>
  parseNames(text)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

/** A process keeps its number and its start when it becomes another program, and may keep its name. */
const isSameProgram = (a: Known['stat'], b: Known['stat']): boolean =>
  a.startTicks === b.startTicks && a.name === b.name && a.stackStart === b.stackStart

/** `isWhole`: nothing of it was given up at its deadline. */
async function readDetails(
  asker: AskerAt,
  id: number,
): Promise<{ readonly details: Details; readonly isWhole: boolean }> {
  const executable = await asker.ask({ kind: 'link', path: `/proc/${id}/exe` })
  const cmdline = await asker.ask({
    kind: 'file',
    path: `/proc/${id}/cmdline`,
    maxBytes: cmdlineMaxBytes,
    deadlineMs: cmdlineDeadlineMs,
  })
  const cgroup = await asker.ask({ kind: 'file', path: `/proc/${id}/cgroup` })
  const user = await readProcessUser(asker, pid(id))
  const details = {
    // the kernel marks a program whose file was replaced by an update
    executable: executable.kind === 'ok' ? executable.value.replace(/ \(deleted\)$/, '') : null,
    argv: cmdline.kind === 'ok' ? argvOf(cmdline.value) : [],
    cgroup: cgroup.kind === 'ok' ? cgroup.value : '',
    userId: user.kind === 'ok' ? Number(user.value) : null,
  }
  return { details, isWhole: cmdline.kind !== 'failed' }
}

/** Arguments end with NUL; a program that rewrote its title may leave blanks or NULs behind. */
const argvOf = (text: string): readonly string[] => {
  const argv = text.split('\0')
  while (argv.length > 0 && argv.at(-1)?.trim() === '') argv.pop()
  return argv
}
