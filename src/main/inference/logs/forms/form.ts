import type { FindingClass, LogProgram } from '../../../../shared/finding.ts'
import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { LogEvent, MessageForm } from '../message-form.ts'

/** How the forms of one program are written down: an id, the literal that gives a line away, the shape, what it says. */
export interface FormMaker {
  (
    id: string,
    anchors: string | readonly string[],
    form: RegExp,
    read: MessageForm['read'],
  ): MessageForm
}

export const formsOf =
  (program: LogProgram): FormMaker =>
  (id, anchors, form, read) => ({
    id,
    program,
    anchors: typeof anchors === 'string' ? [anchors] : anchors,
    form,
    read,
  })

/** Figures; null where none of them is known. */
export const says = (facts: LogFacts): LogEvent | null =>
  Object.keys(facts).length === 0 ? null : { kind: 'facts', facts }

export const symptom = (failure: FindingClass, facts: LogFacts = {}): LogEvent => ({
  kind: 'symptom',
  class: failure,
  facts,
  isConsequence: false,
})

/** What usually stands below another sign of the same failure. */
export const consequence = (failure: FindingClass, facts: LogFacts = {}): LogEvent => ({
  kind: 'symptom',
  class: failure,
  facts,
  isConsequence: true,
})
