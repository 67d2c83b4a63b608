/** What an expression of PromQL names: metrics, each with the labels that it is matched by. */
export interface NamedMetric {
  readonly name: string
  readonly labels: readonly string[]
}

const strings = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g
const durations = /\[[^\]]*\]/g
const groupings = /\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g
const operators: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'bool', 'offset'])
const aggregations: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'count', 'avg', 'topk'])
const named = /(?<![\w.])([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g

export function namedIn(expression: string): readonly NamedMetric[] {
  const bare = expression
    .replaceAll(strings, '""')
    .replaceAll(durations, '')
    .replaceAll(groupings, ' ')
  return [...bare.matchAll(named)].flatMap(([, name = '', behind = '']) => {
    if (behind === '(' || operators.has(name) || aggregations.has(name)) return []
    const labels = [...behind.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label)
    return [{ name, labels }]
  })
}

/** Labels that an expression groups by. */
export const groupedBy = (expression: string): readonly string[] =>
  [...expression.matchAll(groupings)].flatMap(([whole]) =>
    whole
      .replace(/^\w+\s*\(|\)$/g, '')
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== ''),
  )
