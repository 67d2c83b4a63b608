import { describe, expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { askToQuit, checkQuit, forceToQuit } from '../../../src/main/apps/quit/quit.ts'
import { helper, loom, macProcess, macWorld, main, type MacWorld } from './mac-world.ts'

/** macOS knows the main process as the app. */
const asMain =
  (act: (world: MacWorld, how: string) => string) =>
  (args: readonly string[], world: MacWorld): string => {
    const [id, , how = ''] = args.slice(args.indexOf('-e') + 2)
    return id === '812' ? act(world, how) : '{"kind":"other"}\n'
  }
const taken = '{"kind":"asked","taken":true}\n'
const endsAll = (world: MacWorld, afterMs: number): string => {
  world.end(main, afterMs)
  world.end(helper, afterMs + 400)
  return taken
}

describe('an app of macOS (its answers composed by us)', () => {
  test('is asked by its main process, and has ended when that has', async () => {
    const world = macWorld(asMain((mac) => endsAll(mac, 3_000)))
    const end = await world.outcome(askToQuit(world.host, loom))
    expect(end).toMatchObject({
      kind: 'ended',
      request: 'NSRunningApplication terminate: com.example.loom (812)',
      tookMs: 3_400,
    })
    expect(world.asked()).toEqual(['812 com.example.loom ask'])
    expect(world.signals).toEqual([])
  })

  test('is looked at, and not asked, in a dry run', async () => {
    const world = macWorld(asMain(() => '{"kind":"found"}'))
    expect(await checkQuit(world.host, loom)).toEqual({
      kind: 'ok',
      request: 'NSRunningApplication terminate: com.example.loom (812)',
    })
    expect(world.asked()).toEqual(['812 com.example.loom look'])
  })

  test('may be asking its user to save: after 15 s it is still open, and nothing else was done', async () => {
    const world = macWorld(asMain(() => taken))
    const end = await world.outcome(askToQuit(world.host, loom))
    expect(end).toMatchObject({ kind: 'still-open', isGui: true, tookMs: 15_000, note: null })
    expect(end.kind === 'still-open' && end.left.map((one) => one.pid)).toEqual([helper, main])
    expect(world.asked()).toEqual(['812 com.example.loom ask'])
    expect(world.signals).toEqual([])
  })

  test('has ended although an agent of it stays, as agents do', async () => {
    const world = macWorld(asMain((mac) => (mac.end(main, 1_000), taken)))
    const end = await world.outcome(askToQuit(world.host, loom))
    expect(end).toMatchObject({ kind: 'ended', tookMs: 4_000 })
    expect(world.signals).toEqual([])
  })
})

describe('an app that is not asked', () => {
  test('is one that macOS does not know in this session', async () => {
    const world = macWorld(() => '{"kind":"none"}')
    expect(await world.outcome(askToQuit(world.host, loom))).toEqual({
      kind: 'refused',
      reason:
        "macOS knows no running app Loom in this session: over ssh, or as another session's, it cannot be asked",
    })
    expect(world.asked()).toEqual(['812 com.example.loom ask', '815 com.example.loom ask'])
    expect(world.signals).toEqual([])
  })

  test('is one whose number another process has by now', async () => {
    const world = macWorld(() => taken)
    world.start({ ...macProcess(main, '/Applications/Other.app/Contents/MacOS/Other') })
    const refused = { kind: 'refused', reason: 'process 812 is another one by now' }
    expect(await askToQuit(world.host, loom)).toEqual(refused)
    expect(world.asked()).toEqual([])
  })

  test('is the Finder, whatever it is called', async () => {
    const world = macWorld(() => taken)
    const finder = { ...loom, bundleId: 'com.apple.finder' }
    const reason = 'Headroom does not end Loom: the session of its user ends with it'
    expect(await askToQuit(world.host, finder)).toEqual({ kind: 'refused', reason })
    expect(await forceToQuit(world.host, finder, finder.processes)).toEqual({
      kind: 'refused',
      reason,
    })
    expect(world.commands).toEqual([])
  })
})

describe('an app to which macOS does not pass the request on', () => {
  const notTaken = '{"kind":"asked","taken":false}'
  const withTell = (tell: (world: MacWorld) => string | Error): MacWorld =>
    macWorld((args, mac) => (args[1] === 'JavaScript' ? notTaken : tell(mac)))

  test('is asked by AppleScript', async () => {
    const world = withTell((mac) => (mac.end(main, 500), 'asked\n'))
    expect(await world.outcome(askToQuit(world.host, loom))).toMatchObject({
      kind: 'ended',
      request: 'AppleScript quit: com.example.loom (812)',
    })
  })

  test('was never asked where that is refused too: nothing is waited for, and no force offered', async () => {
    const world = withTell(() => new Error('exit 1: 84:88: execution error: No. (-1743)'))
    expect(await world.outcome(askToQuit(world.host, loom), 1_000)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^macOS does not let Headroom ask Loom/),
    })
    expect(world.signals).toEqual([])
  })
})

describe('ended without being asked', () => {
  test('by macOS, after the second confirmation', async () => {
    const world = macWorld(asMain((mac) => (endsAll(mac, 100), '{"kind":"forced","taken":true}')))
    const end = await world.outcome(forceToQuit(world.host, loom, loom.processes))
    expect(end).toMatchObject({
      kind: 'ended',
      request: 'NSRunningApplication forceTerminate: com.example.loom (812)',
    })
    expect(world.asked()).toEqual(['812 com.example.loom force'])
    expect(world.signals).toEqual([])
  })

  test('by SIGKILL where macOS cannot, the app before its helpers', async () => {
    const world = macWorld(() => new Error('exit 1: execution error (-2700)'))
    const end = await world.outcome(forceToQuit(world.host, loom, loom.processes))
    expect(end).toMatchObject({
      kind: 'ended',
      request: 'SIGKILL to Loom (812), Loom Helper (815)',
    })
    expect(world.signals).toEqual(['SIGKILL 812', 'SIGKILL 815'])
  })

  test('by SIGKILL where macOS does not pass it on', async () => {
    const world = macWorld(asMain(() => '{"kind":"forced","taken":false}'))
    const end = await world.outcome(forceToQuit(world.host, loom, loom.processes))
    expect(end).toMatchObject({ kind: 'ended' })
    expect(world.signals).toEqual(['SIGKILL 812', 'SIGKILL 815'])
  })

  test('what macOS leaves of it, by SIGKILL, and nothing that was not left before', async () => {
    const world = macWorld(asMain((mac) => (mac.end(main), '{"kind":"forced","taken":true}')))
    const agent = macProcess(pid(900), '/Applications/Loom.app/Contents/MacOS/Agent')
    world.start(agent)
    const end = await world.outcome(forceToQuit(world.host, loom, loom.processes))
    expect(end).toMatchObject({
      kind: 'ended',
      request:
        'NSRunningApplication forceTerminate: com.example.loom (812), SIGKILL to Loom Helper (815)',
    })
    expect(world.signals).toEqual(['SIGKILL 815'])
  })
})
