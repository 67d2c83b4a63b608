import { afterEach, expect, test } from 'vitest'
import {
  powermetricsArgv,
  powermetricsPermission,
} from '../../src/main/probes/darwin/powermetrics-command.ts'
import {
  allowCommand,
  forbidCommand,
  powermetricsRulePath,
  ruleExitCodes,
  ruleText,
  writeRuleScript,
} from '../../src/shared/powermetrics-rule.ts'
import { bySudo } from './by-sudo.ts'
import { lying, nameOf, put, writeRule } from './rule-acts.ts'
import { createSudoRoom, plainSudoers, type SudoRoom } from './sudo-room.ts'

const file = powermetricsRulePath.split('/').at(-1)
const alice = nameOf('alice')

const rooms: SudoRoom[] = []
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close()
})
const newRoom = async (sudoers?: string): Promise<SudoRoom> => {
  const room = await createSudoRoom(sudoers)
  rooms.push(room)
  return room
}

const askedBy = async (room: SudoRoom, user: string): Promise<number> => {
  const { question } = powermetricsPermission
  if (question.kind !== 'command') throw new Error('a command')
  return (await room.as(user, question.argv)).code
}

bySudo('the script of root, run for real', () => {
  test.each([
    ['dash', ['/bin/dash']],
    ['bash as sh, as on a Mac', ['/bin/bash', '--norc', '--posix']],
  ] as const)('writes a rule that works, by %s', async (_, shell) => {
    const room = await newRoom()
    expect(await writeRule(room, 'alice', { shell })).toEqual({ code: 0, text: '', complaint: '' })
    expect(await lying(room)).toEqual([file])
    expect((await room.as('alice', powermetricsArgv)).code).toBe(0)
  })

  test('writes it anew over one that lets more through', async () => {
    const room = await newRoom()
    await put(room, 'alice ALL = (root) NOPASSWD: ALL')
    expect((await writeRule(room, 'alice')).code).toBe(0)
    expect((await room.root(['/bin/cat', powermetricsRulePath])).text).toBe(`${ruleText(alice)}\n`)
    expect((await room.as('alice', ['/usr/bin/sudo', '-n', '/usr/bin/id'])).code).toBe(1)
  })

  test('does not follow a link that lies in its way', async () => {
    const room = await newRoom()
    await room.root(['/bin/ln', '-s', '/mnt/victim', '/etc/sudoers.d/.headroom.tmp'])
    expect((await writeRule(room, 'alice')).code).toBe(0)
    expect((await room.root(['/bin/ls', '/mnt/victim'])).code).not.toBe(0)
    expect(await lying(room)).toEqual([file])
  })

  test.each([
    ['that sudo cannot read', writeRuleScript.replaceAll('\\,', ','), ruleExitCodes.notTaken],
    ['whose owner cannot be set', writeRuleScript.replace('root:wheel', 'root:no-such-group'), 1],
    ['whose mode cannot be set', writeRuleScript.replace('chmod 0440', 'chmod 9'), 1],
    ['that cannot be moved', writeRuleScript.replace(/(mv -f \S+) \S+/, '$1 /proc/x/y'), 1],
  ])('leaves nothing of a rule %s, and what was there as it was', async (_, script, code) => {
    expect(script).not.toBe(writeRuleScript)
    const room = await newRoom()
    expect((await writeRule(room, 'alice', { script })).code).toBe(code)
    expect(await lying(room)).toEqual([])
    await put(room, ruleText(nameOf('bob')))
    expect((await writeRule(room, 'alice', { script })).code).toBe(code)
    expect(await lying(room)).toEqual([file])
    expect(await askedBy(room, 'bob')).toBe(0)
  })
})

bySudo('a rule that is there and overruled', () => {
  test('by a folder that sudo does not read, is told by its question', async () => {
    const room = await newRoom(plainSudoers.replace(/^@includedir.*$/m, ''))
    expect((await writeRule(room, 'alice')).code).toBe(0)
    expect(await askedBy(room, 'alice')).toBe(1)
  })

  test('by one for another user, is told by its question', async () => {
    const room = await newRoom()
    await writeRule(room, 'bob')
    expect(await askedBy(room, 'alice')).toBe(1)
  })

  test('by a later one that forbids, is told by its question', async () => {
    const room = await newRoom(`${plainSudoers}\nalice ALL = (ALL) !ALL`)
    await writeRule(room, 'alice')
    expect(await askedBy(room, 'alice')).toBe(1)
  })

  test('by a later one that wants a password, says so only as it is run', async () => {
    const room = await newRoom(`${plainSudoers}\nalice ALL = (ALL) PASSWD: ALL`)
    await writeRule(room, 'alice')
    expect(await askedBy(room, 'alice')).toBe(0)
    const started = await room.as('alice', powermetricsArgv)
    expect(started).toMatchObject({ code: 1, text: '' })
    expect(started.complaint).toContain('a password is required')
  })
})

bySudo('the commands for a terminal', () => {
  test.each(['/bin/dash', '/bin/bash'] as const)(
    'write the same rule and take it back, in %s',
    async (shell) => {
      const room = await newRoom()
      // an administrator, not the user whom the rule is for
      expect((await room.root([shell, '-c', allowCommand(alice)])).code).toBe(0)
      expect((await room.root(['/bin/cat', powermetricsRulePath])).text).toBe(
        `${ruleText(alice)}\n`,
      )
      expect(await room.root(['/usr/sbin/visudo', '-c'])).toMatchObject({ code: 0, complaint: '' })
      expect((await room.as('alice', powermetricsArgv)).code).toBe(0)
      expect(await askedBy(room, 'bob')).toBe(1)
      expect((await room.root([shell, '-c', forbidCommand])).code).toBe(0)
      expect(await lying(room)).toEqual([])
    },
  )

  test('put nothing in place that sudo could not read', async () => {
    const room = await newRoom()
    const broken = allowCommand(alice).replaceAll('\\,', ',')
    expect((await room.root(['/bin/sh', '-c', broken])).code).not.toBe(0)
    expect(await lying(room)).toEqual(['.headroom.tmp']) // which sudo passes over
    expect(await askedBy(room, 'alice')).toBe(1)
  })
})
