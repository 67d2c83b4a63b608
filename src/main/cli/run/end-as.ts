import { constants } from 'node:os'

/** How a program has ended. */
export type RunEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly name: NodeJS.Signals }

/** Those by which we would leave a core of our own beside the program's. */
const dumping: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGSYS',
])
/** Node has uses of its own for these, and does not end by them. */
const kept: ReadonlySet<NodeJS.Signals> = new Set(['SIGPIPE', 'SIGUSR1', 'SIGPROF'])

/** Long enough for a signal to ourselves. */
const surelyEndedMs = 500

export const nameOfSignal = (number: number): NodeJS.Signals | null =>
  names.find((name) => constants.signals[name] === number) ?? null

const isSignal = (name: string): name is NodeJS.Signals => name in constants.signals
const names = Object.keys(constants.signals).filter(isSignal)

/** As shells have it: 128 and the signal's number. */
export const statusOf = (end: RunEnd): number =>
  end.kind === 'exit' ? end.code : 128 + constants.signals[end.name]

/** Ends this process as the program has ended: by the same signal where that can be, so that whoever waits for us sees it. */
export function endAs(end: RunEnd): void {
  if (end.kind === 'exit' || dumping.has(end.name) || kept.has(end.name)) {
    process.exit(statusOf(end))
  }
  process.removeAllListeners(end.name)
  process.kill(process.pid, end.name)
  setTimeout(() => process.exit(statusOf(end)), surelyEndedMs)
}
