import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonOrNothing } from '../api/request.ts'

const foretellShape = z.object({
  possible: z.nullish(z.boolean()),
  alert_justified: z.nullish(z.boolean()),
})

const sidecarShape = z.object({
  program: z.nullish(z.string()),
  classes: z.array(z.string()),
  facts: z._default(z.record(z.string(), z.union([z.number(), z.string()])), {}),
  key_line: z.nullish(z.string()),
  foretell: z.nullish(foretellShape),
})

/** One log, and what its sidecar says that it tells (KEYS.md §3). */
export interface LogItem {
  /** `ollama/m1-low-vram-mode` */
  readonly id: string
  readonly program: string
  readonly text: string
  /** Without `none`. */
  readonly classes: readonly string[]
  readonly facts: Readonly<Record<string, number | string>>
  /** The line that decides; null: none does. */
  readonly keyLine: string | null
  /** Whether what stands above that line tells the failure; null: it does not say. */
  readonly isForetellable: boolean | null
  /** Whether a warning is right although nothing failed; null: something did, or it does not say. */
  readonly isAlertJustified: boolean | null
}

/** All .log files below a folder that have a .json beside them. Throws UsageError where there is none, or a sidecar is none. */
export async function logItemsIn(folder: string): Promise<readonly LogItem[]> {
  const names = await readdir(folder, { recursive: true })
  const logs = names.filter((name) => name.endsWith('.log')).sort()
  if (logs.length === 0) throw new UsageError(`${folder}: there is no .log in it`)
  return Promise.all(logs.map((name) => itemOf(folder, name)))
}

async function itemOf(folder: string, name: string): Promise<LogItem> {
  const id = name.replace(/\.log$/, '')
  const sidecar = join(folder, `${id}.json`)
  const parsed = sidecarShape.safeParse(
    jsonOrNothing(await readFile(sidecar, 'utf8').catch(() => '')),
  )
  if (!parsed.success) throw new UsageError(`${sidecar}: it does not say what the log tells`)
  const { program, classes, facts, foretell, key_line: keyLine = null } = parsed.data
  return {
    id,
    program: program ?? 'unknown',
    text: await readFile(join(folder, name), 'utf8'),
    classes: classes.filter((one) => one !== 'none'),
    facts,
    keyLine,
    isForetellable: foretell?.possible ?? null,
    isAlertJustified: foretell?.alert_justified ?? null,
  }
}
