import { parseAst } from 'vite'

/** A file of ours as text; `path` counts from the project's root. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export const functionLike = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/

export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export const children = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode))

/** The file's syntax tree. */
export function treeOf({ path, text }: SourceFile): Node | null {
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  return isNode(program) ? program : null
}

/** Every node of the file's syntax tree. */
function nodesOf(file: SourceFile): readonly Node[] {
  const tree = treeOf(file)
  const found: Node[] = []
  const waiting = tree === null ? [] : [tree]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node)
    waiting.push(...children(node))
  }
  return found
}

/** The text of a literal; of a template without holes as well, which is what a minifier makes of one. */
function textOf(value: unknown): string | null {
  if (!isNode(value)) return null
  if (value.type !== 'TemplateLiteral')
    return typeof value['value'] === 'string' ? value['value'] : null
  const quasis = Array.isArray(value['quasis']) ? value['quasis'].filter(isNode) : []
  const [only] = quasis
  const text = quasis.length === 1 ? only?.['value'] : null
  return typeof text === 'object' && text !== null && 'cooked' in text ? String(text.cooked) : null
}

const importing =
  /^(ImportDeclaration|ImportExpression|ExportNamedDeclaration|ExportAllDeclaration|TSImportType)$/

/** Many rules ask for the imports of the same file; a tree is too large to be kept. */
const knownImports = new WeakMap<SourceFile, readonly string[]>()

/** What a file imports: by declaration, by `import()`, and for its types alone. */
export function importsOf(file: SourceFile): readonly string[] {
  const known = knownImports.get(file)
  if (known !== undefined) return known
  const imports = nodesOf(file)
    .filter((node) => importing.test(node.type))
    .map((node) => textOf(node['source']) ?? textOf(node['argument']))
    .filter((name) => name !== null)
  knownImports.set(file, imports)
  return imports
}

/** Default exports, and what is exported from elsewhere. */
export const reExportsOf = (file: SourceFile): readonly string[] =>
  nodesOf(file)
    .filter((node) => {
      const isPassedOn = node.type === 'ExportNamedDeclaration' && isNode(node['source'])
      return isPassedOn || /^Export(Default|All)/.test(node.type)
    })
    .map((node) => file.text.slice(node.start, node.start + 60))

const identifiersIn = (node: Node): readonly string[] =>
  node.type === 'Identifier' ? [String(node['name'])] : children(node).flatMap(identifiersIn)

/** What the file itself calls something: parameters and variables. */
const declaredIn = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(
    nodes.flatMap((node) => {
      const declared = functionLike.test(node.type) ? node['params'] : node['id']
      return (Array.isArray(declared) ? declared : [declared]).filter(isNode).flatMap(identifiersIn)
    }),
  )

/** The global names that a file uses, `Date.now` as one. */
export function globalsOf(file: SourceFile): readonly string[] {
  const nodes = nodesOf(file)
  const declared = declaredIn(nodes)
  const members = nodes.filter((node) => node.type === 'MemberExpression')
  const properties = new Set(members.map((node) => node['property']))
  const keys = new Set(nodes.map((node) => node['key']))
  const plain = nodes
    .filter((node) => node.type === 'Identifier' && !properties.has(node) && !keys.has(node))
    .map((node) => String(node['name']))
  const dotted = members.map((node) => file.text.slice(node.start, node.end))
  return [...plain.filter((name) => !declared.has(name)), ...dotted]
}

export interface FunctionSize {
  readonly line: number
  readonly lines: number
}

const lineBreaksIn = (text: string): number => text.split('\n').length - 1

export const functionsOf = (file: SourceFile): readonly FunctionSize[] =>
  nodesOf(file)
    .filter((node) => functionLike.test(node.type))
    .map(({ start, end }) => ({
      line: lineBreaksIn(file.text.slice(0, start)) + 1,
      lines: lineBreaksIn(file.text.slice(start, end)) + 1,
    }))
