import type { FormIndex } from './form-index.ts'
import { logLine } from './log-text.ts'
import type { LogLine } from './log-line.ts'
import type { MessageForm } from './message-form.ts'
import { isRetold } from './quoted.ts'
import { carriesBody, createBodies } from './request-bodies.ts'
import { withoutPrompts } from './without-prompt.ts'

/** Takes a piece of whole lines, and answers with as many, of which all are empty that must not be kept. */
export type KeepLines = (text: string) => string

const lineEnds = /[^\r\n]+/g

/**
 * For the pieces of one log, in their order: keeps the lines that a form says something of, without the prompts in them. In all
 * others users and models may have written anything.
 */
export function createKeepLines({ scan, formsOf }: FormIndex): KeepLines {
  const bodies = createBodies()
  return (text) => {
    let kept = ''
    let done = 0
    scan.scan(text, bodies.resume(text), (from, to, anchors) => {
      const raw = text.slice(from, to)
      const line = logLine(raw, 1)
      if (carriesBody(line.text)) return bodies.pass(line, text, to)
      if (formsOf(anchors).some((form) => saysSomething(form, line))) {
        kept += text.slice(done, from).replaceAll(lineEnds, '') + withoutPrompts(raw)
        done = to
      }
      return to
    })
    return kept + text.slice(done).replaceAll(lineEnds, '')
  }
}

function saysSomething({ form, read }: MessageForm, line: LogLine): boolean {
  const match = form.exec(line.text)
  return match !== null && !isRetold(line.text, match) && read(match, line) !== null
}
