import { expect, test } from 'vitest'
import { advicesOf, cardFor, fixWith, remediesOf } from './case-of.ts'

// `[metal::malloc] Attempting to allocate 108134400000 bytes which is greater than the maximum allowed buffer size of 86586540032 bytes.`
const facts = { triedBytes: 108_134_400_000, maxBufferBytes: 86_586_540_032 }

test('one array is too large, whatever is free', () => {
  const card = cardFor('mlx-alloc-too-large', facts, { program: 'mlx-lm' })
  expect(card.sentence).toBe(
    'mlx-lm asked for one array of 108.1 GB, and one buffer may have 86.6 GB',
  )
  expect(fixWith(card, '--prefill-step-size 512')).toBeDefined()
  expect(remediesOf(card)).not.toMatch(/[Ff]ree memory|wired_limit|[Uu]nload|set_memory_limit|Quit/)
  expect(advicesOf(card)).toContain('Free memory')
})
