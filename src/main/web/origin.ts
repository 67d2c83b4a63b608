import { inUrl } from './machine-names.ts'

/**
 * A page from elsewhere may reach a server through its reader's browser, by a name that it made resolve to this machine (DNS
 * rebinding). So only our own names are answered to, and only our own pages may ask.
 */
export interface OwnNames {
  isOwnHost(host: string | undefined): boolean
  /** Programs send no Origin; browsers send it with all that a page could do harm with. */
  isOwnOrigin(origin: string | undefined): boolean
  /**
   * Browsers say of each request whose page sent it (Fetch Metadata): `none` is the user, by typing or a bookmark. A link
   * in another page may open ours: that is a whole document, and without its token it tells nothing.
   */
  isOwnSite(fetchSite: string | undefined, fetchDest: string | undefined): boolean
}

export interface OwnNamesOptions {
  /** In lower case; they may be others later. */
  readonly names: () => readonly string[]
  readonly port: () => number
  readonly isSecure: boolean
}

export function createOwnNames({ names, port, isSecure }: OwnNamesOptions): OwnNames {
  const scheme = isSecure ? 'https' : 'http'
  const usualPort = isSecure ? 443 : 80
  const hosts = (): readonly string[] =>
    names()
      .map(inUrl)
      .flatMap((name) =>
        port() === usualPort ? [name, `${name}:${usualPort}`] : [`${name}:${port()}`],
      )
  return {
    isOwnHost: (host) => host !== undefined && hosts().includes(host.toLowerCase()),
    isOwnOrigin: (origin) =>
      origin === undefined ||
      hosts().some((host) => origin.toLowerCase() === `${scheme}://${host}`),
    isOwnSite: (fetchSite, fetchDest) =>
      fetchSite === undefined ||
      fetchSite === 'same-origin' ||
      fetchSite === 'none' ||
      fetchDest === 'document',
  }
}
