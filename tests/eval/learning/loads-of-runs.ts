import { join } from 'node:path'
import { estimateLlama, type LlamaModel } from '../../../src/main/inference/estimate/llama.ts'
import type { Need } from '../../../src/main/inference/estimate/need.ts'
import { runOfArguments } from '../../../src/main/inference/estimate/run-of-arguments.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { llamaOptions } from '../../../src/main/inference/programs/llama-arguments.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { loadsOf, type Pass } from '../llama/loads.ts'
import { modelsIn, type KnownModel } from '../llama/model-file.ts'
import { runLogsIn, type RunLog } from '../llama/run-log.ts'
import { modelOfRun } from '../runs/model-of-run.ts'
import { shapeRowsIn, type ShapeRow } from '../shapes/shape-rows.ts'

/** One load with the sizes that its engine printed, and what it is estimated to take by its header alone. */
export interface KnownLoad {
  readonly id: string
  /** Of the same are those that teach each other: one model by one build. */
  readonly subject: string
  readonly base: Need
  readonly said: LogFacts
}

export type HowKnown = 'known' | 'unknown'

/** `unknown`: as if its architecture were one that is not known here, which is what learning is for. */
export async function loadsIn(folder: string, how: HowKnown): Promise<readonly KnownLoad[]> {
  const models = await modelsIn(join(folder, 'models'))
  const shapes = await shapeRowsIn(folder).catch(() => null) // ENOENT: it is a folder of runs
  return shapes === null
    ? (await runLogsIn(folder)).flatMap((run) => loadOfRun(run, models, how))
    : shapes.flatMap((row) => loadOfShape(row, models, how))
}

const needOf = ({ loaded }: KnownModel, run: LlamaRun, how: HowKnown): Need =>
  estimateLlama(how === 'known' ? loaded : strange(loaded), run).need

const strange = (loaded: LlamaModel): LlamaModel => ({
  ...loaded,
  model: { ...loaded.model, architecture: 'not-known-here' },
})

const bytes = (mib: number): number => Math.round(mib * 2 ** 20)

/** The last load of a server of one model; those with a draft model teach nothing. */
function loadOfRun(
  run: RunLog,
  models: ReadonlyMap<string, KnownModel>,
  how: HowKnown,
): readonly KnownLoad[] {
  const given = llamaOptions(run.args)
  const load = loadsOf(run).at(-1)
  const pass = load?.passes.at(-1)
  const path = given.modelPath ?? load?.modelPath ?? ''
  const model = modelOfRun(path, run.stated.file_size_mib ?? null, models)
  const hasDraft = given.draftPath !== null || given.draft.repo !== null
  if (model === null || pass === undefined || hasDraft) return []
  const asked = runOfArguments(given, { build: run.build, device: 'cpu' })
  const said = saidIn(pass)
  if (said.cpuComputeBytes === undefined) return []
  return [{ id: run.run, subject: `${path} b${run.build}`, base: needOf(model, asked, how), said }]
}

const names = {
  model: 'cpuModelBytes',
  KV: 'cpuKvBytes',
  RS: 'cpuRecurrentBytes',
  output: 'cpuOutputBytes',
  compute: 'cpuComputeBytes',
} as const satisfies Readonly<Record<string, keyof LogFacts>>

const saidIn = ({ buffers }: Pass): LogFacts =>
  Object.fromEntries(
    Object.entries(names).flatMap(([kind, name]) => {
      const own = buffers.filter((one) => one.kind === kind)
      return own.length === 0 ? [] : [[name, own.reduce((sum, { mib }) => sum + bytes(mib), 0)]]
    }),
  )

/** Weights and caches are told to whole MiB there, compute buffers to a hundredth. */
function loadOfShape(
  { id, shape, run, stated }: ShapeRow,
  models: ReadonlyMap<string, KnownModel>,
  how: HowKnown,
): readonly KnownLoad[] {
  const model = models.get(`shape-${shape.replace(/~$/, '')}`)
  if (model === undefined) return []
  const sumOf = (all: readonly { readonly mib: number }[]): number =>
    all.reduce((sum, { mib }) => sum + bytes(mib), 0)
  const said = {
    cpuModelBytes: bytes(stated.model_mib),
    ...(stated.kv.length === 0 ? {} : { cpuKvBytes: sumOf(stated.kv) }),
    ...(stated.recurrent.length === 0 ? {} : { cpuRecurrentBytes: sumOf(stated.recurrent) }),
    cpuOutputBytes: bytes(stated.output_buffer_mib),
    cpuComputeBytes: bytes(stated.compute_buffer_mib),
  }
  return [{ id, subject: `${shape} ${run.program}`, base: needOf(model, run, how), said }]
}
