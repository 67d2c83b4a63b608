import { expect, test } from 'vitest'
import { bandwidthOf } from '../../../src/main/inference/diagnosis/chip-bandwidth.ts'

test.each([
  ['Apple M1', 68.25e9],
  ['Apple M1 Ultra', 800e9],
  ['Apple M2 Pro', 200e9],
  ['Apple M3 Pro', 150e9],
  ['Apple M4', 120e9],
  ['Apple M4 Pro', 273e9],
  ['Apple M5 Pro', 307e9],
])('the bandwidth of %s is what Apple published', (processor, bytesPerSecond) => {
  expect(bandwidthOf(processor)).toBe(bytesPerSecond)
})

test.each([
  ['Apple M3 Max', 300e9],
  ['Apple M4 Max', 410e9],
  ['Apple M5 Max', 460e9],
])('of the two that are called %s the slower one counts', (processor, bytesPerSecond) => {
  expect(bandwidthOf(processor)).toBe(bytesPerSecond)
})

test.each([
  'VirtualApple @ 2.50GHz',
  'Apple M1 (Virtual)',
  'Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz',
  'Apple M9',
  'AMD Ryzen AI MAX+ 395 like Apple M4',
  'a Mac',
  '',
])('that of "%s" is not known', (processor) => {
  expect(bandwidthOf(processor)).toBeNull()
})
