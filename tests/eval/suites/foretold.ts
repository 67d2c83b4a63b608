import { createJudge } from '../../../src/main/core/judge-snapshots.ts'
import { medianOf } from '../../frame/median.ts'
import { caseOf, type Case } from '../foretold/case.ts'
import type { Raised } from '../foretold/line-by-line.ts'
import { logItemsIn } from '../logs/log-item.ts'
import type { Suite, Table, Wrong } from '../suite.ts'

/** Logs that are read line by line: what was warned of before it failed, and what was warned of for nothing. */
export const suite: Suite = {
  name: 'foretold',
  measures: 'alerts over recorded logs, line by line: failures foretold, and false alerts',
  takes: 'path',
  inCi: '../shared/corpus/logs',
  run: async (path) => {
    const cases: Case[] = []
    for (const item of await logItemsIn(path))
      cases.push(await caseOf(item, createJudge(undefined)))
    const wrong = cases.flatMap(wrongIn)
    const foretold = cases.filter(({ isForetold }) => isForetold)
    const leads = foretold.flatMap(({ leadLines }) => leadLines ?? [])
    return {
      total: cases.length,
      right: cases.length - new Set(wrong.map(({ id }) => id)).size,
      wrong,
      table: casesTable(cases),
      tableBelow: alertsTable(cases),
      further: {
        foretellable: cases.filter(({ isForetellable }) => isForetellable).length,
        foretold: foretold.length,
        falseAlerts: cases.reduce((sum, { falseAlerts }) => sum + falseAlerts.length, 0),
        leadLines: { each: leads, median: leads.length === 0 ? null : medianOf(leads) },
        cases: cases.filter(isTold).map(toldOf),
      },
    }
  },
}

function wrongIn({ id, isForetellable, isForetold, falseAlerts }: Case): readonly Wrong[] {
  const missed = { id, field: 'foretold', expected: 'an alert before the key line', got: 'none' }
  return [
    ...(isForetellable && !isForetold ? [missed] : []),
    ...falseAlerts.map(({ alert, lineNumber }) => ({
      id,
      field: 'false alert',
      expected: 'none',
      got: `line ${lineNumber}: ${alert.rule}: ${alert.sentence}`,
    })),
  ]
}

/** Those where something could be said, or was. */
const isTold = ({ isForetellable, isAlertJustified, early, falseAlerts }: Case): boolean =>
  isForetellable || isAlertJustified === true || early !== null || falseAlerts.length > 0

const toldOf = ({ id, isForetellable, isAlertJustified, early, keyLine, leadLines }: Case) => ({
  id,
  possible: isForetellable,
  justified: isAlertJustified,
  alert: early === null ? null : alertOf(early),
  keyLine,
  leadLines,
})

const alertOf = ({ alert: { rule, sentence }, line, lineNumber }: Raised) => ({
  line,
  lineNumber,
  rule,
  sentence,
})

const shown = (value: number | boolean | null | undefined): string => {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return String(value)
  return value ? 'yes' : 'no'
}

function casesTable(cases: readonly Case[]): Table {
  return {
    columns: [
      { title: 'log' },
      { title: 'possible' },
      { title: 'justified' },
      { title: 'rule' },
      ...['at line', 'key line', 'lead'].map((title) => ({ title, isNumber: true })),
    ],
    rows: cases
      .filter(isTold)
      .map(({ id, isForetellable, isAlertJustified, early, keyLine, leadLines }) => [
        id,
        shown(isForetellable),
        shown(isAlertJustified),
        early?.alert.rule ?? '–',
        shown(early?.lineNumber),
        shown(keyLine),
        shown(leadLines),
      ]),
  }
}

/** Every alert, those that name a failure as well. */
function alertsTable(cases: readonly Case[]): Table {
  return {
    columns: [
      { title: 'log' },
      { title: 'line', isNumber: true },
      { title: 'alert' },
      { title: 'severity' },
      { title: 'sentence' },
    ],
    rows: cases.flatMap(({ id, raised }) =>
      raised.map(({ alert, lineNumber }) => [
        id,
        String(lineNumber),
        alert.rule,
        alert.severity,
        alert.sentence,
      ]),
    ),
  }
}
