/**
 * What SwiftBar and xbar make of a plugin's output, by their own parsers (SwiftBar: MenuBarItem.swift, MenuLineParameters.swift;
 * xbar: pkg/plugins/parse.go, item_params.go), written anew in their words.
 */
export interface BarItem {
  readonly title: string
  readonly depth: number
  readonly isSeparator: boolean
  readonly params: Readonly<Record<string, string>>
}

export interface BarMenu {
  readonly faces: readonly BarItem[]
  readonly items: readonly BarItem[]
}

/** Swift's `.newlines`. */
const newlines = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/

export function swiftBarMenuIn(output: string): BarMenu {
  const lines = output.split(newlines).filter((line) => line.trim() !== '')
  const at = lines.findIndex((line) => line.startsWith('---'))
  const faces = at === -1 ? lines : lines.slice(0, at)
  const items = at === -1 ? [] : lines.slice(at + 1)
  return { faces: faces.map(itemIn), items: items.map(itemIn) }
}

function itemIn(line: string): BarItem {
  if (line.trim() === '---') return { title: '', depth: 0, isSeparator: true, params: {} }
  let rest = line
  let depth = 0
  while (rest.startsWith('--')) {
    rest = rest.slice(2)
    depth += 1
  }
  const bar = rest.indexOf('|')
  const title = (bar === -1 ? rest : rest.slice(0, bar)).trim()
  const params = bar === -1 ? {} : paramsIn(rest.slice(bar + 1))
  return { title, depth, isSeparator: title === '-', params }
}

/** `key=value`, `key="value with blanks"`, until nothing of the form is left. */
function paramsIn(text: string): Readonly<Record<string, string>> {
  const all = text.matchAll(/\s*([^=]+)=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S*))/g)
  return Object.fromEntries(
    [...all].map(([, key = '', double, single, plain]) => [
      key.trim().toLowerCase(),
      double ?? single ?? plain ?? '',
    ]),
  )
}

const xbarKeys =
  /^(disabled|key|href|color|font|size|shell|bash|param\d+|templateImage|image|terminal|refresh|dropdown|length|trim|alternate|emojize|ansi)$/
const xbarColour = /^(#[0-9a-f]{3,8}|[a-z]+)$/

/** Throws where xbar would show an error in place of the menu. */
export function xbarMenuIn(output: string): BarMenu {
  const menu = swiftBarMenuIn(output)
  for (const { params } of [...menu.faces, ...menu.items]) {
    for (const [key, value] of Object.entries(params)) {
      if (!xbarKeys.test(key)) throw new Error(`unknown parameter: ${key}`)
      if (key === 'color' && !xbarColour.test(value)) throw new Error(`invalid color ${value}`)
    }
  }
  return menu
}

/** The words that a click on it would run. */
export const commandOf = ({ params }: BarItem): readonly string[] => {
  const words = Object.keys(params)
    .filter((key) => key.startsWith('param'))
    .sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)))
    .map((key) => params[key] ?? '')
  return params['bash'] === undefined ? [] : [params['bash'], ...words]
}
