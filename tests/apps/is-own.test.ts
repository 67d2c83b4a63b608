import { expect, test } from 'vitest'
import { groupProcesses } from '../../src/main/apps/group.ts'
import { areOwn, isOwnUser } from '../../src/main/apps/is-own.ts'
import { pid } from '../../src/shared/ids.ts'
import { grouped, groupNamed, macProcess } from './mac-processes.ts'
import { nobody, running } from './running-process.ts'

test.each([
  [true, ['me', 'me'], 'me'],
  [false, ['me', 'root'], 'me'],
  [false, [null, 'root'], 'me'],
  [null, ['me', null], 'me'],
  [null, ['me', 'root'], null],
])('%s: all of %j are of the user %j', (isOwn, users, own) => {
  expect(areOwn(users.map((user) => ({ isOwn: isOwnUser(user, own) })))).toBe(isOwn)
})

test('an app of Linux is told by the users of its processes', () => {
  const all = [
    running(['/usr/bin/node', '/opt/headroom.mjs'], { pid: 5, userId: 1000 }),
    running(['/usr/bin/vim'], { pid: 6, userId: 1000 }),
    running(['/usr/bin/cupsd'], { pid: 7, userId: 0 }),
    running(['/usr/bin/hidden'], { pid: 8 }),
  ]
  const told = (userId: number | null) =>
    new Map(groupProcesses(all, { pid: pid(5), userId }, 0).map(({ name, isOwn }) => [name, isOwn]))
  expect(told(1000)).toEqual(
    new Map([
      ['Headroom', true],
      ['vim', true],
      ['cupsd', false],
      ['hidden', null],
    ]),
  )
  expect([...told(null).values()]).toEqual([null, null, null, null])
  expect(groupProcesses(all, nobody, 0).map(({ isOwn }) => isOwn)).toEqual([null, null, null, null])
})

test('an app of a Mac is told by the user that Headroom is listed with', () => {
  const all = [
    macProcess(5, 1, '/opt/homebrew/bin/node', { user: 'user' }),
    macProcess(6, 1, '/opt/homebrew/bin/vim', { user: 'user' }),
    macProcess(7, 1, '/opt/homebrew/bin/redis', { user: '_redis' }),
  ]
  const groups = grouped(all, [], pid(5))
  expect(groupNamed(groups, 'vim').isOwn).toBe(true)
  expect(groupNamed(groups, 'redis').isOwn).toBe(false)
  expect(groupNamed(grouped(all, [], pid(99)), 'vim').isOwn).toBeNull()
})
