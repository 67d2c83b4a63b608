import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import type { FormIndex } from '../../../src/main/inference/logs/form-index.ts'
import { expectedOf } from '../logs/llama-expected.ts'
import { runLogsIn, type RunLog } from '../llama/run-log.ts'
import { toldOf } from '../logs/llama-told.ts'
import { differenceOf } from '../match.ts'
import type { Suite, Wrong } from '../suite.ts'

interface Checked {
  readonly build: number
  readonly total: number
  readonly wrong: readonly Wrong[]
}

/** Logs of recorded llama-servers of several builds and verbosities, against what is known of their runs. */
export const suite: Suite = {
  name: 'llama-logs',
  measures: 'logs of llama-server by build: model, buffers, context, slots, build, end',
  takes: 'path',
  inCi: '../shared/corpus/llama-server-linux',
  run: async (path) => {
    const index = createCatalogue()
    const checked = (await runLogsIn(path)).map((run) => check(index, run))
    const builds = [...new Set(checked.map(({ build }) => build))].sort((a, b) => a - b)
    const byBuild = new Map(
      builds.map((one) => [`b${one}`, sumOf(checked.filter(({ build }) => build === one))]),
    )
    return {
      ...sumOf(checked),
      wrong: checked.flatMap(({ wrong }) => wrong),
      table: {
        columns: ['build', 'runs', 'values', 'right'].map((title, at) => ({
          title,
          isNumber: at > 0,
        })),
        rows: [...byBuild].map(([build, { runs, total, right }]) => [
          build,
          ...[runs, total, right].map(String),
        ]),
      },
      further: { byBuild: Object.fromEntries(byBuild) },
    }
  },
}

interface Sum {
  readonly runs: number
  readonly total: number
  readonly right: number
}

function sumOf(checked: readonly Checked[]): Sum {
  const total = checked.reduce((sum, one) => sum + one.total, 0)
  const wrongCount = checked.reduce((sum, { wrong }) => sum + wrong.length, 0)
  return { runs: checked.length, total, right: total - wrongCount }
}

function check(index: FormIndex, run: RunLog): Checked {
  const expected = expectedOf(run)
  const told = toldOf(index, run.text)
  const wrong = [...expected].flatMap(([field, value]): readonly Wrong[] => {
    const difference = differenceOf(field, value, told.get(field))
    if (difference === null) return []
    const { path, expected: wanted, got } = difference
    return [{ id: run.run, field: `${field}${path}`, expected: wanted, got }]
  })
  return { build: run.build, total: expected.size, wrong }
}
