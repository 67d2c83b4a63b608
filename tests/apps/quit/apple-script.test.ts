import { describe, expect, test } from 'vitest'
import { askToQuit, checkQuit } from '../../../src/main/apps/quit/quit.ts'
import { sayTell } from '../../../src/main/apps/quit/gui-words.ts'
import type { QuitTarget } from '../../../src/main/apps/quit/target.ts'
import type { FoundProcess } from '../../../src/main/host/host.ts'
import { pid } from '../../../src/shared/ids.ts'
import { contents, loom, macProcess, macWorld, main, type MacWorld } from './mac-world.ts'

const isJavaScript = (args: readonly string[]): boolean => args[1] === 'JavaScript'
const broken = new Error('exit 1: execution error: Error: TypeError (-2700)')

/** JavaScript cannot; what AppleScript says then. */
const withAppleScript = (tell: (world: MacWorld) => string | Error): MacWorld =>
  macWorld((args, world) => (isJavaScript(args) ? broken : tell(world)))

describe('where JavaScript cannot, AppleScript asks (answers composed by us)', () => {
  test('and the app has ended', async () => {
    const world = withAppleScript((mac) => (mac.end(main, 500), 'asked\n'))
    expect(await world.outcome(askToQuit(world.host, loom))).toMatchObject({
      kind: 'ended',
      request: 'AppleScript quit: com.example.loom (812)',
    })
    expect(world.asked()).toEqual(['812 com.example.loom ask', '812 com.example.loom'])
    expect(world.signals).toEqual([])
  })

  test('but not of an app that has ended meanwhile: it would start it', async () => {
    const world = macWorld((_, mac) => (mac.end(main), broken))
    expect(await world.outcome(askToQuit(world.host, loom))).toEqual({
      kind: 'refused',
      reason: 'Loom (812) has ended by itself',
    })
    expect(world.asked()).toEqual(['812 com.example.loom ask'])
  })

  test('nor where nobody knows whether JavaScript has asked', async () => {
    const world = macWorld(() => new Error('no answer within 5 s'))
    expect(await world.outcome(askToQuit(world.host, loom))).toMatchObject({
      kind: 'still-open',
      note: 'macOS gave no answer within 5 s whether Loom was asked',
    })
    expect(world.asked()).toEqual(['812 com.example.loom ask'])
  })

  test('and macOS forbids it: nothing was sent, and it says what helps', async () => {
    const world = withAppleScript(
      () => new Error('exit 1: 84:88: execution error: Not authorized. (-1743)'),
    )
    expect(await world.outcome(askToQuit(world.host, loom))).toEqual({
      kind: 'refused',
      reason:
        'macOS does not let Headroom ask Loom: allow it in System Settings, Privacy & Security, Automation',
    })
    expect(world.signals).toEqual([])
  })
})

describe('by its id another copy may be asked instead, so that AppleScript asks none', () => {
  const twice =
    'exit 1: execution error: Error: TypeError (-2700); Loom runs more than once, and another copy might be asked instead'
  const asked = ['812 com.example.loom ask']

  async function refusedOf(target: QuitTarget, others: readonly FoundProcess[] = []) {
    const world = withAppleScript((mac) => (mac.end(main), 'asked\n'))
    others.forEach((other) => world.start(other))
    const end = await world.outcome(askToQuit(world.host, target))
    const check = withAppleScript(() => 'asked\n')
    others.forEach((other) => check.start(other))
    expect(await checkQuit(check.host, target)).toEqual(end)
    expect(world.signals).toEqual([])
    return { end, asked: world.asked() }
  }

  test('where its program runs twice', async () => {
    const second = macProcess(pid(900), `${contents}/MacOS/Loom`)
    const target = { ...loom, processes: [...loom.processes, second] }
    const { end, asked: questions } = await refusedOf(target, [second])
    expect(end).toEqual({ kind: 'refused', reason: twice })
    expect(questions).toEqual(asked)
  })

  test('where a copy of it runs from another folder', async () => {
    const copy = macProcess(pid(900), '/Volumes/Loom/Loom.app/Contents/MacOS/Loom')
    expect(await refusedOf(loom, [copy])).toEqual({
      end: { kind: 'refused', reason: twice },
      asked,
    })
  })

  test('where only a helper of it is known', async () => {
    const [first] = loom.processes
    const target = { ...loom, processes: first === undefined ? [] : [first] }
    const { end } = await refusedOf(target)
    expect(end).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/which process is Loom itself cannot be told$/),
    })
  })

  test('but it asks where its own program has started itself once more', async () => {
    const child = macProcess(pid(900), `${contents}/MacOS/Loom`, main)
    const target = { ...loom, processes: [...loom.processes, child] }
    const world = withAppleScript((mac) => (mac.end(main), mac.end(child.pid), 'asked\n'))
    world.start(child)
    expect((await world.outcome(askToQuit(world.host, target))).kind).toBe('ended')
  })
})

describe('what AppleScript says', () => {
  const failed = (reason: string) => ({ kind: 'failed', reason, atMs: 0, tookMs: 0 }) as const
  test.each([
    ['exit 1: 0:9: execution error: no (-600)', 'refused', 'macOS finds no running app for Loom'],
    ['exit 1: connection (-609)', 'refused', 'macOS finds no running app for Loom'],
    ['exit 1: no user interaction (-1713)', 'refused', 'there is no desktop session here'],
    ['exit 1: error of type -10810 (-10810)', 'refused', 'there is no desktop session here'],
    ['exit 1: connection to the WindowServer', 'refused', 'there is no desktop session here'],
    ['exit 1: something new (-4711)', 'refused', 'Loom could not be asked: exit 1: something new'],
    ['exit 1: User canceled. (-128)', 'asked', 'Loom was asked, and its user has said no'],
    ['exit 1: timed out (-1712)', 'asked', null],
    ['no answer within 12 s', 'asked', 'macOS may be asking whether Headroom may control Loom'],
  ])('%s: %s', (reason, kind, words) => {
    const said = sayTell(failed(reason), 'Loom')
    expect(said.kind).toBe(kind)
    const told = said.kind === 'refused' ? said.reason : said.note
    if (words === null) expect(told).toBe(null)
    else expect(told).toContain(words)
  })

  test('is that it does not run: nothing was sent', () => {
    const none = { kind: 'ok', value: 'none\n', atMs: 0, tookMs: 0 } as const
    expect(sayTell(none, 'Loom')).toEqual({ kind: 'refused', reason: 'Loom does not run any more' })
  })
})
