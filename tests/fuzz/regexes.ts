import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from '../from-root.ts'
import { children, treeOf, type Node } from '../source-file.ts'

/** A regular expression as it stands in our code. */
export interface WrittenForm {
  readonly path: string
  readonly form: RegExp
}

/** Every one that is written as a literal in src/main and src/shared; each once a file. */
export const writtenForms = (): readonly WrittenForm[] =>
  ['src/main', 'src/shared'].flatMap((folder) =>
    readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
      .toSorted()
      .flatMap((path) => formsIn(path, readFileSync(fromRoot(path), 'utf8'))),
  )

export function formsIn(path: string, text: string): readonly WrittenForm[] {
  const found = new Map<string, WrittenForm>()
  const tree = treeOf({ path, text })
  const waiting: Node[] = tree === null ? [] : [tree]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    waiting.push(...children(node))
    const written = node['regex']
    if (node.type !== 'Literal' || typeof written !== 'object' || written === null) continue
    if (!('pattern' in written && 'flags' in written)) continue
    const form = new RegExp(String(written.pattern), String(written.flags).replace('g', ''))
    found.set(String(form), { path, form })
  }
  return [...found.values()]
}
