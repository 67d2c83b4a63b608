import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonOrNothing } from '../api/request.ts'
import { manifestIn, type LlamaRun } from './manifest.ts'

const bufferShape = z.object({ backend: z.string(), kind: z.string(), mib: z.number() })
export type StatedBuffer = z.infer<typeof bufferShape>

const cacheShape = z.object({
  mib: z.number(),
  cells: z.optional(z.number()),
  layers: z.optional(z.number()),
  streams: z.nullish(z.number()),
  k_mib: z.optional(z.number()),
  v_mib: z.optional(z.number()),
})
export type StatedCache = z.infer<typeof cacheShape>

const statedShape = z.object({
  loaded: z.boolean(),
  n_ctx: z.nullish(z.number()),
  n_ctx_seq: z.nullish(z.number()),
  n_slots: z.nullish(z.number()),
  n_ctx_slot: z.nullish(z.number()),
  file_size_mib: z.nullish(z.number()),
  buffers: z._default(z.array(bufferShape), []),
  kv_cache: z._default(z.array(cacheShape), []),
})

const runShape = z.object({
  exit: z.object({ code: z.nullable(z.number()) }),
  stated: statedShape,
})

const propsShape = z.object({
  total_slots: z.number(),
  default_generation_settings: z.object({ n_ctx: z.number() }),
})

/** A recorded run with its log, and what else is known of it (KEYS.md §5). */
export interface RunLog extends LlamaRun {
  readonly exitCode: number | null
  readonly stated: z.infer<typeof statedShape>
  /** What it answered about itself, which its log says as well. */
  readonly props: { readonly slotCount: number; readonly contextTokensPerSequence: number } | null
  readonly text: string
}

/** Every run of the folder that has a log. */
export async function runLogsIn(folder: string): Promise<readonly RunLog[]> {
  const withLog = (await manifestIn(folder)).filter(({ files }) => files.includes('log.txt'))
  return Promise.all(
    withLog.map(async (entry) => ({ ...entry, ...(await readRun(join(folder, entry.run))) })),
  )
}

type Read = Pick<RunLog, 'exitCode' | 'stated' | 'props' | 'text'>

async function readRun(folder: string): Promise<Read> {
  const file = join(folder, 'run.json')
  const parsed = runShape.safeParse(jsonOrNothing(await readFile(file, 'utf8')))
  if (!parsed.success) throw new UsageError(`${file}: not a run`)
  // ENOENT: a server that did not load, or was not asked, has none
  const props = await readFile(join(folder, 'props.json'), 'utf8').catch(() => '')
  const { data } = propsShape.safeParse(jsonOrNothing(props))
  return {
    exitCode: parsed.data.exit.code,
    stated: parsed.data.stated,
    props:
      data === undefined
        ? null
        : {
            slotCount: data.total_slots,
            contextTokensPerSequence: data.default_generation_settings.n_ctx,
          },
    text: await readFile(join(folder, 'log.txt'), 'utf8'),
  }
}
