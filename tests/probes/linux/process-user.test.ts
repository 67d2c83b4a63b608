import { expect, test } from 'vitest'
import { parseProcessUser } from '../../../src/main/probes/linux/process-user.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound } from '../../mutated.ts'
import { fixture } from '../../world.ts'

const statusOf = (users: string): string =>
  `Name:\tllama-server\nUmask:\t0022\n${users}\nGid:\t5\t5\t5\t5\n`

test('a process acts in the name of its effective user', () => {
  expect(parseProcessUser(statusOf('Uid:\t1000\t0\t1000\t1000'))).toBe('0')
  expect(parseProcessUser(statusOf('Uid:\t0\t4294967294\t0\t0'))).toBe('4294967294')
})

test('a whole status of the kernel is read', () => {
  expect(parseProcessUser(fixture('proc/node-status.txt'))).toMatch(/^\d+$/)
})

test.each(['', 'Uid:\t1000', 'Uid: 1000 1000 1000 1000', 'Name:\tUid:\t1\t2\t3\t4'])(
  'a status with "%s" has none',
  (users) => {
    expect(() => parseProcessUser(statusOf(users))).toThrow(ParseError)
  },
)

test('a foreign status is a ParseError or has a number', () => {
  expectSound(parseProcessUser, statusOf('Uid:\t1000\t1000\t1000\t1000'), (user) =>
    /^\d+$/.test(user),
  )
})
