import { isAbsolute, join, relative } from 'node:path'
import type { Section } from '../../shared/details.ts'

/** The scheme of our own screens, and the only host in it (electron.md §5). */
export const ownScheme = 'headroom'
const ownHost = 'screens'
export const popoverAddress = `${ownScheme}://${ownHost}/index.html`
/** The page opens at this section, and has no overview to go back to. */
export const detailsAddress = (section: Section): string => `${popoverAddress}#details=${section}`

const urlIn = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

/** Whether an address is of our own screens; none of them names a port or a user. */
export function isOwnAddress(address: string): boolean {
  const url = urlIn(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === `${ownScheme}:` && url.host === ownHost
}

/** Whether it is something that one of our own pages has made, to hand it to its user: macOS asks where it is to be kept. */
export const isOwnMade = (address: string): boolean =>
  address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))

/** The page that a request came from, as Electron tells it. */
export interface Sender {
  readonly url: string
  /** A frame within another one has a parent. */
  readonly parent: object | null
}

/** Whether it came from the top of one of our own screens; null: its frame is gone. */
export const isOwnSender = (sender: Sender | null): boolean =>
  sender !== null && sender.parent === null && isOwnAddress(sender.url)

const mimeOf: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['json', 'application/json'],
  ['woff2', 'font/woff2'],
])

export interface OwnFile {
  readonly path: string
  readonly mime: string
}

/** The file below `folder` that an address of ours means; null where it means none, or one outside. */
export function ownFileOf(address: string, folder: string): OwnFile | null {
  if (!isOwnAddress(address)) return null
  const { pathname } = new URL(address)
  const name = decoded(pathname === '/' ? '/index.html' : pathname)
  if (name === null || name.includes('\0')) return null
  const path = join(folder, name)
  const within = relative(folder, path)
  if (within === '' || within.startsWith('..') || isAbsolute(within)) return null
  const mime = mimeOf.get(path.slice(path.lastIndexOf('.') + 1))
  return mime === undefined ? null : { path, mime }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // URIError: a % that stands for nothing
    return null
  }
}
