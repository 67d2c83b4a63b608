import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  quitWayOf,
  type QuitMember,
  type Serving,
  type Unasked,
} from '../../src/main/apps/quit-way.ts'
import type { QuitWay } from '../../src/shared/app.ts'
import { pid } from '../../src/shared/ids.ts'
import { idleModel, nothing, ready, resting } from './quittable.ts'

const wayOf = (given: Partial<Unasked>, serving: Serving = nothing): QuitWay =>
  quitWayOf({ ...resting, ...given }, serving, null)
const signs = (given: Partial<Unasked['quitSigns']>): Pick<Unasked, 'quitSigns'> => ({
  quitSigns: { ...resting.quitSigns, ...given },
})
const asks = (risk: string): QuitWay => ({ kind: 'ask', isSafe: false, risk })
const no = (reason: string): QuitWay => ({ kind: 'none', reason })
const safe: QuitWay = { kind: 'ask', isSafe: true, risk: null }

describe('the click is the confirmation', () => {
  test('for what rests in the background, without a window, for ten minutes', () => {
    expect(wayOf({})).toEqual(safe)
    expect(wayOf({ unusedMs: 600_000 })).toEqual(safe)
  })

  test('also where it holds a model that does nothing', () => {
    const serving = {
      servers: [ready],
      models: [idleModel(), { ...idleModel(), state: 'sleeping' as const }],
    }
    expect(wayOf({}, serving)).toEqual(safe)
  })

  const unsafe: readonly (readonly [string, Partial<Unasked>])[] = [
    ['it was in front less than ten minutes ago', { unusedMs: 599_999 }],
    ['nobody knows when it was in front', { unusedMs: null }],
    ['it is in front', { isFront: true }],
    ['it has windows', { hasWindows: true }],
    ['nobody knows whether it has', { hasWindows: null }],
    [
      'LaunchServices does not say that it is in the background',
      signs({ isBackgroundOnly: false }),
    ],
    ['nobody knows whose it is', { isOwn: null }],
    ['more ends with it', { quitEnds: 'every virtual machine that runs in it' }],
    ['it is a virtual machine', { kind: 'virtual-machine' }],
    ['it is at work on the GPU', { gpuRatio: 0.02 }],
    ['it is an engine of which nobody knows what it does', { iconName: 'engine' }],
  ]
  test.each(unsafe)('never where %s: there something may be lost', (_, given) => {
    const way = wayOf(given)
    expect(way).toMatchObject({ kind: 'ask', isSafe: false })
    expect(way.kind === 'ask' ? way.risk : null).toMatch(/^(it|quitting it) /)
  })
})

describe('the click is no confirmation while a model', () => {
  const working: readonly (readonly [string, Serving])[] = [
    ['generates', { servers: [ready], models: [{ ...idleModel(), state: 'generating' }] }],
    ['loads', { servers: [ready], models: [{ ...idleModel(), state: 'loading' }] }],
    ['goes', { servers: [ready], models: [{ ...idleModel(), state: 'unloading' }] }],
    [
      'does not say what it does',
      { servers: [ready], models: [{ ...idleModel(), state: 'loaded' }] },
    ],
    ['was told of long ago', { servers: [ready], models: [{ ...idleModel(), isStale: true }] }],
    ['has requests waiting', { servers: [ready], models: [{ ...idleModel(), queueLength: 1 }] }],
    [
      'is behind a server that does not answer',
      { servers: [{ ...ready, state: 'silent' }], models: [] },
    ],
    [
      'may be in a server that names none',
      { servers: [{ ...ready, tellsModels: false }], models: [] },
    ],
    [
      'is in a server with a queue',
      { servers: [{ ...ready, queueLength: 2 }], models: [idleModel()] },
    ],
  ]
  test.each(working)('of it %s', (_, serving) => {
    expect(wayOf({}, serving)).toMatchObject({ kind: 'ask', isSafe: false })
  })
})

describe('what may be lost is said', () => {
  test.each<readonly [string, Partial<Unasked>, Serving]>([
    ['it may hold unsaved work', { hasWindows: true }, nothing],
    ['it may hold unsaved work', { hasWindows: null }, nothing],
    ['it may be at work', { unusedMs: null }, nothing],
    ['it may be at work', { hasWindows: null, ...signs({ isUnattended: true }) }, nothing],
    [
      'what runs in it ends with it',
      { iconName: 'terminal', hasWindows: null, ...signs({ isUnattended: true }) },
      nothing,
    ],
    [
      'quitting it ends its virtual machine and every container in it',
      { quitEnds: 'its virtual machine and every container in it', kind: 'virtual-machine' },
      nothing,
    ],
    [
      'what runs in it ends with it, and it may hold unsaved work',
      { iconName: 'terminal', hasWindows: null },
      nothing,
    ],
    ['it serves gemma3', { unusedMs: 0 }, { servers: [ready], models: [idleModel()] }],
    [
      'it may hold unsaved work, and it serves a, b and 2 more, and it may be at work',
      { hasWindows: true },
      {
        servers: [ready],
        models: ['a', 'b', 'c', 'd'].map((name) => ({
          ...idleModel(name),
          state: 'generating' as const,
        })),
      },
    ],
    ['it may be at work', { iconName: 'engine', hasWindows: null }, nothing],
    [
      'other programs may need it',
      { iconName: 'engine', hasWindows: null },
      { servers: [ready], models: [] },
    ],
  ])('%s', (risk, given, serving) => {
    expect(wayOf(given, serving)).toEqual(asks(risk))
  })

  test('in bounded words, whatever a model is called', () => {
    const name = `\u001b[31m${'x'.repeat(10_000)}\n$(reboot)"`
    const way = wayOf({ unusedMs: 0 }, { servers: [ready], models: [idleModel(name)] })
    const risk = way.kind === 'ask' ? (way.risk ?? '') : ''
    expect(risk.length).toBeLessThan(60)
    expect(risk).not.toMatch(/\p{Cc}/u)
  })
})

describe('Headroom does not quit', () => {
  const member = (
    id: number,
    executable: string | null,
    isOwn: boolean | null = true,
  ): QuitMember => ({ pid: pid(id), parentPid: null, executable, isOwn })
  const own = { self: pid(500), ancestors: new Set([pid(40), pid(1)]) }
  const ofMembers = (...members: readonly QuitMember[]): Unasked => ({
    ...resting,
    ...signs({ members }),
  })

  test('itself, nor what it runs in', () => {
    expect(wayOf({ isHeadroom: true })).toEqual(no('it is Headroom itself'))
    const terminal = ofMembers(member(39, '/bin/zsh'), member(40, '/bin/zsh'))
    expect(quitWayOf(terminal, nothing, own)).toEqual(no('Headroom runs in it'))
    expect(quitWayOf(terminal, nothing, null)).toEqual(safe)
  })

  test('what the session or the machine runs under', () => {
    const dock = '/System/Library/CoreServices/Dock.app/Contents/MacOS/Dock'
    expect(quitWayOf(ofMembers(member(90, dock)), nothing, own)).toMatchObject({ kind: 'none' })
    expect(quitWayOf(ofMembers(member(1, '/sbin/launchd')), nothing, own)).toEqual(
      no('everything else on this machine runs under it'),
    )
    expect(wayOf({ bundleId: 'com.apple.finder' })).toMatchObject({ kind: 'none' })
  })

  test("another user's, in whole or in part", () => {
    const reason = "it is another user's"
    const others = ofMembers(member(9, '/opt/bin/httpd', false))
    expect(quitWayOf(others, nothing, own)).toEqual(no(reason))
    // whose file may not be read, for the same reason
    expect(quitWayOf(ofMembers(member(9, null, false)), nothing, own)).toEqual(no(reason))
    const app = '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal'
    const terminal = ofMembers(member(9, app), member(10, '/usr/bin/login', false))
    expect(quitWayOf(terminal, nothing, own)).toEqual(no('a part of it runs as another user'))
  })

  test('what hides its program, as nobody could tell later whether it is still the same', () => {
    expect(wayOf(signs({ members: [member(9, null)] }))).toEqual(no('it does not show its program'))
  })

  test('what something else has to end, and says what', () => {
    const unaskable = 'stop it with Docker: docker stop 3f2a91c0b7de'
    expect(wayOf(signs({ unaskable }))).toEqual(no(unaskable))
  })
})

test('something may be lost wherever the click is no confirmation, and nothing where it is', () => {
  const [member] = resting.quitSigns.members
  if (member === undefined) throw new Error('no member')
  const serving = fc.record({
    servers: fc.array(
      fc.record({
        state: fc.constantFrom('ready' as const, 'silent' as const, 'unasked' as const),
        tellsModels: fc.boolean(),
        queueLength: fc.constantFrom(null, 0, 1),
      }),
      { maxLength: 2 },
    ),
    models: fc.array(
      fc.record({
        name: fc.string(),
        state: fc.constantFrom('idle' as const, 'generating' as const, 'loaded' as const),
        queueLength: fc.constantFrom(null, 0, 1),
        isStale: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  })
  const given = fc.record({
    kind: fc.constantFrom('app' as const, 'virtual-machine' as const),
    iconName: fc.constantFrom(
      'app' as const,
      'background' as const,
      'engine' as const,
      'terminal' as const,
    ),
    hasWindows: fc.constantFrom(null, true, false),
    isFront: fc.boolean(),
    unusedMs: fc.constantFrom(null, 0, 600_000),
    isOwn: fc.constantFrom(null, true, false),
    quitEnds: fc.constantFrom(null, 'all'),
    gpuRatio: fc.constantFrom(null, 0, 0.5),
  })
  fc.assert(
    fc.property(given, serving, fc.boolean(), (one, served, isBackgroundOnly) => {
      const members = [{ ...member, isOwn: one.isOwn }]
      const way = wayOf({ ...one, ...signs({ isBackgroundOnly, members }) }, served)
      expect(way.kind).toBe(one.isOwn === false ? 'none' : 'ask')
      if (way.kind === 'none') return
      expect(way.risk === null).toBe(way.isSafe)
      expect(way.risk).not.toBe('')
      if (!way.isSafe) return
      expect(one).toMatchObject({
        kind: 'app',
        hasWindows: false,
        isFront: false,
        unusedMs: 600_000,
      })
      expect([one.isOwn, one.quitEnds, isBackgroundOnly]).toEqual([true, null, true])
      expect(served.models.every(({ state, isStale }) => state === 'idle' && !isStale)).toBe(true)
    }),
  )
})
