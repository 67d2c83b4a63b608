import type { ExplainedFinding, Explain, Foretold } from '../../../shared/explain.ts'
import { printedLine } from '../../../shared/finding.ts'
import type { FormIndex } from '../logs/form-index.ts'
import { cardOf } from './card-of.ts'
import type { CaseMachine } from './case.ts'
import type { Failure } from './failure.ts'
import { noticeSentence } from './foretell.ts'
import { createLogReader, type LogReaderOptions } from './log-reader.ts'
import { titleOfProgram } from './program-titles.ts'

export interface Explainer {
  /** Whole lines, in pieces of any size; the last may lack its end. */
  read(text: string): void
  /** `skippedBytes`: of lines that were too long to be read whole. */
  done(skippedBytes: number): Explain
}

/** What happened in one log, and what to do about it. `machine`: the one that it happened on, as far as that is known. */
export function createExplainer(
  index: FormIndex,
  options: LogReaderOptions,
  machine: CaseMachine,
): Explainer {
  const reader = createLogReader(index, options)
  return {
    read: reader.read,
    done: (skippedBytes) => {
      const failures = reader.failures().toSorted((a, b) => a.line.number - b.line.number)
      return {
        schema: 'headroom/explain/1',
        findings: togetherOf(failures).map((failure) => explained(failure, machine)),
        facts: reader.facts(),
        foretold: foretoldOf(failures),
        isUnexplained: reader.state().isUnexplained,
        skippedBytes,
      }
    },
  }
}

/** What failed again and again in one way, of one model, is told once: as it came last. */
function togetherOf(failures: readonly Failure[]): readonly Failure[] {
  const groups = Map.groupBy(failures, ({ class: failure, signature, facts: { modelPath = '' } }) =>
    [failure, signature, modelPath].join(' '),
  )
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1)
    const count = group.reduce((sum, one) => sum + one.count, 0)
    return last === undefined ? [] : [{ ...last, count }]
  })
}

function explained(failure: Failure, machine: CaseMachine): ExplainedFinding {
  const { title, sentence, cause, fixes, misadvice } = cardOf({ ...failure, machine })
  return {
    class: failure.class,
    ...(title === undefined ? {} : { title }),
    program: titleOfProgram[failure.program],
    line: printedLine(failure.line.printed),
    lineNumber: failure.line.number,
    count: failure.count,
    facts: failure.facts,
    sentence,
    cause,
    fixes: fixes.map(({ text, command, costs }) => ({
      text,
      ...(command === null ? {} : { command }),
      ...(costs === null ? {} : { costs }),
    })),
    misadvice,
  }
}

/** Of the first failure that was: what stood above it in the same load. */
function foretoldOf(failures: readonly Failure[]): Foretold | null {
  const notice = failures.find((failure) => failure.notice !== null)?.notice ?? null
  if (notice === null) return null
  const { line, figures } = notice
  return {
    line: printedLine(line.printed),
    lineNumber: line.number,
    alert: noticeSentence(figures),
  }
}
