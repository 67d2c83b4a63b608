import { describe, expect, test } from 'vitest'
import { rowsInPlace, type KeptRow } from '../../../src/renderer/relief/rows-in-place.ts'

const items = (...ids: readonly string[]) => ids.map((id) => ({ id }))
const kept = (id: string, place: number): KeptRow => ({ id, name: id, place })
const idsOf = (ids: readonly string[], rows: readonly KeptRow[]): readonly string[] =>
  rowsInPlace(items(...ids), rows).map((row) => (row.kind === 'gone' ? `(${row.id})` : row.id))

describe('the rows of a list', () => {
  test('are its items in their order, where nothing keeps its place', () => {
    expect(idsOf(['a', 'b', 'c'], [])).toEqual(['a', 'b', 'c'])
  })

  test('stay where they stood while others pass them', () => {
    expect(idsOf(['b', 'c', 'a'], [kept('a', 0)])).toEqual(['a', 'b', 'c'])
    expect(idsOf(['c', 'a', 'b'], [kept('b', 1)])).toEqual(['c', 'b', 'a'])
  })

  test('stay so whichever of them was pressed first', () => {
    expect(idsOf(['c', 'a', 'b'], [kept('c', 2), kept('a', 0)])).toEqual(['a', 'b', 'c'])
  })

  test('hold the place of what has gone', () => {
    expect(idsOf(['a', 'c'], [kept('b', 1)])).toEqual(['a', '(b)', 'c'])
  })

  test('all stay while they are pointed at, and what is new comes below', () => {
    const held = ['a', 'b', 'c'].map(kept)
    expect(idsOf(['new', 'c', 'a'], held)).toEqual(['a', '(b)', 'c', 'new'])
  })

  test('close up where the list has become shorter than a place', () => {
    expect(idsOf(['a'], [kept('z', 7)])).toEqual(['a', '(z)'])
  })
})
