import { expect, test } from 'vitest'
import { isSameModel } from '../../../src/main/inference/logs/is-same-model.ts'

test.each([
  ['/m/a.gguf', '/m/a.gguf', true],
  ['/m/a.gguf', '/other/a.gguf', false],
  ['/m/a.gguf', 'a.gguf', true],
  ['models/a.gguf', '/m/a.gguf', true],
  ['a.gguf', 'b.gguf', false],
])('whether %s and %s are of one model: %s', (one, other, isSame) => {
  expect([isSameModel(one, other), isSameModel(other, one)]).toEqual([isSame, isSame])
})
