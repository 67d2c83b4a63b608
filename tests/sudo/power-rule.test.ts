import { expect, test } from 'vitest'
import {
  powermetricsArgv,
  powermetricsPermission,
} from '../../src/main/probes/darwin/powermetrics-command.ts'
import {
  powermetricsArguments,
  powermetricsRulePath,
  removeRuleScript,
  ruleText,
} from '../../src/shared/powermetrics-rule.ts'
import { bySudo, sharedRoom } from './by-sudo.ts'
import { lying, nameOf, put, writeRule } from './rule-acts.ts'
import { roomUsers, type SudoRoom } from './sudo-room.ts'

const [program, ...options] = powermetricsArguments
const ran = `ran as 0: ${options.map((option) => `[${option}]`).join(' ')}`

const alice = nameOf('alice')

/** The one argv, and what somebody might make of it. */
const others: readonly (readonly [what: string, argv: readonly string[]])[] = [
  ['no arguments', []],
  ['a file to write', [...options, '-o', '/tmp/x']],
  ['a file to write, as one word', [...options, '-o/tmp/x']],
  ['a file to write, spelled out', [...options, '--output-file', '/tmp/x']],
  ['a file to write, with =', [...options, '--output-file=/etc/passwd']],
  ['a file to write before the others', ['-o', '/tmp/x', ...options]],
  [
    'a file to write among the others',
    [...options.slice(0, 4), '-o', '/tmp/x', ...options.slice(4)],
  ],
  ['one argument less', options.slice(0, -2)],
  ['without its samplers', options.slice(2)],
  ['the arguments in another order', [...options.slice(2), ...options.slice(0, 2)]],
  ['the same twice', [...options, ...options]],
  ['another sampler', options.map((one) => (one.includes(',') ? 'all' : one))],
  ['one sampler more', options.map((one) => (one.includes(',') ? `${one},tasks` : one))],
  ['one sampler less', options.map((one) => one.replace(',thermal', ''))],
  [
    'samplers in another order',
    options.map((one) => (one.includes(',') ? 'gpu_power,cpu_power,thermal' : one)),
  ],
  ['commas escaped as in the rule', options.map((one) => one.replaceAll(',', '\\,'))],
  ['samplers as several words', options.flatMap((one) => one.split(','))],
  ['more samples', options.map((one) => (one === '300' ? '3000' : one))],
  ['no end of samples', options.map((one) => (one === '300' ? '0' : one))],
  ['samples by a wildcard', options.map((one) => (one === '300' ? '*' : one))],
  ['another interval', options.map((one) => (one === '1000' ? '1' : one))],
  ['a wildcard in the place of all', ['*']],
  ['an empty argument', [...options, '']],
  ['an argument with a blank', [...options.slice(0, -1), '300 ']],
  ['an argument with a newline', [...options.slice(0, -1), '300\n-o/tmp/x']],
  ['text instead of a plist', options.map((one) => (one === 'plist' ? 'text' : one))],
]

const withRule = async (room: SudoRoom): Promise<void> => {
  expect(await writeRule(room, 'alice')).toMatchObject({ code: 0, complaint: '' })
}

bySudo('the rule, before the real sudo,', () => {
  const room = sharedRoom(withRule)

  test('is what was shown, of root alone, and nothing else lies beside it', async () => {
    expect((await room().root(['/bin/cat', powermetricsRulePath])).text).toBe(
      `${ruleText(alice)}\n`,
    )
    const { text } = await room().root(['/usr/bin/stat', '-c', '%U:%G %a %F', powermetricsRulePath])
    expect(text).toBe('root:wheel 440 regular file\n')
    expect(await lying(room())).toEqual([powermetricsRulePath.split('/').at(-1)])
    expect(await room().root(['/usr/sbin/visudo', '-c'])).toMatchObject({
      code: 0,
      complaint: '',
    })
  })

  test('lets Headroom ask, and run, the very command', async () => {
    const { question } = powermetricsPermission
    if (question.kind !== 'command') throw new Error('a command')
    expect((await room().as('alice', question.argv)).code).toBe(0)
    expect(await room().as('alice', powermetricsArgv)).toMatchObject({ code: 0, text: ran })
  })

  test('is compared as one text: other words of the same text come through, and hold no option more', async () => {
    const [first = '', ...rest] = options
    const argv = [`${first} ${rest.join(' ')}`]
    const started = await room().as('alice', ['/usr/bin/sudo', '-n', program, ...argv])
    expect(started.text).toBe(`ran as 0: [${options.join(' ')}]`)
  })

  test('means this program also by a longer path to it', async () => {
    const argv = ['/usr/bin/sudo', '-n', '/usr/bin/../bin/powermetrics', ...options] as const
    expect(await room().as('alice', argv)).toMatchObject({ code: 0, text: ran })
  })

  test.each(roomUsers.filter((name) => name !== 'alice'))('means nobody else: %s', async (name) => {
    expect((await room().as(name, powermetricsArgv)).code).toBe(1)
  })

  test('is removed by the other script, and sudo refuses then', async () => {
    expect((await room().root(['/bin/sh', '-c', removeRuleScript])).code).toBe(0)
    expect(await lying(room())).toEqual([])
    expect((await room().as('alice', powermetricsArgv)).code).toBe(1)
    // it is gone already: that is no failure
    expect((await room().root(['/bin/sh', '-c', removeRuleScript])).code).toBe(0)
  })
})

bySudo('by the rule the real sudo', () => {
  const room = sharedRoom(withRule)

  test.each(others)('refuses %s', async (_, argv) => {
    const asked = await room().as('alice', ['/usr/bin/sudo', '-n', '-l', program, ...argv])
    expect(asked.code).toBe(1)
    const started = await room().as('alice', ['/usr/bin/sudo', '-n', program, ...argv])
    expect(started).toMatchObject({ code: 1, text: '' })
    expect(started.complaint).toMatch(/a password is required|not allowed|may not run/)
  })

  test.each([
    ['as another user', ['-u', 'bob', ...powermetricsArguments]],
    ['as another group', ['-g', 'admin', ...powermetricsArguments]],
    ['in a shell', ['-s', ...powermetricsArguments]],
    ['as an editor', ['-e', '/etc/passwd']],
    ['with another environment', ['LD_PRELOAD=/tmp/x.so', ...powermetricsArguments]],
    ['by its name alone elsewhere', ['/tmp/powermetrics', ...options]],
    ['another program', ['/usr/bin/id']],
  ])('does not run it %s', async (_, argv) => {
    const started = await room().as('alice', ['/usr/bin/sudo', '-n', ...argv])
    expect(started.code).not.toBe(0)
    expect(started.text).toBe('')
  })
})

bySudo('what others recommend lets more through, so that these tests can tell:', () => {
  const room = sharedRoom()

  test.each([
    ['without arguments', `alice ALL = (root) NOPASSWD: ${program}`],
    ['with a wildcard', `${ruleText(alice).replace(/-n 300$/, '*')}`],
    ['with a glob at its end', `${ruleText(alice).replace(/1000 -n 300$/, '[0-9]*')}`],
  ])('%s', async (_, text) => {
    await put(room(), text)
    const short = options.slice(0, options.indexOf('-n'))
    const argv = ['/usr/bin/sudo', '-n', program, ...short, '--output-file=/etc/passwd'] as const
    expect(await room().as('alice', argv)).toMatchObject({ code: 0 })
    await room().root(['/bin/sh', '-c', removeRuleScript])
  })
})
