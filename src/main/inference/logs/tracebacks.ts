import { speaksPlainly } from './program-words.ts'

// Traceback (most recent call last):
//   File "/opt/venv/lib/python3.12/site-packages/mlx_lm/server.py", line 412, in do_POST
//     self.handle_completion(request)
//     ~~~~~~~~~~~~~~~~~~~~~~^^^^^^^^^
// BrokenPipeError: [Errno 32] Broken pipe
const head = /^\s*(?:Traceback \(most recent call last\):|(?:\w+ )?Stack trace:?)\s*$/
const frame = /^\s{2,}File "[^"\n]{1,400}", line \d{1,7}(?:, in \S{1,200})?\s*$/
const source = /^\s{4,}\S.{0,400}$/
const link =
  /^(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)\s*$/
const end =
  /^[A-Za-z_][\w.]{0,200}(?:Error|Exception|Warning|Interrupt|Exit|Timeout|Refused)(?::|$)/
/** A statement may take several, and what points into them stands below each. */
const maxSourceLines = 20
const quoted = /["'`“‘]/

export interface Tracebacks {
  /** Whether the line is a part of what Python prints of an exception, and holds nobody's words. */
  take(printed: string): boolean
  reset(): void
}

/** The code of a program is its own; the message of an exception may quote what it was given. */
export function createTracebacks(): Tracebacks {
  let isOpen = false
  let sourceLines = 0
  return {
    take: (printed) => {
      if (head.test(printed)) {
        isOpen = true
        sourceLines = 0
        return true
      }
      if (link.test(printed)) return true
      if (frame.test(printed)) {
        sourceLines = maxSourceLines
        isOpen = true
        return true
      }
      if (!isOpen) return false
      if (sourceLines > 0 && source.test(printed)) {
        sourceLines -= 1
        return true
      }
      isOpen = false
      return end.test(printed) && !quoted.test(printed) && speaksPlainly(messageOf(printed))
    },
    reset: () => {
      isOpen = false
    },
  }
}

/** BrokenPipeError: [Errno 32] Broken pipe */
const messageOf = (printed: string): string =>
  printed.slice(printed.indexOf(':') + 1 || printed.length)
