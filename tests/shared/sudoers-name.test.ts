import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sudoersName } from '../../src/shared/sudoers-name.ts'
import { hostileUsers, plainUsers } from '../sudo/hostile-users.ts'

test.each(plainUsers)('%s may stand in a rule of sudo as it is', (name) => {
  expect(sudoersName(name)).toBe(name)
})

test.each(hostileUsers)('no name of a user is %s', (_, name) => {
  expect(sudoersName(name)).toBeNull()
})

test('whatever passes is one plain word: it holds nothing that a shell or sudoers reads as more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      if (sudoersName(name) === null) return
      expect(name).toMatch(/^[\w.-]+$/)
      expect(name).not.toMatch(/^[\d.-]|^[A-Z\d_]*$(?<=[A-Z].*)/)
    }),
    { numRuns: 2_000 },
  )
})
