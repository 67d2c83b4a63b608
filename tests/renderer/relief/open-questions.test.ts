import { expect, test } from 'vitest'
import {
  createOpenQuestions,
  type OpenQuestion,
} from '../../../src/renderer/relief/open-questions.ts'

/** A question that has the keyboard in itself, or in its row, or not. */
const asked = (at: 'itself' | 'its row' | null = null): OpenQuestion => ({
  hasKeyboard: (where) => at === 'itself' || at === where,
})

test('of several questions a key answers the one that has the keyboard', () => {
  const questions = createOpenQuestions()
  const [first, last] = [asked('itself'), asked()]
  questions.add(first)
  questions.add(last)
  expect(questions.meant()).toBe(first)
})

test('a row that has the keyboard comes after a question that has it itself', () => {
  const questions = createOpenQuestions()
  const [inner, outer] = [asked('itself'), asked('its row')]
  questions.add(inner)
  questions.add(outer)
  expect(questions.meant()).toBe(inner)
})

test('where none has it, the one that was asked last, for as long as it is open', () => {
  const questions = createOpenQuestions()
  const [first, last] = [asked(), asked()]
  questions.add(first)
  const takeOut = questions.add(last)
  expect(questions.meant()).toBe(last)
  takeOut()
  expect(questions.meant()).toBe(first)
  expect(createOpenQuestions().meant()).toBeNull()
})
