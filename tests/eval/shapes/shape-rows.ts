import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { defaultRun, type LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonOrNothing } from '../api/request.ts'

const flag = z.nullish(
  z.union([
    z.boolean(),
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((word) => word === 'true'),
    ),
  ]),
)
const count = z.nullish(z.number())

const cacheShape = z.object({
  mib: z.number(),
  cells: z.optional(z.number()),
  layers: z.optional(z.number()),
  streams: z.nullish(z.number()),
  k_mib: z.optional(z.number()),
  v_mib: z.optional(z.number()),
})

const statedShape = z.object({
  model_mib: z.number(),
  context_mib: z.number(),
  compute_buffer_mib: z.number(),
  output_buffer_mib: z.number(),
  n_ctx: count,
  n_ctx_seq: count,
  n_seq_max: count,
  kv_unified: flag,
  kv: z.array(cacheShape),
  recurrent: z.array(z.object({ mib: z.number(), cells: z.number(), layers: z.number() })),
})
export type StatedShape = z.infer<typeof statedShape>

const rowShape = z.object({
  shape: z.string(),
  n_ctx: z.optional(z.number()),
  n_ctx_arg: z.optional(z.number()),
  n_parallel: count,
  n_parallel_arg: count,
  kv_unified: flag,
  kv_unified_arg: flag,
  type_k: z.string(),
  type_v: z.string(),
  flash_attn: z.enum(['on', 'off', 'auto']),
  n_ubatch: z.number(),
  swa_full: z.boolean(),
  stated: statedShape,
})

const peerShape = z.object({
  shape: z.string(),
  n_ctx: z.number(),
  np: count,
  kvu: flag,
  type_k: z.string(),
  fa: z.enum(['on', 'off', 'auto']),
  ub: z.number(),
  swa_full: z.boolean(),
  server: z.object({ model: z.number(), ctx_plus_compute: z.number() }),
  library: z.optional(z.object({ ctx_plus_compute: z.number() })),
  nlc: z.object({
    model_v1: z.number(),
    model_v2: z.number(),
    ctx_v1: z.number(),
    ctx_v2: z.number(),
  }),
})

/** One dry run of llama.cpp (KEYS.md §6), and how it was asked for. */
export interface ShapeRow {
  readonly id: string
  readonly shape: string
  readonly run: LlamaRun
  readonly stated: StatedShape
}

/** What another estimator says of the same. Both of its figures of the context are with its compute buffer. */
export interface PeerRow {
  readonly shape: string
  readonly run: LlamaRun
  readonly truth: {
    readonly modelMib: number
    readonly serverMib: number
    readonly libraryMib: number | null
  }
  readonly peer: z.infer<typeof peerShape>['nlc']
}

/** The build that made the corpus; nothing is allocated or mapped in a dry run, and it was told not to lay weights out anew. */
const dryRun = {
  ...defaultRun,
  build: 10_470,
  device: 'cpu',
  usesMmap: false,
  isRepacked: false,
} as const

export async function shapeRowsIn(folder: string): Promise<readonly ShapeRow[]> {
  const [server, library] = await Promise.all([
    rowsOf(join(folder, 'llama-server.json'), rowShape),
    rowsOf(join(folder, 'llama-library.json'), rowShape),
  ])
  return [
    ...server.map((row) => shapeRowOf(row, 'server')),
    ...library.map((row) => shapeRowOf(row, 'library')),
  ]
}

function shapeRowOf(row: z.infer<typeof rowShape>, program: LlamaRun['program']): ShapeRow {
  const run: LlamaRun = {
    ...dryRun,
    program,
    contextTokens: row.n_ctx_arg ?? row.n_ctx ?? null,
    parallel: row.n_parallel_arg ?? row.n_parallel ?? null,
    isKvUnified: row.kv_unified_arg ?? row.kv_unified ?? null,
    keyType: row.type_k,
    valueType: row.type_v,
    flashAttention: row.flash_attn,
    ubatchTokens: row.n_ubatch,
    isSlidingFull: row.swa_full,
  }
  return { id: idOf(row.shape, run), shape: row.shape, run, stated: row.stated }
}

/** `llama-3.1-8b server -c 4096 -np 1 -ub 512 -ctk f16 -fa auto` */
const idOf = (shape: string, run: LlamaRun): string =>
  [
    `${shape} ${run.program} -c ${run.contextTokens} -np ${run.parallel ?? 'auto'}`,
    `-ub ${run.ubatchTokens} -ctk ${run.keyType} -fa ${run.flashAttention}`,
    ...(run.isKvUnified === true ? ['-kvu'] : []),
    ...(run.isSlidingFull ? ['--swa-full'] : []),
  ].join(' ')

export async function peerRowsIn(folder: string): Promise<readonly PeerRow[]> {
  const rows = await rowsOf(join(folder, 'node-llama-cpp.json'), peerShape)
  return rows.map((row) => ({
    shape: row.shape,
    run: {
      ...dryRun,
      contextTokens: row.n_ctx,
      parallel: row.np ?? null,
      isKvUnified: row.kvu ?? null,
      keyType: row.type_k,
      valueType: row.type_k,
      flashAttention: row.fa,
      ubatchTokens: row.ub,
      isSlidingFull: row.swa_full,
    },
    truth: {
      modelMib: row.server.model,
      serverMib: row.server.ctx_plus_compute,
      libraryMib: row.library?.ctx_plus_compute ?? null,
    },
    peer: row.nlc,
  }))
}

async function rowsOf<T>(file: string, shape: z.ZodMiniType<T>): Promise<readonly T[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file}: it cannot be read`)
  })
  const parsed = z.array(shape).safeParse(jsonOrNothing(text))
  if (!parsed.success) throw new UsageError(`${file}: no rows of dry runs`)
  return parsed.data
}
