import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { adminRun } from './admin-run.ts'
import { parseBareSysctl, parseSysctl, type Sysctl } from './sysctl.ts'
import type { WiredLimit } from './wired-limit.ts'

const program = '/usr/sbin/sysctl'
const name = 'iogpu.wired_limit_mb'

/** What decides whether the limit can be raised, in one answer. macOS 13 tells the last name alone, an Intel Mac neither. */
export const limitSysctl: Probe<Sysctl> = {
  question: {
    kind: 'command',
    argv: [
      program,
      'hw.memsize',
      'machdep.cpu.brand_string',
      'sysctl.proc_translated',
      name,
      'debug.iogpu.wired_limit',
    ],
    // an unknown name is told on stderr; the others are answered
    toleratedExitCodes: [1],
  },
  parse: parseSysctl,
}

/** What holds after it was set. */
export const wiredLimitNow: Probe<WiredLimit> = {
  question: { kind: 'command', argv: [program, '-n', name] },
  parse: (text) => wiredLimitOf(parseBareSysctl(text, [name])),
}

/** Never changed, and nothing is ever put into it: the number comes by argv, and is made an integer before a shell sees it. */
const script = `
on run argv
  set mebibytes to (item 1 of argv) as integer
  do shell script "/usr/sbin/sysctl -w iogpu.wired_limit_mb=" & mebibytes with prompt "Headroom sets the memory limit of the GPU until the next restart." with administrator privileges
end run
`.trim()

/** 0 gives the choice back to macOS. Throws Refusal where `mebibytes` is no whole number. */
export const setWiredLimit = (mebibytes: number): Probe<WiredLimit> => ({
  question: adminRun(script, [mebibytes]),
  parse: (text) => wiredLimitOf(parseSysctl(text)),
})

// iogpu.wired_limit_mb: 0 -> 57344
function wiredLimitOf({ wiredLimit }: Sysctl): WiredLimit {
  if (wiredLimit === null || wiredLimit.limitMb === null)
    throw new ParseError(`no ${name} in the answer`)
  return wiredLimit
}
