import { describe, expect, test } from 'vitest'
import { handle, type Caller } from '../../src/main/core/handle.ts'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { gib, limitMac, type LimitMac, type LimitWorld } from './limit-mac.ts'

const raise = (
  { desk }: LimitWorld,
  toBytes: number | null,
  more: { isDryRun?: boolean; isConfirmed?: boolean } = {},
): Promise<LimitRaise> => desk.raiseLimit({ toBytes, isDryRun: false, isConfirmed: true, ...more })

const bounds = 'it may be more than 51.5 GB, the limit of now, and no more than 60.1 GB'

type Refused = readonly [where: string, mac: LimitMac, toBytes: number, sentence: string]

const outside: readonly Refused[] = [
  ['above its bounds', {}, 61e9, `61.0 GB would leave macOS too little: ${bounds}`],
  [
    'a MiB above',
    {},
    56 * gib + 2 ** 20,
    '57345 MiB would leave macOS too little: it may be more than 51.5 GB, the limit of now, and no more than 57344 MiB',
  ],
  ['far above', {}, 2 ** 60, `1152921.50 TB would leave macOS too little: ${bounds}`],
  ['below its bounds', {}, 20e9, `20.0 GB is no raise of the limit: ${bounds}`],
  ['at what it is now', {}, 48 * gib, `51.5 GB is no raise of the limit: ${bounds}`],
  ['at nothing', {}, 0, `0 B is no raise of the limit: ${bounds}`],
  [
    'below what it was raised to',
    { overrideMib: 53_248 },
    50 * gib,
    '53.7 GB is no raise of the limit (to lower it, set it back first): it may be more than 55.8 GB, the limit of now, and no more than 60.1 GB',
  ],
]

const elsewhere: readonly Refused[] = [
  [
    'on Linux',
    { platform: 'linux' },
    56 * gib,
    'only a Mac with Apple silicon has a limit of the GPU that can be raised: this is Linux',
  ],
  [
    'on an Intel Mac',
    { processor: 'Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz', overrideMib: null },
    56 * gib,
    'this is an Intel Mac: there is no iogpu.wired_limit_mb on it',
  ],
  [
    'on macOS 13',
    { system: 'macOS 13.6 (22G120)', overrideMib: null },
    56 * gib,
    'macOS 13 has another setting for it (debug.iogpu.wired_limit, in bytes): Headroom sets that of macOS 14 and later only',
  ],
  [
    'on macOS 12',
    { system: 'macOS 12.7 (21G816)', overrideMib: null },
    56 * gib,
    'macOS 12 has no iogpu.wired_limit_mb: that came with macOS 14',
  ],
  [
    'on a macOS that is newer than what is known',
    { system: 'macOS 27.0 (26A1)' },
    56 * gib,
    'this is macOS 27: Headroom knows how iogpu.wired_limit_mb behaves on macOS 14, 15 and 26, and not there',
  ],
]

const notTold: readonly Refused[] = [
  [
    'on a macOS without a version',
    { system: 'macOS' },
    56 * gib,
    'the version of macOS is not told: Headroom sets iogpu.wired_limit_mb only where it knows how that behaves',
  ],
  [
    'where nothing of the machine is told',
    { system: null },
    56 * gib,
    'the version of macOS is not told: Headroom sets iogpu.wired_limit_mb only where it knows how that behaves',
  ],
  [
    'where the RAM is not told',
    { ramGib: null },
    56 * gib,
    'the size of the RAM is not told: how far the limit may be raised is not known',
  ],
  [
    'where there is no such setting',
    { overrideMib: null },
    56 * gib,
    'this Mac does not tell iogpu.wired_limit_mb: there is no such setting',
  ],
  [
    'in a recording',
    { mode: 'replay' },
    56 * gib,
    'this is a recording: its limit cannot be changed',
  ],
  [
    'with too little RAM',
    { ramGib: 16, defaultGib: 10.6666 },
    12 * gib,
    'of 17.2 GB of RAM no raise is left: no more than 8.5 GB of it may go to the GPU, so that macOS keeps what it needs, and the limit is 11.5 GB already',
  ],
  [
    'with the RAM of macOS alone',
    { ramGib: 8, defaultGib: 5.3333 },
    6 * gib,
    'of 8.6 GB of RAM no raise is left: macOS needs all of it itself, and the limit is 5.7 GB already',
  ],
]

describe('the raise is refused, each time with its sentence, and nothing is run', () => {
  test.each([...outside, ...elsewhere, ...notTold])('%s', async (_, mac, toBytes, sentence) => {
    const world = limitMac(mac)
    for (const isDryRun of [true, false]) {
      const answer = await raise(world, toBytes, { isDryRun })
      expect(answer.sentence).toBe(sentence)
      expect(answer).toMatchObject({ outcome: 'refused', command: null, afterBytes: null })
    }
    expect(world.runs).toEqual([])
    expect(world.hurried()).toBe(0)
  })

  test('and where nothing can be asked, nothing is asked', async () => {
    for (const mac of [{ platform: 'linux' }, { mode: 'replay' }] as const) {
      const world = limitMac(mac)
      expect((await world.desk.limit()).outcome).toBe('refused')
      expect(world.asked).toEqual([])
    }
  })
})

describe('no word of anybody reaches the script', () => {
  const caller: Caller = { scopes: new Set(['read', 'act']), setLooking: null }
  test.each<unknown>([
    '57344; rm -rf ~',
    '57344',
    '" & (do shell script "id") & "',
    [57_344],
    { valueOf: 1 },
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0.5,
    2 ** 70,
    'x'.repeat(10_000),
  ])('%j is not of the form', async (toBytes) => {
    const world = limitMac()
    const core = { ...createFakeCore(), ...world.desk }
    const input = { toBytes, isDryRun: false, isConfirmed: true }
    expect(await handle(core, caller, 'raiseLimit', input)).toEqual({
      kind: 'refused',
      reason: 'the request is not of the form it should have',
    })
    expect(world.asked).toEqual([])
  })

  test('whoever may only read raises nothing', async () => {
    const world = limitMac()
    const core = { ...createFakeCore(), ...world.desk }
    const input = { toBytes: 56 * gib, isDryRun: false, isConfirmed: true }
    const reader: Caller = { scopes: new Set(['read']), setLooking: null }
    expect((await handle(core, reader, 'raiseLimit', input)).kind).toBe('refused')
    expect(world.asked).toEqual([])
  })
})

describe('nothing is run', () => {
  test('in a dry run, which says what would be', async () => {
    const world = limitMac()
    expect(await raise(world, 56 * gib, { isDryRun: true })).toMatchObject({
      outcome: 'planned',
      toBytes: 56 * gib,
      command: 'sudo sysctl iogpu.wired_limit_mb=57344',
      afterBytes: null,
      sentence:
        'The limit of the GPU would be raised to 60.1 GB until the next restart; nothing was done',
    })
    expect(world.runs).toEqual([])
  })

  test('before whoever asks has said that the risk is known', async () => {
    const world = limitMac()
    expect(await raise(world, 56 * gib, { isConfirmed: false })).toMatchObject({
      outcome: 'unconfirmed',
      command: 'sudo sysctl iogpu.wired_limit_mb=57344',
      guide: { kind: 'ok', risks: expect.stringContaining('what is not saved is lost') },
    })
    expect(world.runs).toEqual([])
  })

  test('where it is so already', async () => {
    const raised = limitMac({ overrideMib: 57_344 })
    expect(await raise(raised, 56 * gib)).toMatchObject({
      outcome: 'done',
      afterBytes: 56 * gib,
      sentence: 'The limit of the GPU is 60.1 GB already, until the next restart',
    })
    const plain = limitMac({ ramGib: 16, defaultGib: 10.6666 })
    expect(await raise(plain, null)).toMatchObject({
      outcome: 'done',
      sentence: 'The limit of the GPU is not raised: macOS chooses it already',
    })
    expect([...raised.runs, ...plain.runs]).toEqual([])
  })
})

describe('what could be done', () => {
  test('is told with its bounds, what it does and risks, and the command', async () => {
    const { guide, ...answer } = await limitMac({ ramGib: 32, defaultGib: 21.3334 }).desk.limit()
    expect(guide).toMatchObject({
      kind: 'ok',
      nowBytes: 21.3334 * gib,
      raisedToBytes: null,
      mostBytes: 24 * gib,
      calmBytes: 24 * gib,
    })
    expect(answer).toEqual({
      schema: 'headroom/limit/1',
      outcome: 'shown',
      toBytes: null,
      command: 'sudo sysctl iogpu.wired_limit_mb=24576',
      revertCommand: null,
      afterBytes: null,
      sentence:
        'The limit of the GPU is 22.9 GB, as macOS chooses it; it can be raised up to 25.7 GB, until the next restart',
      help: null,
    })
  })

  test('a raise that somebody has made is told, with the way back', async () => {
    expect(await limitMac({ overrideMib: 53_248 }).desk.limit()).toMatchObject({
      outcome: 'shown',
      guide: { kind: 'ok', raisedToBytes: 53_248 * 2 ** 20 },
      revertCommand: 'sudo sysctl iogpu.wired_limit_mb=0',
      sentence:
        'The limit of the GPU was raised to 55.8 GB, and that holds until the next restart; it can be raised further, up to 60.1 GB, until the next restart',
    })
  })

  test('one beyond every bound can be set back, and not raised', async () => {
    const world = limitMac({ overrideMib: 63_000 })
    const answer = await world.desk.limit()
    expect(answer).toMatchObject({
      outcome: 'shown',
      guide: { kind: 'refused', raisedToBytes: 63_000 * 2 ** 20 },
      command: null,
      revertCommand: 'sudo sysctl iogpu.wired_limit_mb=0',
    })
    expect(await raise(world, 63_500 * 2 ** 20)).toMatchObject({ outcome: 'refused' })
    expect(await raise(world, null)).toMatchObject({ outcome: 'done' })
    expect(world.overrideMib()).toBe(0)
  })

  test('one that was set back since the Snapshot is not taken for the limit of now', async () => {
    // the Snapshot of a raise, and a sysctl that knows of none
    const world = limitMac({ overrideMib: 57_344 })
    await raise(world, null)
    const { guide } = await world.desk.limit()
    expect(guide).toMatchObject({ kind: 'ok', nowBytes: 48 * gib, isNowEstimated: true })
  })
})

describe('what is noted', () => {
  test('of a raise is a line when it begins, and one when it has ended', async () => {
    const world = limitMac()
    await raise(world, 56 * gib)
    expect(world.notes).toMatchObject([
      {
        act: 'limit',
        by: 'person',
        target: '60.1 GB',
        request: 'sudo sysctl iogpu.wired_limit_mb=57344',
      },
      { outcome: 'done', sentence: expect.stringContaining('60.1 GB') },
    ])
    const [begun, ended] = world.notes
    expect(begun).toHaveProperty('id', ended === undefined ? null : Reflect.get(ended, 'id'))
  })

  test('of a look, a dry run and a refusal is nothing', async () => {
    const world = limitMac()
    await world.desk.limit()
    await raise(world, 56 * gib, { isDryRun: true })
    await raise(world, 61e9)
    expect(world.notes).toEqual([])
  })
})
