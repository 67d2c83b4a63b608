import { expect } from 'vitest'
import { parsedOrNull } from '../../mutated.ts'

type Leaf = readonly [path: string, value: unknown]

/** Every leaf of a value that is known, with the way to it. */
function leavesOf(value: unknown, path = ''): readonly Leaf[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[path, value]]
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return entries.flatMap(([name, part]) => leavesOf(part, `${path}.${String(name)}`))
}

/** However a text is cut, each of its figures is the one of the whole text or is not known: never a shortened one. */
export function expectNoShortenedFigure<T>(parse: (text: string) => T, text: string): void {
  const whole = new Map(leavesOf(parse(text)))
  expect(whole.size).toBeGreaterThan(0)
  for (let length = 0; length < text.length; length++) {
    const value = parsedOrNull(parse, text.slice(0, length))
    const others = leavesOf(value).filter(([path, leaf]) => whole.get(path) !== leaf)
    expect({ length, others }).toEqual({ length, others: [] })
  }
}
