import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { fileType } from '../../probes/darwin/file-type.ts'
import { read } from '../../probes/probe.ts'

/** By path, whether an executable runs natively on Apple silicon; null where its file says nothing of it. */
export type NativeFiles = ReadonlyMap<string, boolean | null>

/** A command line of some thousand characters; the others are asked next time. */
const maxPathsAtOnce = 16
/** A day of a developer's builds; then the oldest are forgotten. */
const maxKnown = 1_000

/** Asks `file` once for each executable; without a new one nothing is asked. */
export function createFileTypeReader(): (
  asker: AskerAt,
  executables: readonly string[],
) => Promise<Reading<NativeFiles>> {
  let known: NativeFiles = new Map()
  return async (asker, executables) => {
    const { atMs } = asker
    const unknown = [...new Set(executables)].filter(
      (path) => path.startsWith('/') && !known.has(path),
    )
    if (unknown.length === 0) return { kind: 'ok', value: known, atMs, tookMs: 0 }
    const asked = unknown.slice(0, maxPathsAtOnce)
    const reading = await read(asker, fileType(asked))
    if (reading.kind !== 'ok') return reading
    const isNative = new Map(reading.value.map((one) => [one.path, one.isNativeOnArm64]))
    const added = asked.map((path) => [path, isNative.get(path) ?? null] as const)
    known = new Map([...known, ...added].slice(-maxKnown))
    return { ...reading, value: known }
  }
}
