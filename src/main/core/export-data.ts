import type { DataKind, OwnDataExport } from '../../shared/own-data.ts'
import type { Host } from '../host/host.ts'
import type { OwnFile } from './own-files.ts'

/** Of one file: none that is whole is larger. */
const maxFileBytes = 4 * 2 ** 20
/** Of all together: it goes through one message to the page. */
const maxBytes = 16 * 2 ** 20

/** Texts of others, and what is no text: the history goes along as one of its own. */
const isNamedOnly: ReadonlySet<DataKind> = new Set(['run-logs', 'history'])

const contentsName = 'contents.json'
const historyName = 'history.json'

/**
 * What is kept, as texts, but for the keys of servers, also in files that were kept aside. Logs of runs are named only: they are
 * others' texts, and may hold prompts. What is too large is named as well.
 */
export async function exportOf(
  host: Pick<Host, 'ask' | 'clock'>,
  given: { readonly files: readonly OwnFile[]; readonly history: string | null },
): Promise<OwnDataExport> {
  const atMs = host.clock.nowMs()
  const files: { readonly name: string; readonly text: string }[] = []
  let leftBytes = maxBytes
  const add = (name: string, text: string, bytes: number): boolean => {
    if (bytes > leftBytes) return false
    leftBytes -= bytes
    files.push({ name, text })
    return true
  }
  const contents: { name: string; bytes: number; isContained: boolean }[] = []
  for (const { kind, name, path, bytes } of given.files) {
    if (kind === 'server-keys') continue
    const text = isNamedOnly.has(kind) ? null : await textOf(host, path)
    contents.push({ name, bytes, isContained: text !== null && add(name, text, bytes) })
  }
  if (given.history !== null) {
    const bytes = new TextEncoder().encode(given.history).length
    const isContained = add(historyName, given.history, bytes)
    contents.push({ name: historyName, bytes, isContained })
  }
  const text = `${JSON.stringify({ schema: 'headroom/export-contents/1', atMs, files: contents }, null, 2)}\n`
  return { schema: 'headroom/export/1', atMs, files: [{ name: contentsName, text }, ...files] }
}

/** null: it cannot be read, or is too large. */
async function textOf(host: Pick<Host, 'ask'>, path: string): Promise<string | null> {
  const found = await host.ask({ kind: 'file', path, maxBytes: maxFileBytes })
  return found.kind === 'ok' ? found.value : null
}
