import type { Judge } from '../../../src/main/monitor/judge.ts'
import type { LogItem } from '../logs/log-item.ts'
import { alertsOver, type Raised } from './line-by-line.ts'

/** What one log comes to. */
export interface Case {
  readonly id: string
  readonly isForetellable: boolean
  /** null: something failed, or nobody has said. */
  readonly isAlertJustified: boolean | null
  /** Of the line that decides, from 1; null where there is none. */
  readonly keyLine: number | null
  /** All of them, in the order of their lines. */
  readonly raised: readonly Raised[]
  /** The first that names no failure that stands there. */
  readonly early: Raised | null
  readonly isForetold: boolean
  /** From that line to the one that decides; null where it came no earlier. */
  readonly leadLines: number | null
  readonly falseAlerts: readonly Raised[]
}

/** One that names a failure, whichever rule it is of. */
const isOfFailure = ({ alert: { rule, about } }: Raised): boolean =>
  rule === 'failure' || about.findingId !== null

/** `judge`: a new one, which has seen nothing yet. */
export async function caseOf(item: LogItem, judge: Judge): Promise<Case> {
  const raised = await alertsOver(item.text, judge)
  const keyLine = lineNumberOf(item)
  const early = raised.find((one) => !isOfFailure(one)) ?? null
  const isEarly = early !== null && keyLine !== null && early.lineNumber < keyLine
  const isForetellable = item.isForetellable === true
  const hasNone = item.classes.length === 0
  return {
    id: item.id,
    isForetellable,
    isAlertJustified: item.isAlertJustified,
    keyLine,
    raised,
    early,
    isForetold: isForetellable && isEarly,
    leadLines: isEarly ? keyLine - early.lineNumber : null,
    falseAlerts:
      item.isAlertJustified === false ? raised.filter((one) => hasNone || !isOfFailure(one)) : [],
  }
}

function lineNumberOf({ text, keyLine }: LogItem): number | null {
  if (keyLine === null) return null
  const lines = text.split('\n')
  const exact = lines.findIndex((line) => line.trim() === keyLine.trim())
  const index = exact === -1 ? lines.findIndex((line) => line.includes(keyLine)) : exact
  return index === -1 ? null : index + 1
}
