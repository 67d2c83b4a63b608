import { expect, test } from 'vitest'
import { powermetricsArgv } from '../../src/main/probes/darwin/powermetrics-command.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import {
  powermetricsRulePath,
  ruleExitCodes,
  ruleText,
} from '../../src/shared/powermetrics-rule.ts'
import { sudoersName } from '../../src/shared/sudoers-name.ts'
import { bySudo, sharedRoom } from './by-sudo.ts'
import { hostileUsers, plainUsers } from './hostile-users.ts'
import { lying, nameOf, put, writeRule } from './rule-acts.ts'

/** An argument of a program ends at a NUL: none can hold one. */
const asArguments = hostileUsers.filter(([, name]) => !name.includes('\0'))

bySudo('before the real sudo the name', () => {
  const room = sharedRoom()

  test.each(plainUsers)('%s means this very user, and no other', async (name) => {
    await put(room(), ruleText(nameOf(name)))
    const checked = await room().root(['/usr/sbin/visudo', '-cf', powermetricsRulePath])
    expect(checked).toMatchObject({ code: 0, complaint: '' })
    const told = await room().root(['/usr/bin/cvtsudoers', '-f', 'json', powermetricsRulePath])
    expect(jsonIn(told.text)).toMatchObject({
      User_Specs: [
        {
          User_List: [{ username: name }],
          Host_List: [{ hostname: 'ALL' }],
          Cmnd_Specs: [{ runasusers: [{ username: 'root' }], Options: [{ authenticate: false }] }],
        },
      ],
    })
  })
})

bySudo('of the names that are refused', () => {
  const room = sharedRoom()

  test.each([
    ['everybody', 'ALL', 'bob'],
    ['a group', '%admin', 'bob'],
    ['a second user', 'alice,bob', 'bob'],
    ['a number', '#4002', 'bob'],
    ['a rule behind a newline', 'root\nALL ALL = (ALL) NOPASSWD: ALL #', 'carol.smith'],
  ])('written all the same, %s would let others in', async (_, name, other) => {
    await put(room(), ruleText(nameOf('alice')).replace('alice', name))
    expect((await room().as(other, powermetricsArgv)).code).toBe(0)
  })

  test.each(asArguments)(
    'the script of root refuses %s by itself, and writes nothing',
    async (what, name) => {
      expect(sudoersName(name)).toBeNull()
      await put(room(), ruleText(nameOf('alice')))
      const before = await room().root(['/bin/cat', powermetricsRulePath])
      const wrote = await writeRule(room(), name)
      const isLong = what === '300 letters' // what it means is plain: Headroom alone counts
      expect(wrote.code).toBe(isLong ? 0 : ruleExitCodes.notAName)
      if (isLong) return
      expect(await lying(room())).toEqual(['headroom-powermetrics'])
      expect(await room().root(['/bin/cat', powermetricsRulePath])).toEqual(before)
    },
  )
})
