import { ParseError } from '../../../shared/parse.ts'

/** One process as /proc/PID/stat tells it (man 5 proc_pid_stat). Sizes in pages, times in clock ticks since boot. */
export interface ProcessStat {
  readonly name: string
  readonly parentPid: number
  readonly sessionId: number
  readonly hasTerminal: boolean
  readonly startTicks: number
  readonly residentPages: number
  readonly isKernelThread: boolean
  /** Where its stack begins: another with each program that it becomes (ASLR). 0 where it is another user's. */
  readonly stackStart: string
}

/** PF_KTHREAD of include/linux/sched.h, in the field `flags`. */
const kernelThreadFlag = 0x00200000

// 4711 (tmux: server) S 1 4711 4711 0 -1 4194560 1234 ...
// The name may hold blanks and parentheses: what follows the last ")" is counted.
export function parseProcessStat(text: string): ProcessStat {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  const fields = text.slice(close + 2).split(' ', 26)
  const field = (index: number, least = Number.MIN_SAFE_INTEGER): number => {
    const value = Number(fields[index] || Number.NaN) // an empty text would pass for 0
    if (!Number.isSafeInteger(value) || value < least) {
      throw new ParseError(`no field ${index + 3} in a process's stat`)
    }
    return value
  }
  if (open < 0 || close < open) throw new ParseError("no name in a process's stat")
  return {
    name: text.slice(open + 1, close),
    parentPid: field(1, 0),
    sessionId: field(3),
    hasTerminal: field(4) !== 0,
    isKernelThread: (field(6) & kernelThreadFlag) !== 0,
    startTicks: field(19, 0),
    residentPages: field(21, 0),
    stackStart: fields[25] ?? '',
  }
}
