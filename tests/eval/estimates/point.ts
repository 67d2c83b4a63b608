import { readFile } from 'node:fs/promises'
import { z } from 'zod/mini'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn } from '../../../src/shared/parse.ts'

const bufferShape = z.object({ where: z.string(), bytes: z.number() })
const checkShape = z.object({
  reported_bytes: z.number(),
  groups: z.optional(
    z.union([
      z.string(),
      z.array(
        z.object({
          cells: z.optional(z.number()),
          layers: z.optional(z.number()),
          n_embd_k: z.optional(z.number()),
          n_embd_v: z.optional(z.number()),
        }),
      ),
    ]),
  ),
})

/** A point of points.jsonl (KEYS.md §4), as far as it is compared. */
const pointShape = z.object({
  id: z.string(),
  engine: z._default(z.string(), ''),
  build: z.nullish(z.union([z.string(), z.number()])),
  date: z.nullish(z.string()),
  backend: z.string(),
  model: z.record(z.string(), z.unknown()),
  options: z._default(z.record(z.string(), z.unknown()), {}),
  reported: z.object({
    model_buffers: z._default(z.array(bufferShape), []),
    kv_buffers: z._default(z.array(bufferShape), []),
    compute_buffers: z._default(z.array(bufferShape), []),
    recurrent_buffers: z._default(z.array(bufferShape), []),
    fit_projected_device_mib: z.optional(z.number()),
  }),
  check: z._default(z.object({ kv: z.nullish(checkShape), recurrent: z.nullish(checkShape) }), {}),
  weights_check: z.nullish(
    z.object({
      tensor_bytes_printed: z.number(),
      sum_of_buffers_bytes: z.number(),
      printed_precision_bytes: z.number(),
      why: z.optional(z.string()),
    }),
  ),
  flags: z._default(z.array(z.string()), []),
})
export type Point = z.infer<typeof pointShape>

/** Every point of the file: its first line is a header. */
export async function pointsIn(path: string): Promise<readonly Point[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const points = lines.flatMap((line, index): readonly Point[] => {
    const value = valueOf(line)
    if (typeof value === 'object' && value !== null && 'record' in value) return []
    const parsed = pointShape.safeParse(value)
    if (!parsed.success)
      throw new UsageError(`${path}, line ${index + 1}: not a point of an estimate`)
    return [parsed.data]
  })
  if (points.length === 0) throw new UsageError(`${path}: it has no points`)
  return points
}

function valueOf(line: string): unknown {
  try {
    return jsonIn(line)
  } catch {
    // ParseError: no JSON
    return null
  }
}
