import type { LineMark } from '../../../shared/log-view.ts'
import type { FormIndex } from '../logs/form-index.ts'
import type { LogLine } from '../logs/log-line.ts'
import type { LogEvent } from '../logs/message-form.ts'
import { carriesBody } from '../logs/request-bodies.ts'
import { createLogReader, eventOf, type LogReaderOptions } from './log-reader.ts'

/** What a line says to Headroom. `mark` null and `isKnown`: it is read, and nothing is made of it. */
export interface MarkedLine {
  readonly mark: LineMark | null
  readonly isKnown: boolean
}

export interface LineMarks {
  /** For each line, in their order; `anchors`: those that the scan has found in it. */
  mark(line: LogLine, anchors: readonly number[]): MarkedLine
  /** What follows is another file. */
  turnPage(): void
}

export const unknownLine: MarkedLine = { mark: null, isKnown: false }

/** By the very reader that findings come from, a line at a time: what a line means depends on those above it. */
export function createLineMarks(index: FormIndex, options: LogReaderOptions): LineMarks {
  const reader = createLogReader(index, options)
  return {
    mark: (line, anchors) => {
      if (carriesBody(line.text)) return unknownLine
      const events = index.formsOf(anchors).flatMap((form) => eventOf(form, line) ?? [])
      if (events.length === 0) return unknownLine
      const before = reader.notices()
      const [failure] = reader.read(`${line.printed}\n`)
      if (failure !== undefined)
        return { mark: { kind: 'failure', class: failure.class }, isKnown: true }
      const isNotice = reader.notices().some((notice) => !before.includes(notice))
      if (isNotice) return { mark: { kind: 'notice' }, isKnown: true }
      return { mark: markOf(events), isKnown: true }
    },
    turnPage: reader.turnPage,
  }
}

function markOf(events: readonly LogEvent[]): LineMark | null {
  const kinds = new Set(events.map(kindOf))
  const kind = (['load', 'work', 'figure'] as const).find((one) => kinds.has(one))
  return kind === undefined ? null : { kind }
}

function kindOf(event: LogEvent): 'load' | 'work' | 'figure' | null {
  switch (event.kind) {
    case 'load':
    case 'model':
    case 'context':
    case 'dry-run':
    case 'loaded':
    case 'load-failed':
    case 'ended':
    case 'child-ended':
      return 'load'
    case 'slot':
    case 'likeness':
      return 'work'
    case 'facts':
    case 'buffer':
    case 'refused-elsewhere':
    case 'intel-build':
    case 'program':
      return 'figure'
    // one that is not believed here
    case 'symptom':
    case 'unexplained':
      return null
  }
}
