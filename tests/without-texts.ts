const words = new Set(['schema', 'kind', 'state', 'level', 'memoryKind'])
/** Texts may differ by what was removed from the recording, and the mode has to; our own words may not. */
export const withoutTexts = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return words.has(name) ? value : 'text'
  if (Array.isArray(value)) return value.map((inner) => withoutTexts(inner))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutTexts(inner, key)]),
  )
}
