import { expect, test } from 'vitest'
import { withoutUsers } from '../../src/shared/without-users.ts'

test('names of users in paths go, and what is no user stays', () => {
  expect(withoutUsers('/Users/ann/x /Users/Shared/y /home/linuxbrew/z /home/ann/q')).toBe(
    '/Users/user1/x /Users/Shared/y /home/linuxbrew/z /home/user1/q',
  )
})
