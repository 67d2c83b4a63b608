import { describe, expect, test } from 'vitest'
import { createLineStore } from '../../../src/main/monitor/logs/line-store.ts'

const plenty = { lines: 10_000, characters: 10_000_000 }
const line = (text: string, isOwn = true) => ({ text, isOwn, mark: null })

function filled(most: number, count: number) {
  const store = createLineStore(most)
  for (let number = 1; number <= count; number += 1) store.push(line(`line ${number}`))
  return store
}

describe('the lines that are kept of a log', () => {
  test.each([
    [10, 1],
    [1_000, 1],
    [1_001, 2],
    [4_321, 3_322],
  ])('are the last thousand of %i, with the numbers they had', (count, first) => {
    const store = filled(1_000, count)
    const lines = store.from(1, plenty, ({ text }) => text)
    expect(store.firstLineNumber()).toBe(first)
    expect(lines.at(0)).toEqual({ lineNumber: first, text: `line ${first}`, mark: null })
    expect(lines.at(-1)).toEqual({ lineNumber: count, text: `line ${count}`, mark: null })
    expect(lines.length).toBe(count - first + 1)
  })

  test.each([1, 499, 500, 501, 999, 1_200])('are told from line %i on', (from) => {
    const [first] = filled(5_000, 1_200).from(from, plenty, ({ text }) => text)
    expect(first).toEqual({ lineNumber: from, text: `line ${from}`, mark: null })
  })

  test('are told in answers of bounded size, of which each has at least a line', () => {
    const store = filled(5_000, 1_200)
    const text = (one: { readonly text: string }): string => one.text
    expect(store.from(1, { lines: 7, characters: 1e6 }, text).length).toBe(7)
    expect(store.from(1, { lines: 1e6, characters: 1 }, text).length).toBe(1)
  })

  test('keep their marks and whose they are, and empty ones their place', () => {
    const store = createLineStore(5_000)
    for (let round = 0; round < 400; round += 1) {
      store.push({ text: '', isOwn: true, mark: null })
      store.push({ text: 'ü🙂', isOwn: false, mark: { kind: 'load' } })
    }
    const lines = store.from(1, plenty, ({ text, isOwn }) => (isOwn ? text : null))
    expect(lines.length).toBe(800)
    expect(lines[0]).toEqual({ lineNumber: 1, text: '', mark: null })
    expect(lines[1]).toEqual({ lineNumber: 2, text: null, mark: { kind: 'load' } })
    expect(store.from(2, plenty, ({ text }) => text)[0]?.text).toBe('ü🙂')
  })

  test('are dropped, the oldest first, until they take so much at most', () => {
    const store = filled(5_000, 2_200)
    const before = store.bytes()
    store.trimTo(before / 2)
    expect(store.bytes()).toBeLessThanOrEqual(before / 2)
    expect(store.firstLineNumber()).toBeGreaterThan(1_000)
    expect(store.nextLineNumber()).toBe(2_201)
  })
})
