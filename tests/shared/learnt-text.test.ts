import { expect, test } from 'vitest'
import { learntText } from '../../src/shared/fit-text.ts'

test('what loads have changed of a need is said with their number, and nothing where none was seen', () => {
  expect(learntText({ learnt: null })).toBeNull()
  expect(learntText({ learnt: { loads: 3, byBytes: 210e6 } })).toBe(
    'learnt here from 3 loads: +210 MB',
  )
  expect(learntText({ learnt: { loads: 1, byBytes: -1_200_000_000 } })).toBe(
    'learnt here from 1 load: −1.2 GB',
  )
  expect(learntText({ learnt: { loads: 8, byBytes: 0 } })).toBe(
    'learnt here from 8 loads: as estimated',
  )
})
