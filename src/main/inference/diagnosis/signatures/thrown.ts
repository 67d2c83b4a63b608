import type { LogProgram } from '../../../../shared/finding.ts'
import type { LogEvent, MessageForm } from '../../logs/message-form.ts'

/** What stands before a message, in characters, where a program prints it: more is a document. */
const maxLead = 500

// RuntimeError: [metal::malloc] …
// [ERROR] Error in iterating prediction stream: RuntimeError: [METAL] …
// 33.69s/it]libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] …
/** Nothing, tags in brackets, or the names of exceptions; behind the sign of a list only the latter. */
const named =
  /^(?:\[[^\]]{1,160}\] (?:- )?){0,3}(?:[>│|] +)?(?:(?:[-*•] )?(?:\w[\w.:]{0,80}(?:Error|Exception|Warning): ){1,4})?$/
const throwing =
  /(?:^|[\])|%>│] ?)libc\+\+abi: terminating (?:due to|with) uncaught exception of type [\w:]{1,80}: ?$/
/** A sentence of the program that something failed; of what ended it, only the form above. */
const failing = /error|fail|exception|panic|crash|abort|reject|refus|\bdied\b/i
const telling = /^(?!\/[/*])[^-*•#>|"`].*(?:: |exception )$/
/** Words of somebody who writes about it. */
const prose =
  /["`*|]|libc\+\+abi|\b(?:if|you|your|we|known|signature|like|example|symptom|cause|means|fix|fixes|fixed)\b/i

// RuntimeError: [METAL] … (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory).
// MLX/ErrorHandler.swift:343: Fatal error: [metal::malloc] Resource limit (499000) exceeded. at .build/checkouts/mlx-swift/…
// Error: 500 Internal Server Error: mlx runner failed: error: [METAL] … (exit: signal: abort trap)
// [ERROR] Error in iterating prediction stream: RuntimeError: [METAL] …. Error Data: n/a, Additional Data: n/a
const ending = /^\.?(?: at \S.{0,400}| \(exit: .{0,200}|\.? Error Data: .{0,400})?[\s│|]{0,200}$/
/** What the next program prints behind a process that ended within a line. */
const glued = /^[^\s,.;:'"`)\]]/

/** Whether a program prints this message, rather than somebody who writes or asks about it. */
export function isThrown(lead: string, rest: string): boolean {
  if (lead.length > maxLead) return false
  if (throwing.test(lead)) return ending.test(rest) || glued.test(rest)
  if (!ending.test(rest)) return false
  return named.test(lead) || (telling.test(lead) && failing.test(lead) && !prose.test(lead))
}

/** A point of a list, in which somebody speaks of himself: some messages end with anything. */
const told = /^[-*•] .*\b(?:I|I'm|my|you|we|our)\b/

/** How a message that may stand behind an exception's name is written down. The form is the message alone, without ^. */
export const thrownOf =
  (program: LogProgram) =>
  (
    id: string,
    anchors: readonly string[],
    form: RegExp,
    read: (match: RegExpExecArray) => LogEvent | null,
  ): MessageForm => ({
    id,
    program,
    anchors,
    form,
    read: (match, line) => {
      const lead = line.text.slice(0, match.index)
      const rest = line.text.slice(match.index + match[0].length)
      return isThrown(lead, rest) && !told.test(line.text) ? read(match) : null
    },
  })
