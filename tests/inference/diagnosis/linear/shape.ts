/** A regular expression taken apart, as far as those of our forms go; what only looks around is there as what it looks for. */
export type Shape =
  | { readonly kind: 'any-of'; readonly parts: readonly Shape[] }
  | { readonly kind: 'row'; readonly parts: readonly Shape[] }
  | { readonly kind: 'repeat'; readonly part: Shape; readonly least: number; readonly most: number }
  /** One character. */
  | { readonly kind: 'one'; readonly test: RegExp }
  | { readonly kind: 'nothing' }

const nothing: Shape = { kind: 'nothing' }

/** An escape, a set of characters, the beginning of a group, or any one character. */
const token = /\\(?:u[\da-f]{4}|p\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|./gsu
const quantifier = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/

export function shapeOf({ source, flags }: RegExp): Shape {
  let at = 0

  const next = (): string | null => {
    token.lastIndex = at
    return token.exec(source)?.[0] ?? null
  }
  const take = (): string => {
    const found = next() ?? ''
    at += found.length
    return found
  }

  function anyOf(): Shape {
    const parts = [row()]
    while (next() === '|') {
      take()
      parts.push(row())
    }
    return { kind: 'any-of', parts }
  }

  function row(): Shape {
    const parts: Shape[] = []
    for (let one = next(); one !== null && one !== '|' && one !== ')'; one = next())
      parts.push(repeated(part()))
    return { kind: 'row', parts }
  }

  function part(): Shape {
    const one = take()
    if (one.startsWith('(')) {
      const inside = anyOf()
      take()
      return one.endsWith('!') ? nothing : inside
    }
    if (/^(?:[$^]|\\[bB1-9])$/.test(one)) return nothing
    return { kind: 'one', test: new RegExp(`^${one}$`, flags) }
  }

  function repeated(one: Shape): Shape {
    const [whole, sign, least, comma, most] = quantifier.exec(source.slice(at)) ?? []
    if (whole === undefined) return one
    at += whole.length
    if (sign !== undefined)
      return {
        kind: 'repeat',
        part: one,
        least: sign === '+' ? 1 : 0,
        most: sign === '?' ? 1 : Infinity,
      }
    const bound = comma === '' ? Number(least) : most === '' ? Infinity : Number(most)
    return { kind: 'repeat', part: one, least: Number(least), most: bound }
  }

  return anyOf()
}
