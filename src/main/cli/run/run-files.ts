import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { baseName } from '../../../shared/base-name.ts'
import { runOf } from '../../monitor/logs/run-name.ts'

/** So many runs are kept, with all that belongs to them. */
const keptRunCount = 20
const maxNameLength = 40

/** Of one run; the date comes first, so that the last name is that of the newest (monitor/logs/log-files.ts). */
export interface RunFiles {
  readonly logPath: string
  /** What stood in the log before it was full. */
  readonly fullLogPath: string
  readonly minutePath: string
}

// 2026-11-22T02-28-45Z-llama-server-4242.log
export function runFiles(
  folder: string,
  { word, atMs, pid }: { readonly word: string; readonly atMs: number; readonly pid: number },
): RunFiles {
  const name = baseName(word)
    .replace(/[^\w.-]+/g, '-')
    .slice(0, maxNameLength)
  const date = new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '-')
  const stem = join(folder, `${date}Z-${name === '' ? 'run' : name}-${pid}`)
  return {
    logPath: `${stem}.log`,
    fullLogPath: `${stem}.log.1`,
    minutePath: `${stem}.minute.jsonl`,
  }
}

/** Deletes what the oldest runs have left; nothing that is called otherwise, and nothing of a run that goes on. */
export async function deleteOldRuns(
  folder: string,
  isRunning: (pid: number) => boolean,
): Promise<void> {
  const names = await readdir(folder)
  const runs = Map.groupBy(names, (name) => runOf(name)?.stem ?? null)
  const stems = [...runs.keys()].filter((stem) => stem !== null).toSorted()
  for (const stem of stems.slice(0, -keptRunCount)) {
    if (isRunning(Number(stem.slice(stem.lastIndexOf('-') + 1)))) continue
    for (const name of runs.get(stem) ?? []) await rm(join(folder, name), { force: true })
  }
}
