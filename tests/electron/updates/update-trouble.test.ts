import { expect, test } from 'vitest'
import { updateTrouble } from '../../../src/main/electron/updates/update-trouble.ts'
import { updateErrors } from './update-errors.ts'

test.each(updateErrors)('what went wrong is told in a sentence (%#)', (error, sentence) => {
  expect(updateTrouble(error)).toBe(sentence)
})
