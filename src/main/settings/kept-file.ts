import type { NoReading } from '../../shared/reading.ts'
import type { Host } from '../host/host.ts'

/** Files of ours have some hundred bytes. */
const maxBytes = 64 * 2 ** 10

/** What a file of ours holds, or what stands in its place. */
export interface Kept<T> {
  readonly found: T
  /** Why the file was not used, and where it went; null where it was, or where there is none. */
  readonly trouble: string | null
  /** Why the file must not be written: it could not be read, or not be kept. */
  readonly unread: NoReading | null
}

/**
 * Reads a file of ours. One that is broken is kept aside; one that cannot be read stays as it is, and must not be written.
 * `parse` answers with null for a text that is not of its form. Never throws.
 */
export async function readKept<T>(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
  parse: (text: string) => T | null,
  otherwise: { readonly value: T; readonly words: string },
): Promise<Kept<T>> {
  const text = await host.ask({ kind: 'file', path, maxBytes })
  if (text.kind === 'absent') return { found: otherwise.value, trouble: null, unread: null }
  if (text.kind !== 'ok') {
    const trouble = `${path}: ${text.reason}; ${otherwise.words}`
    return { found: otherwise.value, trouble, unread: text }
  }
  const found = parse(text.value)
  if (found !== null) return { found, trouble: null, unread: null }
  const aside = `${path}.broken`
  const kept = await host.writeFile(aside, text.value)
  const where = kept.kind === 'ok' ? `; it is kept as ${aside}` : ''
  const trouble = `${path} is broken: ${otherwise.words}${where}`
  // where it could not be kept, the file is the only one there is
  return { found: otherwise.value, trouble, unread: kept.kind === 'ok' ? null : kept }
}
