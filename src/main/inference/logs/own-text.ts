import type { LogLine } from './log-line.ts'
import type { LogEvent } from './message-form.ts'
import { withoutPrompts } from './without-prompt.ts'

/**
 * As long as a part of a text is in use, V8 keeps all of the text that it was cut from: a path of forty characters would hold a
 * piece of a log of 256 KB. What stays is copied.
 */
const copyOf = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

/** What is kept of a line is shown: without the prompts in it. */
export const ownLine = (line: LogLine): LogLine => ({
  ...line,
  text: copyOf(line.text),
  printed: copyOf(withoutPrompts(line.printed)),
})

/** With a path of its own. */
export function ownEvent(event: LogEvent): LogEvent {
  if ('modelPath' in event && event.modelPath !== null)
    return { ...event, modelPath: copyOf(event.modelPath) }
  if ('facts' in event && event.facts.modelPath !== undefined) {
    const facts = { ...event.facts, modelPath: copyOf(event.facts.modelPath) }
    return { ...event, facts }
  }
  return event
}
