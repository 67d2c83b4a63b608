import type { NoReading, Reading } from '../../shared/reading.ts'
import type { Host } from './host.ts'

/** Most files of ours have some hundred bytes. */
const usualMaxBytes = 64 * 2 ** 10
/** So many broken ones are kept, each by its own name; more than these are the last one. */
const mostKept = 20

type KeptHost = Pick<Host, 'ask' | 'writeFile'>

/** What a file of ours holds, or what stands in its place. */
export interface Kept<T> {
  readonly found: T
  /** As it stands in the file; null: it could not be read, or there is none. */
  readonly text: string | null
  /** Why the file was not used, and where it went; null where it was, or where there is none. */
  readonly trouble: string | null
  /** Why the file must not be written: it could not be read, or not be kept. */
  readonly unread: NoReading | null
  /** It is broken, and may be half of what somebody writes right now: nothing was done about it. */
  readonly isHalf: boolean
}

export interface Otherwise<T> {
  readonly value: T
  readonly words: string
  /** Of a broken text: whether nobody writes it any more. */
  readonly hasSettled?: (text: string) => boolean
  /** What is longer is none of ours; without it some ten thousand. */
  readonly maxBytes?: number
}

/**
 * Reads a file of ours. One that is broken is kept aside, unless nothing is in it; one that cannot be read stays as it is, and must not be written.
 * `parse` answers with null for a text that is not of its form. Never throws.
 */
export async function readKept<T>(
  host: KeptHost,
  path: string,
  parse: (text: string) => T | null,
  otherwise: Otherwise<T>,
): Promise<Kept<T>> {
  const { maxBytes = usualMaxBytes } = otherwise
  const reading = await host.ask({ kind: 'file', path, maxBytes })
  const none = { found: otherwise.value, text: null, isHalf: false }
  if (reading.kind === 'absent') return { ...none, trouble: null, unread: null }
  if (reading.kind !== 'ok') {
    const trouble = `${path}: ${reading.reason}; ${otherwise.words}`
    return { ...none, trouble, unread: reading }
  }
  const text = reading.value
  const found = parse(text)
  const fine = { text, trouble: null, unread: null }
  if (found !== null) return { ...fine, found, isHalf: false }
  if (otherwise.hasSettled?.(text) === false)
    return { ...fine, found: otherwise.value, isHalf: true }
  const broken = `${path} is broken: ${otherwise.words}`
  if (text.trim() === '') return { ...fine, found: otherwise.value, trouble: broken, isHalf: false }
  const { aside, kept } = await keepAside(host, { path, text, maxBytes })
  const trouble = kept.kind === 'ok' ? `${broken}; it is kept as ${aside}` : broken
  // where it could not be kept, the file is the only one there is
  const unread = kept.kind === 'ok' ? null : kept
  return { found: otherwise.value, text, trouble, unread, isHalf: false }
}

interface Broken {
  readonly path: string
  readonly text: string
  readonly maxBytes: number
}

/** By the first name that is free, or has the same text: nobody's earlier file is replaced by it. */
async function keepAside(
  host: KeptHost,
  { path, text, maxBytes }: Broken,
): Promise<{ readonly aside: string; readonly kept: Reading<null> }> {
  for (let count = 1; ; count++) {
    const aside = asideOf(path, count)
    const there = await host.ask({ kind: 'file', path: aside, maxBytes })
    if (there.kind === 'ok' && there.value === text)
      return { aside, kept: { ...there, value: null } }
    if (there.kind === 'absent' || count === mostKept)
      return { aside, kept: await host.writeFile(aside, text) }
  }
}

/** `settings.json.broken`, `settings.json.broken-2`. */
const asideOf = (path: string, count: number): string =>
  count === 1 ? `${path}.broken` : `${path}.broken-${count}`
