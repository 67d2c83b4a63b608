import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonOrNothing } from '../api/request.ts'

const manifestShape = z.object({
  runs: z.array(
    z.object({
      run: z.string(),
      build: z.number(),
      args: z.array(z.string()),
      files: z.array(z.string()),
      n_slots: z.nullish(z.number()),
      n_ctx_slot: z.nullish(z.number()),
    }),
  ),
})

/** One recorded run of llama-server, as the manifest of its folder tells it (KEYS.md §5). */
export type LlamaRun = z.infer<typeof manifestShape>['runs'][number]

/** Throws UsageError where the folder holds none. */
export async function manifestIn(folder: string): Promise<readonly LlamaRun[]> {
  const manifest = join(folder, 'MANIFEST.json')
  const text = await readFile(manifest, 'utf8').catch(() => {
    throw new UsageError(`${manifest}: it cannot be read`)
  })
  const parsed = manifestShape.safeParse(jsonOrNothing(text))
  if (!parsed.success) throw new UsageError(`${manifest}: not a manifest of llama-server runs`)
  return parsed.data.runs
}
