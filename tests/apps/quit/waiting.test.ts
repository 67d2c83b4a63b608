import { describe, expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { askToQuit } from '../../../src/main/apps/quit/quit.ts'
import { parseLinuxState, parseMacState, stuckNote } from '../../../src/main/apps/quit/stuck.ts'
import { parseMacStarted, parseUptimeTicks } from '../../../src/main/apps/quit/started.ts'
import { watchReturn } from '../../../src/main/apps/quit/watch-return.ts'
import { loom, macProcess, macWorld, main } from './mac-world.ts'

const server = macProcess(pid(700), '/opt/homebrew/bin/llama-server')
const program = { name: 'llama-server', bundleId: null, bundlePath: null, processes: [server] }
const neverAsked = (): never => {
  throw new Error('osascript is not for programs')
}

/** A Mac on which a program gets its signals and does with them what `onSignal` says. */
function programWorld(onSignal: () => void = () => undefined) {
  const world = macWorld(neverAsked)
  world.start(server)
  const signal = async () => {
    onSignal()
    return { kind: 'ok', value: null, atMs: 0, tookMs: 0 } as const
  }
  return { ...world, host: { ...world.host, signal } }
}

describe('waiting for a program', () => {
  test('goes on for ten seconds, and tells what is left', async () => {
    const world = programWorld()
    const end = await world.outcome(askToQuit(world.host, program))
    expect(end).toMatchObject({ kind: 'still-open', isGui: false, tookMs: 10_000, note: null })
    expect(end.kind === 'still-open' && end.left).toMatchObject([{ pid: 700 }])
  })

  test('is over when its number is another process’s', async () => {
    const world = programWorld(() => {
      world.start({ ...server, startedAt: String(Number(server.startedAt) + 60_000) })
    })
    const end = await world.outcome(askToQuit(world.host, program))
    expect(end).toMatchObject({ kind: 'ended', request: 'SIGTERM to llama-server (700)' })
  })

  test('has an end where the clock is set back meanwhile', async () => {
    const world = programWorld()
    let shiftMs = 0
    const clock = { ...world.host.clock, nowMs: () => world.host.clock.nowMs() + shiftMs }
    world.host.clock.after(1_000, () => {
      shiftMs = -3_600_000
    })
    const end = await world.outcome(askToQuit({ ...world.host, clock }, program))
    expect(end.kind).toBe('still-open')
  })

  test('does not take silence for an end', async () => {
    const world = programWorld()
    const silent = { kind: 'failed', reason: 'it hangs', atMs: 0, tookMs: 0 } as const
    let isSilent = false
    const host = {
      ...world.host,
      signal: async () => {
        isSilent = true
        return { kind: 'ok', value: null, atMs: 0, tookMs: 0 } as const
      },
      identify: async (id: typeof server.pid) => (isSilent ? silent : world.host.identify(id)),
    }
    const end = await world.outcome(askToQuit(host, program))
    expect(end.kind).toBe('still-open')
  })
})

describe('an app of macOS that comes back (composed by us)', () => {
  const traces = [
    {
      executable: '/Applications/Loom.app/Contents/MacOS/Loom',
      command: '/Applications/Loom.app/Contents/MacOS/Loom --quiet\n',
      folder: null,
      askedAtMs: 1_795_200_000_000,
    },
  ]
  const comeBack = async (parentPid: number, executable: string, startedAtMs: number) => {
    const world = macWorld(neverAsked)
    world.end(main)
    const watching = watchReturn(world.host, loom, world.host.clock.nowMs(), traces)
    world.host.clock.after(4_000, () => {
      const process = macProcess(pid(990), executable, pid(parentPid))
      world.start({ ...process, startedAt: String(startedAtMs) })
    })
    return world.outcome(watching)
  }

  test('is kept alive by launchd', async () => {
    const path = '/Applications/Loom.app/Contents/MacOS/Loom'
    expect(await comeBack(1, path, 1_795_200_004_000)).toBe('launchd')
  })

  test('is by who had started it before, also in the very second of its end', async () => {
    const world = macWorld(neverAsked)
    world.end(main)
    const begun = (id: number, executable: string, parentPid: number) => ({
      ...macProcess(pid(id), executable, pid(parentPid)),
      startedAt: '1795200000000',
    })
    world.start(begun(700, '/usr/local/bin/keeper', 1))
    world.start(begun(990, '/Applications/Loom.app/Contents/MacOS/Loom', 700))
    const processes = loom.processes.map((one) => ({ ...one, parentPid: pid(700) }))
    const { host } = world
    const watching = watchReturn(host, { ...loom, processes }, host.clock.nowMs(), traces)
    expect(await world.outcome(watching)).toBe('keeper (700)')
  })

  test('is not where Headroom has opened it again', async () => {
    const path = '/Applications/Loom.app/Contents/MacOS/Loom'
    expect(await comeBack(500, path, 1_795_200_004_000)).toBe(null)
  })

  test('is none that ran before, and no other app', async () => {
    const path = '/Applications/Loom.app/Contents/MacOS/Loom'
    expect(await comeBack(1, path, 1_795_199_000_000)).toBe(null)
    expect(
      await comeBack(1, '/Applications/Other.app/Contents/MacOS/Loom', 1_795_200_004_000),
    ).toBe(null)
  })
})

describe('what ps and /proc tell', () => {
  test('starts of whole seconds, in UTC', () => {
    const text = [
      '  812 Fri Nov 20 18:19:40 2026     /Applications/Some App.app/Contents/MacOS/Some App',
      '  813 Fri Nov 20 18:19:39 2026     /usr/sbin/cfprefsd',
      'nonsense',
      '',
    ].join('\n')
    const since = Date.parse('2026-11-20T18:19:40.600Z')
    expect(parseMacStarted(text, since)).toEqual([
      { pid: 812, executable: '/Applications/Some App.app/Contents/MacOS/Some App' },
    ])
    expect(parseUptimeTicks('76241.36 151033.51\n')).toBeCloseTo(7_624_136)
  })

  test('who cannot see a signal', async () => {
    expect(parseLinuxState('4242 (a (b) c) T 1 4242')).toBe('stopped')
    expect(parseLinuxState('4242 (python3) D 1 4242')).toBe('in the kernel')
    expect(parseLinuxState('4242 (T) S 1 4242')).toBe('other')
    expect(parseMacState('T+\n')).toBe('stopped')
    expect(parseMacState('U\n')).toBe('in the kernel')
    expect(parseMacState('S\n')).toBe('other')
    expect(await stuckNote(programWorld().host, [server])).toBe(null)
  })
})
