import type { EntryKind } from '../recording.ts'
import type { Answer, AskedAnswer } from './answer.ts'

/** What was asked for within this time may be asked for again. */
const soonMs = 600_000
/** Of others with one form so many stay: what a process keeps while it runs is asked of it once. */
const mostUnasked = 48

/** Questions of processes and of ports by their numbers: each that starts makes new ones, and nobody asks them once it has ended. */
export const isNumbered = (kind: EntryKind): boolean =>
  kind === 'command' || kind === 'http' || kind === 'process'

/**
 * Of questions that differ in their numbers alone, those that are too many: first what was asked of processes that have ended, then
 * what nobody has asked for the longest.
 */
export function outdatedBeside(
  added: Answer,
  known: readonly AskedAnswer[],
  nowMs: number,
): readonly string[] {
  if (!isNumbered(added.kind)) return []
  const form = formOf(added)
  const unasked = known.filter(
    ({ answer, askedAtMs }) =>
      answer.kind === added.kind && nowMs - askedAtMs > soonMs && formOf(answer) === form,
  )
  if (unasked.length <= mostUnasked) return []
  const running = runningIn(known)
  const rankOf = ({ answer }: AskedAnswer): number => Number(isOfRunning(answer, running))
  return unasked
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.askedAtMs - b.askedAtMs)
    .slice(0, unasked.length - mostUnasked)
    .map(({ id }) => id)
}

/** `footprint -p 501 -p 88` and `ps -p 501,88,7` are asked of one process and of several. */
const formOf = ({ key }: Answer): string =>
  key.replaceAll(/\d+(?:,\d+)*/g, '#').replaceAll(/(?: -p #)+/g, ' -p #')

// >   PID  PPID      TIME    RSS UCOMM
// >     1     0   0:36.66  11820 launchd
function runningIn(known: readonly AskedAnswer[]): ReadonlySet<string> {
  const lists = known.filter(
    ({ answer: { key, reading } }) => key.startsWith('/bin/ps -Ao ') && reading.kind === 'ok',
  )
  const [newest] = lists.toSorted((a, b) => b.askedAtMs - a.askedAtMs)
  const reading = newest?.answer.reading
  if (reading?.kind !== 'ok') return new Set()
  return new Set([...reading.value.matchAll(/^ *(\d+)/gm)].map(([, pid = '']) => pid))
}

/** One of them is enough. */
function isOfRunning({ kind, key }: Answer, running: ReadonlySet<string>): boolean {
  const told = kind === 'process' ? key : [...key.matchAll(/ -p ([\d,]+)/g)].join(',')
  return (told.match(/\d+/g) ?? []).some((pid) => running.has(pid))
}
