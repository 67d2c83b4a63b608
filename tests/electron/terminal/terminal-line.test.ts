import { describe, expect, test } from 'vitest'
import { createRemoteTerminals } from '../../../src/main/electron/terminal/remote-terminals.ts'
import { serveTerminals } from '../../../src/main/electron/terminal/serve-terminals.ts'
import type {
  FromTerminals,
  ToTerminals,
} from '../../../src/main/electron/terminal/terminal-messages.ts'
import { Absent } from '../../../src/main/host/attempt.ts'
import type { TerminalCommand } from '../../../src/main/host/host.ts'
import type { Terminals } from '../../../src/main/host/terminals.ts'
import { createDrivenClock } from '../driven-clock.ts'

const command: TerminalCommand = { argv: ['/bin/sh'], cwd: '/', env: {}, columns: 80, rows: 24 }
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A process that answers only what the test makes it answer. */
function silentProcess() {
  const clock = createDrivenClock()
  const sent: ToTerminals[] = []
  const world: { hear: (message: unknown) => void; exit: (reason: string) => void; ends: number } =
    {
      hear: () => undefined,
      exit: () => undefined,
      ends: 0,
    }
  const terminals = createRemoteTerminals({
    clock,
    fork: () => ({
      send: (message) => void sent.push(message),
      onMessage: (wake) => (world.hear = wake),
      onExit: (wake) => (world.exit = wake),
      end: () => void world.ends++,
    }),
  })
  return { clock, sent, world, terminals }
}

describe('whoever asks for terminals', () => {
  test('does not wait for ever, and hangs up what is opened too late', async () => {
    const { clock, sent, world, terminals } = silentProcess()
    const opening = terminals.open(command)
    const refused = expect(opening).rejects.toThrow('does not answer')
    clock.advance(15_000)
    await refused
    world.hear({ kind: 'opened', id: 1, pid: 77, path: '/dev/pts/1' })
    expect(sent.at(-1)).toEqual({ kind: 'signal', id: 1, name: 'SIGHUP' })
    clock.advance(5_000)
    expect(world.ends).toBe(1)
  })

  test.each([
    null,
    'opened',
    { kind: 'opened', id: 1 },
    { kind: 'opened', id: '1', pid: 1, path: '/' },
    { kind: 'bytes', id: 1, bytes: 'text' },
    { kind: 'bytes', id: 1, bytes: new Uint8Array(2 ** 20) },
    { kind: 'ended', id: 1, exitCode: 0.5, signal: null },
    { kind: 'eval', id: 1 },
  ])('hears nothing but what such a process says (%#)', async (message) => {
    const { clock, world, terminals } = silentProcess()
    const probing = terminals.probe()
    world.hear(message)
    world.hear({ kind: 'probed', id: 99 })
    const late = expect(probing).rejects.toThrow('does not answer')
    clock.advance(15_000)
    await late
  })

  test('is told whether there are none on this machine, or whether it failed', async () => {
    const { world, terminals } = silentProcess()
    const reason = 'node-pty is not installed, so there is no pseudo-terminal'
    const first = terminals.probe()
    world.hear({ kind: 'refused', id: 1, isAbsent: true, reason })
    await expect(first).rejects.toThrow(Absent)
    const second = terminals.open(command)
    world.hear({ kind: 'refused', id: 2, isAbsent: false, reason: 'too many open files' })
    await expect(second).rejects.not.toBeInstanceOf(Absent)
  })
})

test('what comes at once with the terminal is told to whoever takes it, and its end behind that', async () => {
  const { world, terminals } = silentProcess()
  const opening = terminals.open(command)
  world.hear({ kind: 'opened', id: 1, pid: 77, path: '/dev/pts/1' })
  world.hear({ kind: 'bytes', id: 1, bytes: new Uint8Array([1, 2]) })
  world.hear({ kind: 'ended', id: 1, exitCode: 4, signal: null })
  const terminal = await opening
  const told: unknown[] = []
  terminal.onEnd(({ kind }) => told.push(kind))
  terminal.onBytes((bytes) => told.push([...bytes]))
  await settled()
  expect(told).toEqual([[1, 2], 'ended'])
})

describe('the process that holds them', () => {
  test('opens nothing by what is no message of ours', async () => {
    const opened: TerminalCommand[] = []
    const sent: FromTerminals[] = []
    const world: { hear: (message: unknown) => void } = { hear: () => undefined }
    const terminals: Terminals = {
      open: async (given) => {
        opened.push(given)
        throw new Absent('none here')
      },
      probe: async () => null,
    }
    serveTerminals(
      { send: (message) => void sent.push(message), onMessage: (wake) => (world.hear = wake) },
      terminals,
    )
    for (const message of [
      'open',
      { kind: 'open', id: 1 },
      { kind: 'open', id: 1, command: { ...command, argv: [] } },
      { kind: 'open', id: 1, command: { ...command, columns: 70_000 } },
      {
        kind: 'open',
        id: 1,
        command: { ...command, argv: Array.from({ length: 10_001 }, () => 'a') },
      },
      { kind: 'open', id: 1, command, more: true },
      { kind: 'signal', id: 1, name: 'SIGSEGV' },
      { kind: 'write', id: 1, bytes: [1, 2] },
    ])
      world.hear(message)
    await settled()
    expect(opened).toEqual([])
    expect(sent).toEqual([])
    world.hear({ kind: 'open', id: 2, command })
    await settled()
    expect(sent).toEqual([{ kind: 'refused', id: 2, isAbsent: true, reason: 'none here' }])
  })
})
