/** Archives hold no lines that could be read on. */
const compressed = /\.(?:gz|zst|bz2|xz|lz4|zip|7z|tgz)$/i
/** A number, `old`, or a date with or without a time; not a number of 4 or 5 digits, which is the port of another server. */
const number = /^[._ -]\d{1,3}$/
const word = /^[._ -](?:old|prev|previous|bak|backup|last|rotated)[._-]?\d{0,3}$/i
const date = /^[._ -](?:\d{6,20}|\d{4}[-._]?\d\d[-._]?\d\d[\dTZ:._+ -]{0,40}|\d{4}-\d\d)$/i

interface Name {
  readonly stem: string
  readonly ending: string
}

function partsOf(name: string): Name {
  const dot = name.lastIndexOf('.')
  return dot <= 0
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, dot), ending: name.slice(dot) }
}

/** A file that may hold what once stood in the log `base`: `server-1.log` beside `server.log`, `x.log.1`, `x.log-20261121`. */
export const mayBeCopy = (name: string, base: string): boolean =>
  name !== base && name.startsWith(partsOf(base).stem) && !compressed.test(name)

/**
 * By which scheme a file is named as an earlier one of the log `base`; null where it does not look like one. Files of one log
 * are named by one scheme: `comfyui.prev.log` and `comfyui_8189.log` are not.
 */
export function schemeOf(name: string, base: string): string | null {
  if (!mayBeCopy(name, base)) return null
  const { stem, ending } = partsOf(base)
  if (name.startsWith(base)) {
    const added = name.slice(base.length)
    const bare = ending !== '' && added.endsWith(ending) ? added.slice(0, -ending.length) : added
    return schemeBy('behind', bare)
  }
  return name.endsWith(ending)
    ? schemeBy('within', name.slice(stem.length, name.length - ending.length))
    : null
}

function schemeBy(place: string, added: string): string | null {
  if (number.test(added)) return `${place} ${added[0] ?? ''} number`
  if (word.test(added)) return `${place} ${added[0] ?? ''} word`
  return date.test(added) ? `${place} ${added[0] ?? ''} date` : null
}
