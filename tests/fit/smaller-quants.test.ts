import { expect, test } from 'vitest'
import { smallerGgufs, smallerMlx } from '../../src/main/fit/smaller-quants.ts'

const namesOf = (quants: ReturnType<typeof smallerGgufs>): string =>
  quants.map(({ name, isTiny }) => (isTiny ? `${name}!` : name)).join(' ')

test('a model comes in fewer bits, the most first; below four they are few', () => {
  expect(namesOf(smallerGgufs('F16'))).toBe('Q8_0 Q6_K Q5_K_M Q4_K_M IQ4_XS Q3_K_M! Q2_K!')
  expect(namesOf(smallerGgufs('Q5_K_M'))).toBe('Q4_K_M IQ4_XS Q3_K_M! Q2_K!')
  expect(namesOf(smallerGgufs('q4_k_m'))).toBe('IQ4_XS Q3_K_M! Q2_K!')
  expect(namesOf(smallerGgufs('IQ2_XXS'))).toBe('')
  expect(namesOf(smallerMlx(16))).toBe('8bit 6bit 4bit 3bit!')
  expect(namesOf(smallerMlx(4.5))).toBe('3bit!')
})

test('of what was made in four bits, and of what nobody knows, nothing is said', () => {
  for (const name of ['MXFP4_MOE', 'nvfp4', 'TQ1_0', 'frob_9', '', null])
    expect(smallerGgufs(name)).toEqual([])
})

test('weights shrink by their bits for each parameter', () => {
  const ratios = new Map(smallerGgufs('Q8_0').map(({ name, ratio }) => [name, ratio]))
  expect(ratios.get('Q4_K_M')).toBeCloseTo(4.87 / 8.5, 10)
  expect(ratios.get('Q6_K')).toBeCloseTo(6.57 / 8.5, 10)
})
