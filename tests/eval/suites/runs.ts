import { join } from 'node:path'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { scoreOf, scoresByPart, wrongOf, type Score } from '../llama/check.ts'
import { modelsIn } from '../llama/model-file.ts'
import { percentCells, percentColumns, percentOff } from '../llama/percent-off.ts'
import { runLogsIn } from '../llama/run-log.ts'
import { checkRun, type CheckedRun } from '../runs/check-run.ts'
import type { Suite, Table } from '../suite.ts'

/** Recorded runs of llama-server on the CPU: what they should take, by the header of their model, their arguments and build. */
export const suite: Suite = {
  name: 'runs',
  measures: 'buffers of recorded llama-servers: foretold from header and arguments, and by the log',
  takes: 'path',
  inCi: '../shared/corpus/llama-server-linux',
  run: async (path) => {
    const known = { models: await modelsIn(join(path, 'models')), index: createCatalogue() }
    const checked = (await runLogsIn(path)).map((run) => checkRun(run, known))
    const checks = checked.flatMap((one) => one.checks)
    return {
      ...scoreOf(checks),
      wrong: checked.flatMap((one) => wrongOf(one.run, one.checks)),
      table: tableOf(checked),
      tableBelow: partsTable(scoresByPart(checks)),
      further: {
        parts: { ...scoresByPart(checks), compute: computeOf(checked) },
        byBuild: Object.fromEntries(
          [...byBuild(checked)].map(([build, own]) => [`b${build}`, sumOf(own)]),
        ),
        notDecidable: checked
          .filter(({ notDecidable }) => notDecidable.length > 0)
          .map(({ run, notDecidable }) => ({ run, why: notDecidable.join(', ') })),
      },
    }
  },
}

const byBuild = (checked: readonly CheckedRun[]): ReadonlyMap<number, readonly CheckedRun[]> =>
  new Map([...Map.groupBy(checked, ({ build }) => build)].toSorted(([one], [other]) => one - other))

const sumOf = (own: readonly CheckedRun[]): Score & { readonly runs: number } => ({
  runs: own.length,
  ...scoreOf(own.flatMap(({ checks }) => checks)),
})

const computeOf = (own: readonly CheckedRun[]) => percentOff(own.flatMap(({ compute }) => compute))

function tableOf(checked: readonly CheckedRun[]): Table {
  const rowOf = (name: string, own: readonly CheckedRun[]): readonly string[] => {
    const { runs, total, right } = sumOf(own)
    const left = own.filter(({ notDecidable }) => notDecidable.length > 0)
    return [name, ...[runs, left.length, total, right].map(String), ...percentCells(computeOf(own))]
  }
  return {
    columns: [
      { title: 'build' },
      ...['runs', 'not decidable', 'values', 'right'].map((title) => ({ title, isNumber: true })),
      ...percentColumns.map((column) =>
        column.title === 'n' ? { ...column, title: 'compute' } : column,
      ),
    ],
    rows: [
      ...[...byBuild(checked)].map(([build, own]) => rowOf(`b${build}`, own)),
      rowOf('all', checked),
    ],
  }
}

const partsTable = (parts: Readonly<Record<string, Score>>): Table => ({
  columns: [
    { title: 'part' },
    { title: 'values', isNumber: true },
    { title: 'right', isNumber: true },
  ],
  rows: Object.entries(parts).map(([part, { total, right }]) => [
    part,
    String(total),
    String(right),
  ]),
})
