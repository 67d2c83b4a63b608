/**
 * A page from elsewhere may reach a server on this machine through its reader's browser, and by a name that it made
 * resolve to 127.0.0.1 (DNS rebinding). So only our own names are answered to, and only our own pages may ask.
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

/** `address`: the one that is served. */
export function createOwnNames(address: string, port: () => number): OwnNames {
  const names = [...new Set(['127.0.0.1', 'localhost', '[::1]', address.toLowerCase()])]
  const hosts = (): readonly string[] =>
    names.flatMap((name) => (port() === 80 ? [name, `${name}:80`] : [`${name}:${port()}`]))
  return {
    isOwnHost: (host) => host !== undefined && hosts().includes(host.toLowerCase()),
    isOwnOrigin: (origin) =>
      origin === undefined || hosts().some((host) => origin.toLowerCase() === `http://${host}`),
    isOwnSite: (fetchSite, fetchDest) =>
      fetchSite === undefined ||
      fetchSite === 'same-origin' ||
      fetchSite === 'none' ||
      fetchDest === 'document',
  }
}

/** 127.0.0.0/8, ::1 and localhost: what no other machine reaches. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address)
