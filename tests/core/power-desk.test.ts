import { describe, expect, test } from 'vitest'
import { createPowerDesk } from '../../src/main/core/power-desk.ts'
import type { BegunAct, EndedAct } from '../../src/main/history/act-line.ts'
import type { ActLogStore } from '../../src/main/history/act-log.ts'
import { removePowerRule, writePowerRule } from '../../src/main/probes/darwin/set-power-rule.ts'
import { powermetricsPermission } from '../../src/main/probes/darwin/powermetrics-command.ts'
import { machineSysctl } from '../../src/main/probes/darwin/sysctl.ts'
import { allowCommand, forbidCommand, ruleText } from '../../src/shared/powermetrics-rule.ts'
import { createFakeHost } from '../fake-host.ts'
import { hostileUsers } from '../sudo/hostile-users.ts'
import { nameOf } from '../sudo/rule-acts.ts'
import { nameOfQuestion, type Reply, type World } from '../world.ts'

const ruleFile = 'stat /etc/sudoers.d/headroom-powermetrics'
const permission = nameOfQuestion(powermetricsPermission.question)
const alice = nameOf('alice')
const writing = nameOfQuestion(writePowerRule(alice).question)
const removing = nameOfQuestion(removePowerRule.question)
const refused: Reply = { kind: 'failed', reason: 'exit 1: sudo: a password is required' }
const failed = (reason: string): Reply => ({ kind: 'failed', reason })

interface Mac {
  readonly user?: string
  readonly userId?: string
  readonly processor?: string
  readonly platform?: string
  readonly mode?: 'live' | 'replay'
  readonly rule?: 'none' | 'works' | 'overruled'
  /** What osascript says, and what there is afterwards. */
  readonly answer?: Reply
  readonly after?: 'none' | 'works' | 'overruled'
  /** What else the question about the permission, or the file, is answered with. */
  readonly sudo?: Reply
  readonly file?: Reply
}

function setRule(world: World, rule: Mac['rule']): void {
  world.delete(ruleFile)
  if (rule !== 'none') world.set(ruleFile, '{}')
  world.set(permission, rule === 'works' ? '/usr/bin/powermetrics\n' : refused)
}

function macWith(mac: Mac = {}) {
  const { user = 'alice', userId = '501', processor = 'Apple M2 Max', rule = 'none' } = mac
  const world: World = new Map()
  world.set('command /usr/bin/id -un', `${user}\n`)
  world.set('command /usr/bin/id -u', `${userId}\n`)
  world.set(nameOfQuestion(machineSysctl.question), `machdep.cpu.brand_string: ${processor}\n`)
  setRule(world, rule)
  if (mac.sudo !== undefined) world.set(permission, mac.sudo)
  if (mac.file !== undefined) world.set(ruleFile, mac.file)
  const fake = createFakeHost(world, mac.platform ?? 'darwin')
  const run: string[] = []
  const noted: (BegunAct | EndedAct)[] = []
  let hurried = 0
  const ok = { kind: 'ok', value: null, atMs: 0, tookMs: 0 } as const
  const log: ActLogStore = {
    begin: async (begun) => (noted.push(begun), ok),
    end: async (ended) => (noted.push(ended), ok),
    newest: async () => ({ ...ok, value: { acts: [], isCut: false } }),
    forget: async () => ok,
  }
  const { host } = fake
  const desk = createPowerDesk({
    host: {
      ...host,
      mode: mac.mode ?? 'live',
      ask: async (question, atMs) => {
        if (!nameOfQuestion(question).includes('osascript')) return host.ask(question, atMs)
        run.push(nameOfQuestion(question))
        world.set(nameOfQuestion(question), mac.answer ?? '')
        setRule(world, mac.after ?? mac.rule)
        return host.ask(question, atMs)
      },
    },
    hurryPower: () => (hurried += 1),
    log,
  })
  return { ...fake, desk, run, noted, hurried: () => hurried }
}

const allow = { isAllowed: true, isConfirmed: true }
const forbid = { isAllowed: false, isConfirmed: true }

describe('the rule is shown', () => {
  test('whole, with its file and the commands for a terminal, before anything is written', async () => {
    const { desk, run } = macWith()
    expect(await desk.powerRule()).toEqual({
      schema: 'headroom/power-rule/1',
      state: { kind: 'ok', isAllowed: false },
      text: ruleText(alice),
      path: '/etc/sudoers.d/headroom-powermetrics',
      allowCommand: allowCommand(alice),
      forbidCommand,
    })
    expect(run).toEqual([])
  })

  test('without asking sudo where its file is not there: it would note that', async () => {
    const { desk, asked } = macWith()
    await desk.powerRule()
    expect(asked.map(({ name }) => name)).not.toContain(permission)
  })

  test.each([
    ['works', { kind: 'ok', isAllowed: true }],
    ['overruled', { kind: 'overruled' }],
  ] as const)('as one that %s', async (rule, state) => {
    expect((await macWith({ rule }).desk.powerRule()).state).toEqual(state)
  })

  test('as not known where sudo, or the disk, does not answer', async () => {
    const late = macWith({ rule: 'works', sudo: failed('no answer within 2 s') })
    await expect(late.desk.powerRule()).rejects.toThrow(
      'whether powermetrics is allowed is not known: no answer within 2 s',
    )
    const closed = macWith({ file: failed('permission denied') })
    await expect(closed.desk.powerRule()).rejects.toThrow(
      'whether powermetrics is allowed is not known: permission denied',
    )
  })
})

const nowhere: readonly (readonly [where: string, mac: Mac, reason: string])[] = [
  ['on Linux', { platform: 'linux' }, 'only a Mac has powermetrics'],
  ['in a recording', { mode: 'replay' }, 'this is a recording: nothing can be allowed in it'],
  [
    'on an Intel Mac',
    { processor: 'Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz' },
    'this is an Intel Mac: powermetrics does not tell the power of its GPU',
  ],
  [
    'for root',
    { user: 'root', userId: '0' },
    'Headroom runs as root here: the rule is made for a person',
  ],
  [
    'for whoever has the number of root',
    { user: 'toor', userId: '0' },
    'Headroom runs as root here: the rule is made for a person',
  ],
]

describe('there is no rule', () => {
  test.each(nowhere)('%s: it says why, and nothing is run', async (_, mac, reason) => {
    const { desk, run, noted } = macWith(mac)
    expect(await desk.powerRule()).toMatchObject({
      state: { kind: 'absent', reason },
      text: null,
      allowCommand: null,
    })
    await expect(desk.setPowerRule(allow)).rejects.toThrow(reason)
    expect([run, noted]).toEqual([[], []])
  })

  // no line of `id` is empty
  test.each(hostileUsers.filter(([, name]) => name !== ''))(
    'for a user whose name is %s',
    async (_, user) => {
      const { desk, run } = macWith({ user })
      const reason = 'the name of this user cannot stand in a rule of sudo: it would be misread'
      expect((await desk.powerRule()).state).toEqual({ kind: 'absent', reason })
      await expect(desk.setPowerRule(allow)).rejects.toThrow(reason)
      expect(run).toEqual([])
    },
  )
})

describe('it is set', () => {
  test('by one question of macOS, read back, noted, and the power is asked anew', async () => {
    const { desk, run, noted, hurried } = macWith({ after: 'works' })
    expect(await desk.setPowerRule(allow)).toMatchObject({ state: { kind: 'ok', isAllowed: true } })
    expect(run).toEqual([writing])
    expect(noted).toMatchObject([
      { act: 'allow', target: 'powermetrics', by: 'person' },
      { outcome: 'done', sentence: 'Headroom may run powermetrics now' },
    ])
    expect(noted[0]?.request).toContain(ruleText(alice))
    expect(hurried()).toBe(1)
  })

  test('and removed likewise', async () => {
    const { desk, run, noted, hurried } = macWith({ rule: 'works', after: 'none' })
    expect(await desk.setPowerRule(forbid)).toMatchObject({
      state: { kind: 'ok', isAllowed: false },
    })
    expect(run).toEqual([removing])
    expect(noted).toMatchObject([
      { act: 'forbid', request: forbidCommand },
      { outcome: 'done', sentence: 'Headroom may not run powermetrics any more' },
    ])
    expect(hurried()).toBe(1)
  })

  test('also where it is overruled: it may be removed, and written anew', async () => {
    const gone = macWith({ rule: 'overruled', after: 'none' })
    expect((await gone.desk.setPowerRule(forbid)).state).toEqual({ kind: 'ok', isAllowed: false })
    const again = macWith({ rule: 'overruled', after: 'works' })
    expect((await again.desk.setPowerRule(allow)).state).toEqual({ kind: 'ok', isAllowed: true })
  })

  test('believing what is read back, whatever the run has said', async () => {
    const late = macWith({ answer: failed('no answer within 180 s'), after: 'works' })
    expect((await late.desk.setPowerRule(allow)).state).toEqual({ kind: 'ok', isAllowed: true })
    const lost = macWith({ after: 'none' })
    await expect(lost.desk.setPowerRule(allow)).rejects.toThrow(
      'macOS says that the rule was written, and it is not there',
    )
    const kept = macWith({ rule: 'works', after: 'works' })
    await expect(kept.desk.setPowerRule(forbid)).rejects.toThrow(
      'macOS says that the rule was removed, and it is still there',
    )
  })

  test('in vain where sudo refuses all the same: that is shown, and noted', async () => {
    const { desk, noted } = macWith({ after: 'overruled' })
    expect((await desk.setPowerRule(allow)).state).toEqual({ kind: 'overruled' })
    expect(noted[1]).toMatchObject({
      outcome: 'refused',
      sentence:
        'the rule is written, and sudo refuses all the same: another rule of this Mac comes after it, or its folder is not read',
    })
  })
})

const error = (words: string, number: number): Reply =>
  failed(`exit 1: 0:131: execution error: ${words} (${number})`)

describe('nothing is changed', () => {
  test('without a confirmation', async () => {
    const { desk, run } = macWith()
    await expect(desk.setPowerRule({ isAllowed: true, isConfirmed: false })).rejects.toThrow(
      'the rule is written only after it has been shown, and was agreed to',
    )
    expect(run).toEqual([])
  })

  test.each([
    ['none', forbid],
    ['works', allow],
  ] as const)('where it is so already (%s), and nobody is asked', async (rule, input) => {
    const { desk, run, noted } = macWith({ rule })
    expect((await desk.setPowerRule(input)).state).toEqual({
      kind: 'ok',
      isAllowed: rule === 'works',
    })
    expect([run, noted]).toEqual([[], []])
  })
})

describe('the question of macOS', () => {
  test.each([
    [
      'was cancelled',
      error('User canceled.', -128),
      'the question of macOS for an administrator was cancelled',
    ],
    [
      'had the wrong name',
      error('The administrator user name or password was incorrect.', -60_005),
      'macOS did not take the name and the password for those of an administrator',
    ],
    [
      'could be put to nobody',
      error('No user interaction allowed.', -1713),
      'macOS can ask nobody for an administrator here (no screen, as over ssh)',
    ],
    [
      'ended at visudo',
      error('syntax error', 65),
      'visudo, the check of sudo, does not take the rule',
    ],
    [
      'was given no name',
      error('non-zero', 64),
      'the name of this user is none that sudo could read',
    ],
    ['ended otherwise', error('chown: wheel: illegal group name', 1), 'illegal group name'],
    ['never ended', failed('no answer within 180 s'), 'no answer within 180 s'],
  ])('%s: nothing is changed, and it says and notes so', async (_, answer, words) => {
    const { desk, noted } = macWith({ answer, after: 'none' })
    const sentence = expect.stringMatching(
      new RegExp(`^nothing was changed: .*${words.replaceAll(/[()]/g, '\\$&')}`),
    )
    await expect(desk.setPowerRule(allow)).rejects.toThrow(words)
    expect(noted[1]).toMatchObject({ outcome: 'refused', sentence })
  })

  test('stands: no second is put beside it', async () => {
    const { desk, run } = macWith({ answer: { kind: 'hangs' } })
    void desk.setPowerRule(allow)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(desk.setPowerRule(allow)).rejects.toThrow(
      'macOS is asking for an administrator already',
    )
    expect(run).toHaveLength(1)
  })
})
