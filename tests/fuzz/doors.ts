import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from '../from-root.ts'
import {
  children,
  functionLike,
  isNode,
  treeOf,
  type Node,
  type SourceFile,
} from '../source-file.ts'

/** A function that foreign text, bytes or JSON come in by: its file from the root, and the name that V8 knows it by. */
export interface Door {
  readonly path: string
  readonly name: string
}

/** What the house calls whatever takes foreign text (style.md, the verbs). */
const verbs = /^(parse|match|decode|admit)(?=[A-Z]|$)/
/** Rooms where whoever takes text takes foreign text, whatever it is called. */
const foreignRooms = /^src\/main\/(probes|inference|host\/(log|flight))\//
const foreignTypes = /^(string|unknown|Uint8Array|Buffer|OpenFile|readonly string\[\])(<\w+>)?$/
const foreignNames =
  /^(text|line|lines|raw|json|body|document|content|answer|argv|bytes|head|file|config|index|given|told|piece)$/

/** Every such function of src/main and src/shared, by how it is written. */
export const doors = (): readonly Door[] =>
  ['src/main', 'src/shared'].flatMap((folder) =>
    readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
      .toSorted()
      .flatMap((path) => doorsIn({ path, text: readFileSync(fromRoot(path), 'utf8') })),
  )

export function doorsIn(file: SourceFile): readonly Door[] {
  const names = new Set<string>()
  const visit = (node: Node, within: string | null, isExported: boolean, named: string | null) => {
    const own = functionLike.test(node.type) ? (nameIn(node) ?? named) : null
    if (own !== null && own !== '') {
      const isForeign = foreignRooms.test(file.path) && isExported && takesForeign(node, file)
      if (isForeign || (verbs.test(own) && hasParameters(node))) names.add(own)
    }
    const inside = own ?? within
    if (inside !== null && readsJson(node)) names.add(inside)
    for (const child of children(node)) {
      const isOut = node.type === 'ExportNamedDeclaration' || (isExported && isDeclaring(node))
      visit(child, inside, isOut, nameGivenBy(node, child))
    }
  }
  const tree = treeOf(file)
  if (tree !== null) visit(tree, null, false, null)
  return [...names].map((name) => ({ path: file.path, name }))
}

const isDeclaring = ({ type }: Node): boolean => /^Variable(Declaration|Declarator)$/.test(type)

const nameIn = (node: Node): string | null => {
  const id = node['id']
  return isNode(id) ? String(id['name']) : null
}

/** `const name = () => …`, `{ name: () => … }`. */
function nameGivenBy(node: Node, child: Node): string | null {
  const given = { VariableDeclarator: ['id', 'init'], Property: ['key', 'value'] }
  if (node.type !== 'VariableDeclarator' && node.type !== 'Property') return null
  const [name, value] = given[node.type]
  const id = node[name ?? '']
  return node[value ?? ''] === child && isNode(id) && id.type === 'Identifier'
    ? String(id['name'])
    : null
}

const hasParameters = (node: Node): boolean => {
  const params = node['params']
  return Array.isArray(params) && params.length > 0
}

/** Its first parameter is a text, bytes or a value that nothing is known of, and is called so. */
function takesForeign(node: Node, { text }: SourceFile): boolean {
  const params: readonly unknown[] = Array.isArray(node['params']) ? node['params'] : []
  const [first] = params
  if (!isNode(first) || first.type !== 'Identifier') return false
  const type = first['typeAnnotation']
  if (!isNode(type)) return false
  const written = text.slice(type.start, type.end).replace(/^:\s*/, '')
  return foreignTypes.test(written) && foreignNames.test(String(first['name']))
}

/** `jsonIn(…)`, `JSON.parse(…)`, `shape.safeParse(…)`. */
function readsJson(node: Node): boolean {
  const callee = node.type === 'CallExpression' ? node['callee'] : null
  if (!isNode(callee)) return false
  if (callee.type === 'Identifier') return callee['name'] === 'jsonIn'
  const [object, property] = [callee['object'], callee['property']]
  if (!isNode(property)) return false
  if (property['name'] === 'safeParse') return true
  return property['name'] === 'parse' && isNode(object) && object['name'] === 'JSON'
}
