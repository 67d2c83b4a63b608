import { picked, type Change } from './changes.ts'
import { nastyJson, nastyKeys } from './nasty.ts'

const hole = '\u0001hole\u0001'
const holeWritten = JSON.stringify(hole)

/** Ways in which one value of a JSON text is made another; null: it is not JSON, or holds nothing. */
export function changedJson(text: string, { at, size, pick }: Change): string | null {
  const value = jsonOrNone(text)
  if (value === undefined) return null
  const count = countIn(value)
  const target = at % count
  const way = size % 8
  let found: unknown = null
  let seen = 0
  const within = (one: unknown): unknown => {
    if (seen++ === target) {
      found = one
      return hole
    }
    if (Array.isArray(one)) return one.map(within)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, within(item)]))
  }
  const written = JSON.stringify(within(value)) ?? 'null'
  return written.replace(holeWritten, () => instead(JSON.stringify(found) ?? 'null', way, pick))
}

function instead(found: string, way: number, pick: number): string {
  const nasty = picked(nastyJson, pick, 'null')
  switch (way) {
    case 0:
      return `[${found}]`
    case 1:
      return `{${JSON.stringify(picked(nastyKeys, pick, ''))}:${found}}`
    case 2:
      return `[${Array.from({ length: 1 + (pick % 300) }, () => found).join(',')}]`
    case 3:
      return found.startsWith('{') ? withField(found, picked(nastyKeys, pick, ''), nasty) : nasty
    case 4:
      return found.startsWith('[') ? repeated(found, 2 + (pick % 100)) : JSON.stringify(found)
    default:
      return nasty
  }
}

const withField = (object: string, key: string, value: string): string =>
  `{${JSON.stringify(key)}:${value}${object === '{}' ? '' : `,${object.slice(1, -1)}`}}`

const repeated = (list: string, times: number): string =>
  list === '[]' ? list : `[${Array.from({ length: times }, () => list.slice(1, -1)).join(',')}]`

function jsonOrNone(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // SyntaxError: it is not JSON, or was changed before
    return undefined
  }
}

function countIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, one) => sum + countIn(one), 1)
}
