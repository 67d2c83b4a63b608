import { expect, test } from 'vitest'
import { bookDe } from '../../../src/shared/phrases/book-de.ts'
import { figureIn } from '../../../src/shared/phrases/figure.ts'
import { filledIn } from '../../../src/shared/phrases/fill.ts'
import { createSaying } from '../../../src/shared/phrases/saying.ts'

/** Foreign text of as many letters, which looks in all of its parts as if it were ours. */
function foreignOf(length: number): string {
  const words =
    'load model failed, and (the GPU) has: no memory; error at 0x3f. Metal buffer of 4.1 GB is held by qwen3 · idle'
  const all = words.split(' ')
  let text = ''
  // a small generator: the same text in every run
  for (let at = 1; text.length < length; at = (at * 16_807) % 2_147_483_647)
    text += `${all[at % all.length] ?? ''} `
  return text.slice(0, length)
}

/** How many parts of a text are looked at: each is asked whether it is a figure. */
function looksAt(text: string): number {
  let looks = 0
  const { say } = createSaying({
    phrases: Object.keys(bookDe),
    put: (phrase, slots) => filledIn('de', bookDe[phrase] ?? phrase, slots),
    figure: (part) => {
      looks++
      return figureIn('de', part)
    },
  })
  say(text)
  const before = looks
  say(text)
  expect(looks, 'the second time').toBe(before)
  expect(say('idle 12 min')).toBe('12 min untätig')
  return looks
}

test('foreign text costs no more the longer it is, and what is said after it is said as ever', () => {
  const looks = [600, 1_000, 1_999].map((length) => looksAt(foreignOf(length)))
  expect(Math.max(...looks)).toBeLessThan(2_000)
})
