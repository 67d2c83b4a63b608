import { expect, test } from 'vitest'
import { orderedShelf, sortings, type Sorting } from '../../../src/renderer/fit/shelf-order.ts'
import { broken, manyModels, several } from '../../shared/shelf.ts'

const names = (filter: string, sorting: Sorting = 'name') =>
  orderedShelf(several, filter, sorting).usable.map(({ name }) => name)

test('by name, by verdict, by size, by the longest context', () => {
  expect(names('')).toEqual([
    'deepseek-r1:70b',
    'gemma3:27b',
    'gpt-oss:20b',
    'mistral-small:24b',
    'phi4:14b',
    'qwen-image',
    'Qwen3-14B-Q4_K_M.gguf',
  ])
  expect(names('', 'verdict')).toEqual([
    'gemma3:27b', // loaded
    'phi4:14b',
    'Qwen3-14B-Q4_K_M.gguf',
    'mistral-small:24b',
    'gpt-oss:20b', // with less context
    'qwen-image',
    'deepseek-r1:70b',
  ])
  expect(names('', 'size').slice(0, 3)).toEqual(['deepseek-r1:70b', 'qwen-image', 'gemma3:27b'])
  expect(names('', 'context').slice(0, 3)).toEqual([
    'gpt-oss:20b',
    'Qwen3-14B-Q4_K_M.gguf',
    'gemma3:27b',
  ])
})

test('numbers in names count as numbers', () => {
  const ofOrder = orderedShelf(manyModels(12), '', 'name').usable.map(({ name }) => name)
  expect(ofOrder.indexOf('model-2:3b')).toBeLessThan(ofOrder.indexOf('model-10:11b'))
})

test('every word must stand somewhere: in the name, the path, the kind, the verdict', () => {
  expect(names('QWEN')).toEqual(['qwen-image', 'Qwen3-14B-Q4_K_M.gguf'])
  expect(names(' qwen  14b ')).toEqual(['Qwen3-14B-Q4_K_M.gguf'])
  expect(names('tight')).toEqual(['mistral-small:24b'])
  expect(names('alice/models/qwen')).toEqual(['Qwen3-14B-Q4_K_M.gguf'])
  expect(names('no such thing')).toEqual([])
})

test('broken ones stand apart in every order', () => {
  for (const sorting of sortings)
    expect(orderedShelf(several, '', sorting).broken).toEqual([broken])
})
