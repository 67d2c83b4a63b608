import type { LocalModel } from '../../shared/local-models.ts'

/** A path as people paste it: in quotes, with blanks as a shell writes them, or as an address of a file. */
export function wantedIn(text: string): string {
  const bare = text.trim().replace(/^(['"])(.*)\1$/s, '$2')
  if (/^file:/i.test(bare)) return pathOfAddress(bare) ?? bare
  return bare.startsWith('/') || bare.startsWith('~') ? bare.replace(/\\(.)/g, '$1') : bare
}

/** Whether a text is one file or folder rather than words to look for. */
export const isPath = (text: string): boolean =>
  /^\s*['"]?(\/|~|\.{1,2}\/|file:|[a-z]:\\)/i.test(text) ||
  /\.(gguf|safetensors)['"]?\s*$/i.test(text)

// file:///Users/alice/My%20Models/x.gguf
export function pathOfAddress(address: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(address)
    return protocol === 'file:' && host === '' ? decodeURIComponent(pathname) : null
  } catch {
    // TypeError: no address; URIError: its % signs stand for nothing
    return null
  }
}

/** What was dropped, as far as a browser tells. */
export interface Dropped {
  /** `text/uri-list`: one address a line, comments after `#` (RFC 2483 §5). */
  readonly uriList: string
  readonly file: { readonly name: string; readonly sizeBytes: number } | null
}

export type DropOutcome =
  | { readonly kind: 'wanted'; readonly wanted: string }
  | { readonly kind: 'trouble'; readonly why: DropTrouble }

/** `not-told`: it is one, and nobody tells where it lies. */
export type DropTrouble = 'no-file' | 'not-told'

/** A browser says of a file how it is called and how large it is, never where it lies. */
export function outcomeOfDrop(
  { uriList, file }: Dropped,
  models: readonly LocalModel[],
): DropOutcome {
  const path = pathInList(uriList)
  if (path !== null) return { kind: 'wanted', wanted: path }
  if (file === null) return { kind: 'trouble', why: 'no-file' }
  const named = models.filter((model) => nameOf(model.path) === file.name)
  const same = named.filter(
    ({ fileBytes, path: where }) => isSharded(where) || fileBytes === file.sizeBytes,
  )
  const [found] = same
  if (found === undefined || same.some((model) => model.path !== found.path))
    return { kind: 'trouble', why: 'not-told' }
  return { kind: 'wanted', wanted: found.wanted }
}

const pathInList = (uriList: string): string | null =>
  uriList
    .split(/\r?\n/)
    .map(pathOfAddress)
    .find((path) => path !== null) ?? null

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The size in the list is that of all its files. */
const isSharded = (path: string): boolean => /-\d{5}-of-\d{5}\./.test(path)
