import { join } from 'node:path'
import { estimateLlama } from '../../../src/main/inference/estimate/llama.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { scoreOf, scoresByPart, wrongOf, type Check } from '../llama/check.ts'
import { modelsIn, type KnownModel } from '../llama/model-file.ts'
import { percentCells, percentColumns, percentOff, type Pair } from '../llama/percent-off.ts'
import { predictionOf } from '../llama/prediction.ts'
import { compareShape } from '../shapes/compare-shape.ts'
import { peerErrors, peerTable } from '../shapes/peer-table.ts'
import { peerRowsIn, shapeRowsIn, type ShapeRow } from '../shapes/shape-rows.ts'
import type { Suite, Table } from '../suite.ts'

interface Checked {
  readonly id: string
  readonly shape: string
  readonly checks: readonly Check[]
  readonly compute: Pair
}

/** llama.cpp's own dry runs of full-size shapes, against what the same header and options are estimated to take. */
export const suite: Suite = {
  name: 'shapes',
  measures:
    "llama.cpp's dry runs of full-size shapes: model, context, output, and compute on a CPU",
  takes: 'path',
  inCi: '../shared/corpus/llama-fit-shapes',
  run: async (path) => {
    const known = await modelsIn(join(path, 'models'))
    const modelOf = (shape: string): KnownModel => modelOfShape(shape, known)
    const checked = (await shapeRowsIn(path)).map((row) => checkRow(row, modelOf(row.shape)))
    const checks = checked.flatMap((one) => one.checks)
    const peers = peerErrors(await peerRowsIn(path), modelOf)
    return {
      ...scoreOf(checks),
      wrong: checked.flatMap((one) => wrongOf(one.id, one.checks)),
      table: tableOf(checked),
      tableBelow: peerTable(peers, percentCells, percentColumns),
      further: {
        parts: {
          ...scoresByPart(checks),
          compute: percentOff(checked.map(({ compute }) => compute)),
        },
        byShape: Object.fromEntries(
          [...Map.groupBy(checked, ({ shape }) => shape)].map(([shape, own]) => [
            shape,
            sumOf(own),
          ]),
        ),
        peers: Object.fromEntries(peers.map(({ what, off }) => [what, off])),
      },
    }
  },
}

/** `qwen3.5-9b~`: a shape that is only like its family's; its file is named without the mark. */
function modelOfShape(shape: string, known: ReadonlyMap<string, KnownModel>): KnownModel {
  const model = known.get(`shape-${shape.replace(/~$/, '')}`)
  if (model === undefined) throw new UsageError(`there is no model of the shape ${shape}`)
  return model
}

function checkRow({ id, shape, run, stated }: ShapeRow, model: KnownModel): Checked {
  const predicted = predictionOf(model, estimateLlama(model.loaded, run))
  return {
    id,
    shape,
    checks: compareShape(stated, predicted),
    compute: { expected: stated.compute_buffer_mib, got: predicted.computeMib },
  }
}

const sumOf = (own: readonly Checked[]) => ({
  rows: own.length,
  ...scoreOf(own.flatMap(({ checks }) => checks)),
  compute: percentOff(own.map(({ compute }) => compute)),
})

function tableOf(checked: readonly Checked[]): Table {
  const rowOf = (name: string, own: readonly Checked[]): readonly string[] => {
    const { rows, total, right, compute } = sumOf(own)
    return [name, ...[rows, total, right].map(String), ...percentCells(compute).slice(1)]
  }
  return {
    columns: [
      { title: 'shape' },
      ...['rows', 'values', 'right'].map((title) => ({ title, isNumber: true })),
      ...percentColumns.slice(1).map((column) => ({ ...column, title: `compute ${column.title}` })),
    ],
    rows: [
      ...[...Map.groupBy(checked, ({ shape }) => shape)].map(([shape, own]) => rowOf(shape, own)),
      rowOf('all', checked),
    ],
  }
}
