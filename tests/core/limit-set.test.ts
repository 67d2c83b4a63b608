import { describe, expect, test } from 'vitest'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import { gib, limitMac, type LimitWorld } from './limit-mac.ts'

const raise = ({ desk }: LimitWorld, toBytes: number | null): Promise<LimitRaise> =>
  desk.raiseLimit({ toBytes, isDryRun: false, isConfirmed: true })

describe('a raise', () => {
  test('is one authorised run, and is believed when it was read back and Metal follows', async () => {
    const world = limitMac()
    expect(await raise(world, 56 * gib)).toMatchObject({
      outcome: 'done',
      toBytes: 56 * gib,
      afterBytes: 56 * gib,
      command: null,
      revertCommand: 'sudo sysctl iogpu.wired_limit_mb=0',
      sentence: 'The limit of the GPU is 60.1 GB now, until the next restart',
      help: null,
    })
    expect(world.runs.map((argv) => argv.at(-1))).toEqual(['57344'])
    expect(world.overrideMib()).toBe(57_344)
    expect(world.hurried()).toBe(1)
    expect(world.asked).toContain('/usr/sbin/sysctl -n iogpu.wired_limit_mb')
  })

  test('is cut to whole MiB, never up', async () => {
    const world = limitMac()
    expect(await raise(world, 56e9)).toMatchObject({ toBytes: 53_405 * 2 ** 20 })
    expect(world.overrideMib()).toBe(53_405)
  })

  test('is set back to what macOS chooses', async () => {
    const world = limitMac({ overrideMib: 57_344 })
    expect(await raise(world, null)).toMatchObject({
      outcome: 'done',
      toBytes: null,
      afterBytes: 48 * gib,
      revertCommand: null,
      sentence: 'macOS chooses the limit of the GPU again: 51.5 GB',
    })
    expect(world.runs.map((argv) => argv.at(-1))).toEqual(['0'])
  })

  test('is done where only Metal does not answer', async () => {
    expect(await raise(limitMac({ metalBytes: null }), 56 * gib)).toMatchObject({
      outcome: 'done',
      afterBytes: 56 * gib,
    })
  })

  test('is done where its answer was lost, and it is in force', async () => {
    const late = limitMac({ says: 'no answer within 180 s', becomesMib: 57_344 })
    expect(await raise(late, 56 * gib)).toMatchObject({ outcome: 'done', afterBytes: 56 * gib })
  })

  test('is begun once: a second one is told that macOS asks already', async () => {
    const world = limitMac()
    const [one, other] = await Promise.all([raise(world, 56 * gib), raise(world, 50 * gib)])
    expect(one.outcome).toBe('done')
    expect(other).toMatchObject({
      outcome: 'refused',
      sentence: 'macOS is asking for an administrator already',
    })
    expect(world.runs).toHaveLength(1)
    expect(await raise(world, null)).toMatchObject({ outcome: 'done' })
  })
})

describe('with no privilege nothing is set, and the command is told for who has it', () => {
  // the forms of osascript's complaints, composed by us
  test.each([
    [
      'exit 1: 0:163: execution error: User canceled. (-128)',
      'nothing was set: the question of macOS for an administrator was cancelled',
    ],
    [
      'exit 1: 0:163: execution error: Vom Benutzer abgebrochen. (-128)',
      'nothing was set: the question of macOS for an administrator was cancelled',
    ],
    [
      'exit 1: 0:163: execution error: The administrator user name or password was incorrect. (-60005)',
      'nothing was set: macOS did not take the name and the password for those of an administrator',
    ],
    [
      'exit 1: 0:163: execution error: No user interaction allowed. (-1713)',
      'nothing was set: macOS can ask nobody for an administrator here (no screen, as over ssh)',
    ],
    [
      'exit 1: 0:163: execution error: The authorization was denied since no user interaction was possible. (-60007)',
      'nothing was set: macOS can ask nobody for an administrator here (no screen, as over ssh)',
    ],
    ['no answer within 180 s', 'nothing was set: no answer within 180 s'],
    [
      'exit 1: 0:163: execution error: sysctl: iogpu.wired_limit_mb=57344: Operation not permitted (1)',
      'nothing was set: exit 1: 0:163: execution error: sysctl: iogpu.wired_limit_mb=57344: Operation not permitted (1)',
    ],
  ])('%s', async (says, sentence) => {
    const world = limitMac({ says })
    expect(await raise(world, 56 * gib)).toMatchObject({
      outcome: 'refused',
      sentence,
      command: 'sudo sysctl iogpu.wired_limit_mb=57344',
      revertCommand: null,
      help: 'An administrator can set it in a terminal',
      afterBytes: null,
    })
    expect(world.overrideMib()).toBe(0)
  })
})

describe('what reading back does not confirm is not proved', () => {
  test.each([
    [{ becomesMib: 0 }, 'read back it is not raised', null],
    [{ becomesMib: 50_000 }, 'read back it is 52.4 GB', 50_000 * 2 ** 20],
    [{ readsBack: false }, 'it could not be read back: exit 1', null],
    [{ metalBytes: 48 * gib }, 'Metal tells 51.5 GB', 48 * gib],
  ])('%j', async (mac, told, afterBytes) => {
    const answer = await raise(limitMac(mac), 56 * gib)
    expect(answer).toMatchObject({
      outcome: 'unproved',
      afterBytes,
      command: 'sudo sysctl iogpu.wired_limit_mb=57344',
      revertCommand: 'sudo sysctl iogpu.wired_limit_mb=0',
      sentence: `The limit of the GPU was to be 60.1 GB, and that is not proved: ${told}`,
    })
  })

  test('nor is setting it back, where Metal stays', async () => {
    const world = limitMac({ overrideMib: 57_344, metalBytes: 56 * gib })
    expect(await raise(world, null)).toMatchObject({
      outcome: 'unproved',
      sentence:
        'The limit of the GPU was to be set back, and that is not proved: Metal tells 60.1 GB',
    })
  })
})
