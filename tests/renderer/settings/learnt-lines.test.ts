import { expect, test } from 'vitest'
import { correctionsOf, newestFirst } from '../../../src/renderer/settings/learnt-lines.ts'
import { someLearnt } from '../../browser/some-learnt.ts'

test('what was learnt stands in the order in which it was seen last, whatever it tells', () => {
  const lines = newestFirst(someLearnt.models, someLearnt.growths)
  expect(lines.map(({ kind, of }) => `${kind} ${of.model.slice(0, 8)}`)).toEqual([
    'growth mlx-comm',
    'model Qwen3-30',
    'model gemma3:2',
  ])
})

test('a correction is told of each part that is moved, and of no other', () => {
  expect(correctionsOf({ computeBytes: 1.1, kvBytes: 0.984, weightsBytes: 1.0004 })).toEqual([
    { title: 'KV cache', by: '−1.6 %' },
    { title: 'compute', by: '+10 %' },
  ])
  expect(correctionsOf({})).toEqual([])
})
