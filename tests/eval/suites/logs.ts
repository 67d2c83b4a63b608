import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createExplainer } from '../../../src/main/inference/diagnosis/explain.ts'
import type { FormIndex } from '../../../src/main/inference/logs/form-index.ts'
import type { Explain } from '../../../src/shared/explain.ts'
import {
  areSame,
  confusionOf,
  confusionTable,
  isInVocabulary,
  scoresOf,
  type Classes,
} from '../logs/classes.ts'
import { factNamed } from '../logs/fact-keys.ts'
import { logItemsIn, type LogItem } from '../logs/log-item.ts'
import { isRightFact } from '../logs/tolerance.ts'
import type { Suite, Table, Wrong } from '../suite.ts'

interface Checked {
  readonly id: string
  readonly program: string
  readonly classes: Classes
  /** What no sidecar can expect. */
  readonly otherClasses: readonly string[]
  /** Findings, not classes: two of one class are two alarms. */
  readonly falseAlarms: number
  readonly factsTotal: number
  readonly wrong: readonly Wrong[]
}

/** Excerpts of real logs, as `headroom explain` explains them (corpus, logs/README.md). */
export const suite: Suite = {
  name: 'logs',
  measures: 'classes and facts of recorded logs, as production explains them',
  takes: 'path',
  inCi: '../shared/corpus/logs',
  run: async (path) => {
    const index = createCatalogue()
    const checked = (await logItemsIn(path)).map((item) => check(index, item))
    const classes = checked.map((one) => one.classes)
    const confusion = confusionOf(classes)
    const { items, right, facts, factsRight } = sumOf(checked)
    return {
      total: items,
      right,
      wrong: checked.flatMap(({ wrong }) => wrong),
      table: tableOf(checked),
      tableBelow: confusionTable(confusion),
      further: {
        falseAlarms: checked.reduce((sum, one) => sum + one.falseAlarms, 0),
        factsRight,
        factsTotal: facts,
        byClass: scoresOf(classes),
        confusion,
        otherClasses: checked.flatMap(({ id, otherClasses }) =>
          otherClasses.map((one) => ({ id, class: one })),
        ),
      },
    }
  },
}

function explained(index: FormIndex, text: string): Explain {
  const explainer = createExplainer(index, { program: null, isAppleSilicon: null }, unknownMachine)
  explainer.read(text)
  return explainer.done(0)
}

function check(
  index: FormIndex,
  { id, program, text, classes: expected, facts }: LogItem,
): Checked {
  const { findings, facts: stated } = explained(index, text)
  const all = [...new Set(findings.map((finding) => finding.class))]
  const classes = { expected, found: all.filter(isInVocabulary) }
  const wrongFacts = Object.entries(facts).flatMap(([field, value]): readonly Wrong[] => {
    const got = factNamed(field, stated)
    if (isRightFact(field, value, got, text)) return []
    return [{ id, field, expected: value, got: got ?? 'nothing' }]
  })
  const wrongClasses = { id, field: 'classes', expected, got: classes.found }
  const alarms = findings.filter((finding) => isInVocabulary(finding.class))
  return {
    id,
    program,
    classes,
    otherClasses: all.filter((one) => !isInVocabulary(one)),
    falseAlarms: expected.length === 0 ? alarms.length : 0,
    factsTotal: Object.keys(facts).length,
    wrong: [...(areSame(classes) ? [] : [wrongClasses]), ...wrongFacts],
  }
}

interface Sum {
  readonly items: number
  readonly right: number
  readonly facts: number
  readonly factsRight: number
}

function sumOf(checked: readonly Checked[]): Sum {
  const facts = checked.reduce((sum, one) => sum + one.factsTotal, 0)
  const wrongFacts = checked
    .flatMap(({ wrong }) => wrong)
    .filter(({ field }) => field !== 'classes')
  return {
    items: checked.length,
    right: checked.filter(({ wrong }) => wrong.length === 0).length,
    facts,
    factsRight: facts - wrongFacts.length,
  }
}

function tableOf(checked: readonly Checked[]): Table {
  const programs = [...new Set(checked.map(({ program }) => program))].sort()
  const rowOf = (name: string, { items, right, facts, factsRight }: Sum): readonly string[] => [
    name,
    ...[items, right, facts, factsRight].map(String),
  ]
  return {
    columns: [
      { title: 'program' },
      ...['logs', 'right', 'facts', 'right'].map((title) => ({ title, isNumber: true })),
    ],
    rows: [
      ...programs.map((name) =>
        rowOf(name, sumOf(checked.filter(({ program }) => program === name))),
      ),
      rowOf('all', sumOf(checked)),
    ],
  }
}
