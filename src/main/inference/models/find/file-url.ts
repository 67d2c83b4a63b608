/** `file:///models/a%20b.gguf`, as file managers copy it, is /models/a b.gguf; null where it is no URL of a file here. */
export function pathOfUrl(wanted: string): string | null {
  if (!/^file:\//i.test(wanted) || !URL.canParse(wanted)) return null
  const { hostname, pathname } = new URL(wanted)
  if (hostname !== '' && hostname !== 'localhost') return null
  try {
    return decodeURIComponent(pathname)
  } catch {
    // a URIError: a % that stands for itself
    return pathname
  }
}
