import { ParseError } from '../../../../shared/parse.ts'
import { parseIoregValue, textOfBytes } from './ioreg-value.ts'
import { plistIn } from './plist.ts'
import { wholeLines } from './whole-lines.ts'

/** One object of the IO registry. */
export interface IoregNode {
  /** null: the text has its properties without the line that names it. */
  readonly className: string | null
  /** It stands at the left edge: what `ioreg -r -c` was asked for, not a child of it. */
  readonly isRoot: boolean
  /** undefined where the node has no such property; null where its line was clipped or is not known. */
  readonly valueOf: (name: string) => unknown
}

/** The depth of children in a plist: the registry itself has about twenty levels. */
const maxDepth = 64

const header = /^([\s|]*)\+-o /
const className = /<class ([^\s,>]+)/
const property = /^[\s|]*"([^"]+)" ?= ?(.*)$/

/** The nodes of an answer of `ioreg`, in text or (`-a`) in a plist, in the order printed. Throws ParseError. */
export const ioregNodesIn = (text: string): readonly IoregNode[] =>
  /^\s*<(?:\?xml|!DOCTYPE|plist)/.test(text) ? plistNodesIn(text) : textNodesIn(text)

// +-o AGXAcceleratorG14S  <class AGXAcceleratorG14S, id 0x100000400, registered, matched, active>
//     {
//       "model" = "Apple M2 Max"
//       "PerformanceStatistics" = {"Device Utilization %"=12,"In use system memory"=1073741824}
//     }
/** Lines that grep left of it make nodes too: without a header, a name that comes again begins the next one. */
function textNodesIn(text: string): readonly IoregNode[] {
  const drafts: Draft[] = []
  for (const line of wholeLines(text)) {
    const [, edge] = header.exec(line) ?? []
    const [, name, written = ''] = property.exec(line) ?? []
    const last = drafts.at(-1)
    if (edge !== undefined) {
      drafts.push({ header: line, isRoot: edge === '', written: new Map() })
    } else if (name !== undefined) {
      const isOfLast = last !== undefined && (last.header !== null || !last.written.has(name))
      if (isOfLast) last.written.set(name, written)
      else drafts.push({ header: null, isRoot: false, written: new Map([[name, written]]) })
    }
  }
  return drafts.map(nodeOf)
}

interface Draft {
  readonly header: string | null
  readonly isRoot: boolean
  readonly written: Map<string, string>
}

function nodeOf({ header, isRoot, written }: Draft): IoregNode {
  const valueOf = (name: string): unknown => {
    const value = written.get(name)
    return value === undefined ? undefined : writtenValue(value.trim())
  }
  const named = header === null ? valueOf('IOClass') : className.exec(header)?.[1]
  return { className: textIn(named), isRoot, valueOf }
}

function writtenValue(written: string): unknown {
  // a property that is a string: quotes inside of it are not escaped
  const quoted = /^"(.*)"$/.exec(written)?.[1]
  if (quoted !== undefined) return quoted
  try {
    return parseIoregValue(written)
  } catch (error) {
    // ParseError: this one property is not known
    if (error instanceof ParseError) return null
    throw error
  }
}

export const isDictionary = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Date)

function plistNodesIn(text: string): readonly IoregNode[] {
  const nodes: IoregNode[] = []
  const collect = (value: unknown, depth: number): void => {
    if (depth > maxDepth) throw new ParseError(`more than ${maxDepth} levels of nodes`)
    if (!isDictionary(value)) throw new ParseError('a node that is no dictionary')
    const valueOf = (name: string): unknown =>
      Object.hasOwn(value, name) ? value[name] : undefined
    const className = textIn(valueOf('IOObjectClass')) ?? textIn(valueOf('IOClass'))
    nodes.push({ className, isRoot: depth === 0, valueOf })
    const children = valueOf('IORegistryEntryChildren')
    if (Array.isArray(children)) children.forEach((child) => collect(child, depth + 1))
  }
  const root = plistIn(text)
  if (Array.isArray(root)) root.forEach((node) => collect(node, 0))
  else collect(root, 0)
  return nodes
}

/** A text that is not empty, of a string or of data; null where it is none. */
export function textIn(value: unknown): string | null {
  if (value instanceof Uint8Array) return textOfBytes(value) || null
  return (typeof value === 'string' && value) || null
}

/** A count of a dictionary; null where it has none, or one below 0 or past 2^53. */
export function countAt(dictionary: unknown, name: string): number | null {
  if (!isDictionary(dictionary) || !Object.hasOwn(dictionary, name)) return null
  return countOf(dictionary[name])
}

export const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
