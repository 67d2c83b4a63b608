// time=2026-02-20T16:27:57.478-06:00 level=ERROR source=server.go:426 msg="llama runner terminated" error="exit status 2"
// time=… level=INFO source=server.go:496 msg="loading model" "model layers"=29 requested=-1
/** A key is short, and begins behind a blank: whatever a line is made of, the search is done in one pass. */
const pair =
  /(?<=^|\s)(?:"((?:[^"\\]|\\.){1,100})"|([^\s="]{1,100}))=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?:\s|$)/g

/** More keys than any line of Ollama has. */
const maxPairs = 100

/** The keys of a line of Ollama's log (Go's slog in logfmt); null for any other line. Of two with one name the first counts. */
export function logfmtIn(text: string): ReadonlyMap<string, string> | null {
  if (!/^time=\S+ level=[A-Z]/.test(text)) return null
  const found = new Map<string, string>()
  for (const [, quotedKey, key, quoted, plain] of text.matchAll(pair)) {
    const name = quotedKey ?? key ?? ''
    if (!found.has(name)) found.set(name, quoted === undefined ? (plain ?? '') : unescaped(quoted))
    if (found.size >= maxPairs) break
  }
  return found
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one === 't' ? '\t' : one))
