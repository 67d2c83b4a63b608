import { join } from 'node:path'
import { estimateLlama, type LlamaEstimate } from '../../../src/main/inference/estimate/llama.ts'
import { compare } from '../../eval/estimates/compare.ts'
import { modelOf, runOf } from '../../eval/estimates/asked.ts'
import { pointsIn, type Point } from '../../eval/estimates/point.ts'
import { modelsIn, type KnownModel } from '../../eval/llama/model-file.ts'
import { peerRowsIn, type PeerRow } from '../../eval/shapes/shape-rows.ts'
import { rules, type Asked } from './rules.ts'

/** One load whose whole need on the device is known, and what each estimator says of it, by its name. */
export interface WholeNeed {
  readonly truthBytes: number
  readonly said: ReadonlyMap<string, number>
}

export const ours = 'Headroom'
export const simulating = 'GgufInsights of node-llama-cpp, simulating (v2)'
export const reckoning = 'GgufInsights of node-llama-cpp, reckoning (v1)'

/** In the order in which they are shown. */
export const estimators: readonly string[] = [
  ours,
  simulating,
  reckoning,
  ...rules.map(({ name }) => name),
]

const byRules = (asked: Asked): readonly (readonly [string, number])[] =>
  rules.map(({ name, needBytes }) => [name, needBytes(asked)])

/** Published logs of Macs in which every part stands: those that the suite `estimates` decides. */
export async function needsOfPoints(path: string): Promise<readonly WholeNeed[]> {
  return (await pointsIn(path)).flatMap(needOfPoint)
}

function needOfPoint(point: Point): readonly WholeNeed[] {
  const model = modelOf(point)
  const weightsBytes = point.weights_check?.tensor_bytes_printed
  const need = compare(point, estimateLlama).find(
    ({ kind, part }) => kind === 'compared' && part === 'need',
  )
  if (model === null || weightsBytes === undefined || need?.kind !== 'compared') return []
  if (need.isFlagged) return []
  const asked = { weightsBytes, model, run: runOf(point) }
  return [
    { truthBytes: need.expectedBytes, said: new Map([[ours, need.gotBytes], ...byRules(asked)]) },
  ]
}

export interface ShapeNeeds {
  /** As llama-server runs them, and as a program does that uses the library as it is. */
  readonly server: readonly WholeNeed[]
  readonly library: readonly WholeNeed[]
}

/** llama.cpp's dry runs of shapes of full size, on the CPU, and what was recorded of node-llama-cpp for the same files. */
export async function needsOfShapes(folder: string): Promise<ShapeNeeds> {
  const models = await modelsIn(join(folder, 'models'))
  const rows = (await peerRowsIn(folder)).flatMap((row) => {
    const known = models.get(`shape-${row.shape.replace(/~$/, '')}`)
    return known === undefined ? [] : [{ row, known }]
  })
  return {
    server: rows.map(({ row, known }) => needOfShape(row, known, row.truth.serverMib, 'server')),
    library: rows.flatMap(({ row, known }) =>
      row.truth.libraryMib === null
        ? []
        : [needOfShape(row, known, row.truth.libraryMib, 'library')],
    ),
  }
}

const mib = 2 ** 20

function needOfShape(
  { run, truth, peer }: PeerRow,
  known: KnownModel,
  contextMib: number,
  program: Asked['run']['program'],
): WholeNeed {
  const asked = { ...run, program }
  const weightsBytes = known.header.tensors.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    truthBytes: (truth.modelMib + contextMib) * mib,
    said: new Map([
      [ours, wholeBytesOf(estimateLlama(known.loaded, asked))],
      [simulating, (peer.model_v2 + peer.ctx_v2) * mib],
      [reckoning, (peer.model_v1 + peer.ctx_v1) * mib],
      ...byRules({ weightsBytes, model: known.model, run: asked }),
    ]),
  }
}

/** What the dry runs tell: without the output buffer, and what a process takes beside. */
const partNames: ReadonlySet<string> = new Set(['weights', 'kv', 'recurrent', 'compute'])

const wholeBytesOf = ({ need }: LlamaEstimate): number =>
  need.parts.filter(({ name }) => partNames.has(name)).reduce((sum, { bytes }) => sum + bytes, 0)
